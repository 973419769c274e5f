import io
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import call_command

from articles.models import Article
from pagecache import publishing, touch
from tests.builders import make_published
from tests.pagecache.site import Site, same_connection

pytestmark = pytest.mark.django_db


@pytest.fixture
def stored(
    site: Site, tmp_path: Path, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> Article:
    """A story whose page and the front are stored where the command looks."""
    settings.PAGECACHE_ROOT = tmp_path / "pages"
    monkeypatch.setattr("pagecache.wsgi.release", lambda: "release")
    story = make_published(title="강변 도서관")
    for address in ("/", f"/articles/{story.pk}/", f"/articles/{story.pk}/slug/", "/nowhere/"):
        site.get(address)
    return story


def check() -> tuple[int, str]:
    """Exit code and output, as a shell would see them."""
    told = io.StringIO()
    try:
        with same_connection():
            call_command("check_pages", stdout=told, stderr=io.StringIO())
    except SystemExit as end:
        return int(end.code or 0), told.getvalue()
    return 0, told.getvalue()


def test_pages_that_are_true(stored: Article) -> None:
    code, told = check()
    assert code == 0
    assert "3쪽" in told


def test_a_change_that_named_nothing_is_told(stored: Article) -> None:
    Article.objects.update(title="몰래 고친 제목")
    code, told = check()
    assert code == 1
    assert f"/articles/{stored.pk}/\n" in told
    assert f"/articles/{stored.pk}/slug/" not in told


def test_what_nobody_would_be_served_is_not_stale(stored: Article) -> None:
    with publishing():
        Article.objects.update(title="제대로 고친 제목")
        touch(f"article:{stored.pk}", f"card:{stored.pk}", "stories")
    code, told = check()
    assert code == 0
    assert "낡음" not in told


def test_checking_changes_nothing_that_is_stored(stored: Article, tmp_path: Path) -> None:
    def files() -> dict[Path, bytes]:
        found = (tmp_path / "pages" / "release").rglob("*")
        return {path: path.read_bytes() for path in found if path.is_file()}

    before = files()
    check()
    assert files() == before
