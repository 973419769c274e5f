from pathlib import Path

import pytest

from tests.pagecache.clock import Clock, set_clock
from tests.pagecache.site import Site
from tests.pagecache.walk import Walk
from tests.pagecache.world import NOW, PER_PAGE, World, make_world


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return set_clock(monkeypatch, NOW)


@pytest.fixture
def world(db: None, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setattr("newsroom.list_pages.PER_PAGE", PER_PAGE)
    return make_world()


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path / "pages")


@pytest.fixture
def walk(world: World, site: Site, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Walk:
    """Each page asks for everything itself, so that what it asks for can be compared; what is
    remembered from page to page has tests of its own."""
    monkeypatch.setattr("pagecache.remembering.collected", lambda: None)
    return Walk(world, site, clock)
