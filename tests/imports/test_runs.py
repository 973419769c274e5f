"""Whole runs of the command as processes: at once, killed, and on very large files."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from imports import batches
from tests.builders import picture
from tests.imports.large import write_large
from tests.imports.lines import told, write
from tests.imports.newsrooms import Newsroom, empty_newsroom

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
SIZE = 700
TABLES = ("articles_article", "articles_revision", "redirects_redirect", "articles_byline")


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    with empty_newsroom(tmp_path / "data") as made:
        yield made


def importing(path: Path) -> tuple[object, ...]:
    return ("import_stories", path, "--format", "jsonl", "--publish", "--json")


def statuses(out: str) -> list[str]:
    return [json.loads(line)["status"] for line in out.splitlines()]


def children_of(pid: int) -> list[int]:
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = status.read_text().rsplit(")", 1)[1].split()[1]
        except OSError:
            continue
        if int(parent) == pid:
            found.append(int(status.parent.name))
    return found


def lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def test_two_imports_of_one_file_at_once(tmp_path: Path, newsroom: Newsroom) -> None:
    reporters = [f"기자{n % 7}" for n in range(SIZE)]
    lines = [
        told(n, reporter=name, section={"slug": f"s{n % 5}", "name": f"섹션{n % 5}"})
        for n, name in enumerate(reporters)
    ]
    path = write(tmp_path, *lines)
    started = [newsroom.start(*importing(path)) for _ in range(2)]
    answers = []
    for process in started:
        out, errors = process.communicate(timeout=300)
        assert process.returncode == 0, errors
        assert "Traceback" not in errors
        answers.append(statuses(out))
    assert [len(answer) for answer in answers] == [SIZE, SIZE]
    for number, pair in enumerate(zip(*answers, strict=True)):
        assert Counter(pair) == {"created": 1, "unchanged": 1}, number
    assert [newsroom.count(table) for table in TABLES] == [SIZE] * 4
    assert newsroom.count("reporters_reporter") == 7
    assert newsroom.count("sections_section") == 5


@pytest.mark.any_database
def test_killed_half_way_and_run_again_it_completes(tmp_path: Path, newsroom: Newsroom) -> None:
    size = 5 * batches.BATCH
    path = write(tmp_path, *map(told, range(size)))
    started = newsroom.start(*importing(path))
    while newsroom.count("articles_article") < batches.BATCH:
        assert started.poll() is None
        time.sleep(0.02)
    started.kill()
    started.communicate()
    left = newsroom.count("articles_article")
    assert left < size
    assert left % batches.BATCH == 0, "whole batches only"
    found = statuses(newsroom.run(*importing(path)))
    assert found == ["unchanged"] * left + ["created"] * (size - left)
    assert [newsroom.count(table) for table in TABLES] == [size] * 4
    assert set(statuses(newsroom.run(*importing(path)))) == {"unchanged"}


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_a_killed_import_leaves_no_reader_behind(tmp_path: Path, newsroom: Newsroom) -> None:
    path = write_large(tmp_path / "large.jsonl", 5_000)
    started = newsroom.start(*importing(path))
    started.stdout.readline()
    readers = children_of(started.pid)
    started.kill()
    started.communicate()
    if len(os.sched_getaffinity(0)) > 1:
        assert readers
    deadline = time.monotonic() + 20
    while any(map(lives, readers)):
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.mark.stress
def test_killed_at_random_and_run_again_it_completes(tmp_path: Path, newsroom: Newsroom) -> None:
    """Pictures too: what a killed run left of them is taken away by the clock."""
    (tmp_path / "a.png").write_bytes(picture("PNG").getvalue())
    size = 8_000
    path = write(
        tmp_path, *(told(n, **({"image": "a.png"} if n % 40 == 0 else {})) for n in range(size))
    )
    chance = random.Random(5)
    kills = 0
    for _ in range(25):
        started = subprocess.Popen(
            newsroom.command(*importing(path)),
            env=newsroom.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            started.wait(timeout=chance.uniform(0.5, 6))
            break
        except subprocess.TimeoutExpired:
            os.kill(started.pid, signal.SIGKILL)
            started.wait()
            kills += 1
        assert newsroom.count("articles_article") % 500 == 0, "whole batches only"
    assert kills
    found = statuses(newsroom.run(*importing(path)))
    assert set(found) <= {"created", "unchanged"}
    assert [newsroom.count(table) for table in TABLES] == [size] * 4
    assert set(statuses(newsroom.run(*importing(path)))) == {"unchanged"}
    folder = newsroom.data / "photos"
    long_ago = (timezone.now() - timedelta(days=30)).timestamp()
    for file in folder.iterdir():
        os.utime(file, (long_ago, long_ago))
    newsroom.run("run_clock", "--once")
    named = set(newsroom.column("SELECT file FROM photos_photo"))
    assert {file.name for file in folder.iterdir()} == named
    assert len(named) == size // 40


@pytest.mark.stress
def test_two_hundred_megabytes_stay_on_the_disk(tmp_path: Path, newsroom: Newsroom) -> None:
    path = write_large(tmp_path / "large.jsonl", 70_000, paragraphs=4)
    assert path.stat().st_size > 200_000_000
    script = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True,"
        " stdout=subprocess.DEVNULL);"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    command = newsroom.command(*importing(path))
    told_size = subprocess.check_output(
        [sys.executable, "-c", script, *command], env=newsroom.environment, text=True
    )
    assert newsroom.count("articles_article") == 70_000
    # In kilobytes: what Django takes, a batch or two, and a line's key for each story.
    assert int(told_size) < 250_000
