import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from accounts.roles import Role
from articles.models import Article
from articles.states import Status
from imports.ingest import Import
from imports.progress import Progress
from imports.story import Item
from reporters.models import Outlet, Reporter
from sections.models import Section
from tests.builders import make_section, make_user
from tests.imports.documents import PAGE, STUB_TITLE, SUBTITLE, TITLE, page

pytestmark = pytest.mark.django_db

KEYS = [
    "source",
    "status",
    "kind",
    "id",
    "title",
    "subtitle",
    "outlet",
    "reporters",
    "section",
    "paragraphs",
    "published_at",
    "dropped",
    "warnings",
]


@pytest.fixture
def document(tmp_path: Path) -> Path:
    return write(tmp_path, PAGE)


def write(folder: Path, text: str, name: str = "page.txt", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def run(*arguments: object) -> tuple[int, str]:
    """Exit code and output, as a shell would see them."""
    out = io.StringIO()
    code = 0
    try:
        call_command("import_stories", *map(str, arguments), stdout=out, stderr=io.StringIO())
    except SystemExit as stop:
        code = int(stop.code or 0)
    return code, out.getvalue()


def run_json(*arguments: object) -> tuple[int, list[dict[str, Any]]]:
    code, out = run(*arguments, "--json")
    return code, [json.loads(line) for line in out.splitlines()]


def refuse(*arguments: object) -> str:
    """The one line of a command that was wrong; nothing was written."""
    with pytest.raises(CommandError) as error:
        call_command("import_stories", *map(str, arguments))
    assert error.value.returncode == 2
    assert "\n" not in str(error.value)
    assert not Article.objects.exists()
    return str(error.value)


def test_a_json_object_a_story(document: Path) -> None:
    code, (story, stub) = run_json(document)
    assert code == 0
    assert list(story) == list(stub) == KEYS
    article = Article.objects.get(title=TITLE)
    assert story == {
        "source": "page.txt:3",
        "status": "created",
        "kind": "article",
        "id": article.pk,
        "title": TITLE,
        "subtitle": SUBTITLE,
        "outlet": "한빛뉴스",
        "reporters": ["이도윤"],
        "section": "",
        "paragraphs": 3,
        "published_at": None,
        "dropped": ["메뉴", "더보기"],
        "warnings": [],
    }
    assert (stub["kind"], stub["title"], stub["subtitle"]) == ("stub", STUB_TITLE, "")
    assert (stub["section"], stub["paragraphs"]) == ("생활·문화뉴스", 1)


def test_a_second_run_changes_nothing(document: Path) -> None:
    run(document)
    before = list(Article.objects.values())
    code, told = run_json(document)
    assert (code, [one["status"] for one in told]) == (0, ["unchanged", "unchanged"])
    assert list(Article.objects.values()) == before


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp949"])
def test_every_encoding_gives_the_same_story(tmp_path: Path, encoding: str) -> None:
    run(write(tmp_path, PAGE.replace("\u00a0", "")))
    path = write(tmp_path, PAGE.replace("\u00a0", "").replace("\n", "\r\n"), encoding=encoding)
    for arguments in ((path,), (path, "--encoding", encoding)):
        code, told = run_json(*arguments)
        assert (code, [one["status"] for one in told]) == (0, ["unchanged", "unchanged"])


def test_a_dry_run_tells_the_truth_and_writes_nothing(document: Path) -> None:
    code, told = run_json(document, "--dry-run")
    assert code == 0
    assert [(one["status"], one["id"]) for one in told] == [("created", None)] * 2
    assert told[0]["reporters"] == ["이도윤"]
    for model in (Article, Outlet, Reporter, Section):
        assert not model.objects.exists()
    run(document)
    _, told = run_json(document, "--dry-run")
    assert [one["status"] for one in told] == ["unchanged", "unchanged"]
    assert all(one["id"] for one in told)


def test_a_refused_story_makes_exit_code_1(tmp_path: Path, document: Path) -> None:
    titleless = write(tmp_path, "\n".join(page().splitlines()[4:]), "titleless.txt")
    code, told = run_json(titleless, document)
    assert (code, [one["status"] for one in told]) == (1, ["refused", "created", "created"])
    assert list(told[0]) == KEYS
    assert (told[0]["source"], told[0]["id"]) == ("titleless.txt:1", None)
    assert told[0]["warnings"] == ["제목을 알 수 없습니다."]
    code, out = run(titleless)
    assert code == 1
    assert "titleless.txt:1" in out
    assert "제목을 알 수 없습니다." in out


def test_what_can_not_be_read_among_others_makes_exit_code_1(
    tmp_path: Path, document: Path
) -> None:
    code, told = run_json(tmp_path / "none.txt", document)
    assert (code, len(told)) == (1, 2)


def test_a_person_reads_the_outcome_of_each_story(document: Path) -> None:
    _, out = run(document)
    article = Article.objects.get(title=TITLE)
    assert f"created   #{article.pk} {TITLE} [page.txt:3]" in out
    assert "메뉴 · 더보기" in out
    assert out.splitlines()[-1] == "created 2 · updated 0 · unchanged 0 · refused 0"


def test_wrong_input_is_one_line_and_writes_nothing(tmp_path: Path, document: Path) -> None:
    picture = tmp_path / "picture.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00")
    assert "폴더" in refuse(tmp_path)
    assert "없습니다" in refuse(tmp_path / "none.txt")
    assert "picture.png" in refuse(picture)
    assert "nobody" in refuse(document, "--by", "nobody")
    assert "nowhere" in refuse(document, "--section", "nowhere")
    assert "klingon" in refuse(document, "--encoding", "klingon")
    assert "rot13" in refuse(document, "--encoding", "rot13")
    assert "FILE" in refuse()
    assert "docx" in refuse(document, "--format", "docx")


