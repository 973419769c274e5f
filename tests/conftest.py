"""For all tests."""

import shutil

from django.conf import settings


def pytest_unconfigure() -> None:
    """A worker of pytest-xdist ends without atexit, which tests/settings.py relies on otherwise."""
    shutil.rmtree(settings.NEWSROOM_DATA, ignore_errors=True)
