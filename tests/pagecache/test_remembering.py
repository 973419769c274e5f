"""What every page shows is found once, and again as soon as it has changed."""

from pathlib import Path

import pytest

from mastheads.models import Masthead
from mastheads.page_keys import MASTHEAD
from pagecache import (
    depends,
    publishing,
    remembered,
    start_new_generation,
    touch,
    uncached_page,
)
from pagecache.dependencies import collecting
from pagecache.epoch import EpochReader
from pages.models import Page
from pages.page_keys import of_page
from sections.page_keys import NAV
from tests.builders import make_section
from tests.pagecache.site import Site

pytestmark = pytest.mark.django_db


class Finder:
    def __init__(self) -> None:
        self.found = 0

    def __call__(self) -> int:
        depends("a")
        self.found += 1
        return self.found


@pytest.fixture
def finder() -> Finder:
    return Finder()


@pytest.fixture
def reader() -> EpochReader:
    return EpochReader()


def render(reader: EpochReader, finder: Finder) -> tuple[int, set[str]]:
    with collecting(reader.current()) as page:
        return remembered("name", finder), page.keys


def test_it_is_found_once_and_every_page_depends_on_it(reader: EpochReader, finder: Finder) -> None:
    assert render(reader, finder) == (1, {"a"})
    with publishing():
        touch("b")
    assert render(reader, finder) == (1, {"a"})
    assert render(EpochReader(), finder) == (2, {"a"}), "another process"


def test_it_is_found_again_after_a_change(reader: EpochReader, finder: Finder) -> None:
    render(reader, finder)
    with publishing():
        touch("a")
    assert render(reader, finder) == (2, {"a"})
    with publishing():
        start_new_generation()
    assert render(reader, finder) == (3, {"a"})


def test_a_change_while_it_is_found_is_noticed(reader: EpochReader, finder: Finder) -> None:
    with collecting(reader.current()):
        with publishing():
            touch("a")
        remembered("name", finder)
    assert render(reader, finder)[0] == 2


def test_a_page_begun_before_the_change_is_not_given_what_came_after(
    reader: EpochReader, finder: Finder
) -> None:
    """It may be: the page is then older than its own key, and never served."""
    before = reader.current()
    with publishing():
        touch("a")
    render(reader, finder)
    with collecting(before) as page:
        remembered("name", finder)
    assert not reader.current().unchanged_since(before.n, sorted(page.keys))


def test_nothing_is_remembered_where_no_page_is_stored(finder: Finder) -> None:
    assert [remembered("name", finder) for _ in range(2)] == [1, 2]
    with collecting():
        assert remembered("name", finder) == 3


def test_a_page_that_is_not_stored_remembers_as_exactly(finder: Finder) -> None:
    def shown() -> int:
        with uncached_page():
            return remembered("name", finder)

    assert [shown(), shown()] == [1, 1]
    with publishing():
        touch("a")
    assert [shown(), shown()] == [2, 2]


def test_pages_show_the_newspaper_as_it_is_now(tmp_path: Path) -> None:
    """Masthead, sections and policy pages are remembered from page to page."""
    section = make_section(name="문화")
    Masthead.objects.create(pk=1, title="예시신문")
    page = Page.objects.create(
        slug="about", title="회사소개", body="<p>소개</p>", show_in_footer=True
    )
    site = Site(tmp_path / "pages")
    addresses = (
        "/",
        section.get_absolute_url(),
        "/pages/about/",
        "/corrections/",
        "/feed/",
        "/없음/",
    )
    for changed, field, keys in (
        (Masthead.objects.get(), "title", [MASTHEAD]),
        (section, "name", [NAV]),
        (page, "title", of_page(page)),
    ):
        before = {address: site.get(address).body for address in addresses}
        with publishing():
            setattr(changed, field, "바뀐이름")
            changed.save()
            touch(*keys)
        fresh = Site(tmp_path / field)
        now = {address: site.get(address).body for address in addresses}
        assert now == {address: fresh.get(address).body for address in addresses}
        assert now["/corrections/"] != before["/corrections/"]
