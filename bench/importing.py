"""`import_stories --format jsonl --publish` into an empty newspaper."""

import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bench.options import Options
from bench.processes import ROOT
from bench.site import DATABASES, Site, site
from bench.table import markdown

STORIES = 20_000
WORDS = [
    "가온시",
    "누리구",
    "한빛동",
    "주민센터",
    "도서관",
    "강변공원",
    "버스",
    "노선",
    "어린이집",
    "보건소",
    "체육관",
    "시장",
    "상인회",
    "학교",
    "급식실",
    "둘레길",
    "주차장",
    "청년센터",
    "복지관",
    "예산",
    "사업",
    "계획",
    "공사",
    "설명회",
    "조사",
    "운영",
    "지원",
    "협약",
    "행사",
    "교육",
    "점검",
    "정비",
    "안내",
    "모집",
    "평가",
    "개선",
    "토론",
    "신청",
    "접수",
    "새로",
    "함께",
    "올해",
    "내년부터",
    "지난달",
    "차례로",
    "꾸준히",
]
HEAD = ("database", "stories/s (at least 1,500 on PostgreSQL)", "CPU of the import, ms a story")


def run(options: Options) -> str:
    rows = []
    for database in DATABASES:
        with site(database, stories=0, is_durable=True) as newspaper:
            newspaper.manage("loaddata", "reporters", "masthead", "--verbosity", "0")
            file = newspaper.folder / "stories.jsonl"
            with file.open("w") as lines:
                lines.writelines(_lines())
            rows.append([database, *_import(newspaper, file)])
    return markdown(HEAD, rows)


def _import(newspaper: Site, file: Path) -> list[str]:
    command = ["manage.py", "import_stories", str(file), "--format", "jsonl", "--publish", "--json"]
    started, used = time.perf_counter(), _cpu()
    subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=newspaper.environment,
        stdout=subprocess.DEVNULL,
        check=True,
    )
    seconds, used = time.perf_counter() - started, _cpu() - used
    return [f"{STORIES / seconds:,.0f}", f"{used / STORIES * 1000:.2f}"]


def _cpu() -> float:
    """Seconds of this process's ended children, and theirs."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _lines() -> Iterator[str]:
    chance = random.Random(7)  # noqa: S311
    for number in range(STORIES):
        paragraphs = [
            " ".join(chance.choices(WORDS, k=chance.randint(25, 50))) + " 밝혔다."
            for _ in range(chance.randint(5, 9))
        ]
        yield (
            json.dumps(
                {
                    "id": f"story-{number}",
                    "title": f"{' '.join(chance.choices(WORDS, k=5))} {number}",
                    "subtitle": " ".join(chance.choices(WORDS, k=8)),
                    "body": "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs),
                    "reporter": {"name": f"기자{chance.randint(1, 60)}"},
                    "section": {"slug": f"s{number % 30}", "name": f"섹션 {number % 30}"},
                    "published_at": f"20{chance.randint(15, 25)}-0{chance.randint(1, 9)}-"
                    f"{chance.randint(10, 28)}T{chance.randint(10, 23)}:{chance.randint(10, 59)}:00",
                    "tags": [f"{chance.choice(WORDS)}{chance.choice(WORDS)}" for _ in range(3)],
                    "url": f"https://old.example.com/news/view.html?idxno={number}",
                },
                ensure_ascii=False,
            )
            + "\n"
        )
