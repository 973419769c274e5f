"""For all tests."""

import gc
import shutil

import pytest
from django.conf import settings

from pagecache.epoch import EpochReader


def pytest_configure() -> None:
    from search import limits  # their imports want a configured Django
    from tests import emptying

    emptying.install()
    # All tests search from one address.
    limits.searches.most = 1_000_000_000


@pytest.fixture(autouse=True)
def no_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test is another newspaper, whose epochs are counted anew."""
    monkeypatch.setattr("pagecache.remembering._epoch", EpochReader())


def pytest_collection_finish() -> None:
    """What stands in memory by now stays to the end: looking through it again and again for
    garbage took a tenth of the time of a run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def pytest_unconfigure() -> None:
    """A worker of pytest-xdist ends without atexit, which tests/settings.py relies on otherwise."""
    shutil.rmtree(settings.NEWSROOM_DATA, ignore_errors=True)
