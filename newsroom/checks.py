"""System checks of the house."""

import sqlite3
from typing import Any

from django.core.checks import CheckMessage, Info
from django.db import connection

# A rare race when the write-ahead log is reset was mended in 3.51.3 and in these older lines
# (sqlite.org, "WAL-reset bug").
MENDED = ((3, 51, 3), (3, 50, 7), (3, 44, 6))


def is_mended(version: tuple[int, ...]) -> bool:
    return version >= MENDED[0] or any(
        version[:2] == line[:2] and version >= line for line in MENDED[1:]
    )


def vendor() -> str:
    return connection.vendor


def check_sqlite(**kwargs: Any) -> list[CheckMessage]:
    """Say so when the embedded database is one of the versions with the race."""
    if vendor() != "sqlite" or is_mended(sqlite3.sqlite_version_info):
        return []
    return [
        Info(
            f"SQLite {sqlite3.sqlite_version} has a rare race that can damage a database in WAL "
            "mode.",
            hint="Fine for trying things out; use PostgreSQL (DATABASE_URL) in production.",
            id="newsroom.I001",
        )
    ]
