"""A clock that tests set: what Django calls now, and when stored pages end."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from newsroom.lib.dates import SEOUL


class Clock:
    def __init__(self, now: datetime) -> None:
        self.now = now

    def go(self, **distance: Any) -> None:
        self.now += timedelta(**distance)


def at(day: int, hour: int = 9, minute: int = 0, month: int = 3) -> datetime:
    """Seoul time in the spring of 2026."""
    return datetime(2026, month, day, hour, minute, tzinfo=SEOUL)


def set_clock(monkeypatch: pytest.MonkeyPatch, now: datetime) -> Clock:
    clock = Clock(now)
    monkeypatch.setattr(timezone, "now", lambda: clock.now)
    seconds = SimpleNamespace(time=lambda: clock.now.timestamp())
    monkeypatch.setattr("pagecache.pages.time", seconds)
    return clock