def test_the_shell_sees_one_line_and_exit_code_2(tmp_path: Path) -> None:
    for arguments in (["none.txt"], [], ["page.txt", "--format", "docx"]):
        done = subprocess.run(
            [sys.executable, settings.BASE_DIR / "manage.py", "import_stories", *arguments],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stdout) == (2, "")
        assert len(done.stderr.splitlines()) == 1


def test_published_into_the_section_given(document: Path) -> None:
    section = make_section("경제", slug="economy")
    code, (story, stub) = run_json(document, "--section", "economy", "--publish")
    assert code == 0
    article = Article.objects.get(title=TITLE)
    assert (article.status, article.section) == (Status.PUBLISHED, section)
    assert (story["section"], story["warnings"]) == ("경제", [])
    assert story["published_at"].endswith("+09:00")
    assert stub["published_at"] is None
    assert stub["warnings"]
    assert Article.objects.get(title=STUB_TITLE).status == Status.DRAFT


def test_a_user_acts_by_their_own_rights(document: Path) -> None:
    make_user(Role.CHIEF, username="chief", name="정편집")
    make_user(Role.ADMIN, username="admin")
    code, told = run_json(document, "--by", "admin")
    assert (code, {one["status"] for one in told}) == (1, {"refused"})
    assert not Article.objects.exists()
    assert run(document, "--by", "chief")[0] == 0
    assert {entry.by_name for entry in Article.objects.get(title=TITLE).log.all()} == {"정편집"}


def test_killed_half_way_and_run_again_it_completes(
    document: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take = Import.take

    def die_at_the_stub(self: Import, item: Item) -> object:
        if getattr(item, "kind", "") == "stub":
            raise KeyboardInterrupt
        return take(self, item)

    monkeypatch.setattr(Import, "take", die_at_the_stub)
    with pytest.raises(KeyboardInterrupt):
        run(document)
    assert Article.objects.count() == 1
    monkeypatch.undo()
    _, told = run_json(document)
    assert [one["status"] for one in told] == ["unchanged", "created"]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_shows_on_a_terminal_only() -> None:
    terminal, pipe = Terminal(), io.StringIO()
    for stream in (terminal, pipe):
        progress = Progress(stream)
        progress.show(1, 2, "page.txt:3")
        progress.clear()
    assert "1/2 page.txt:3" in terminal.getvalue()
    assert pipe.getvalue() == ""
