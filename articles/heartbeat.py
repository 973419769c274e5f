"""How /healthz knows that the clock lives: a file whose time is the clock's last good round.

A file and not a row: a round a second would be the busiest writer of an embedded database.
"""

import time
from pathlib import Path

from django.conf import settings


def _file() -> Path:
    return Path(settings.NEWSROOM_DATA) / "clock.heartbeat"


def beat() -> None:
    _file().touch()


def seconds_since_beat() -> float | None:
    """None: the clock never ran on this data folder."""
    try:
        return max(0.0, time.time() - _file().stat().st_mtime)
    except FileNotFoundError:
        return None
