"""Whole newsrooms for commands that run as processes: a data folder and a database of their own."""

from __future__ import annotations

import os
import secrets
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
from django.conf import settings
from django.db import connection

MAKE_OUTLET = "from reporters.models import Outlet; Outlet.objects.create(name='예시', is_own=True)"


@dataclass(frozen=True)
class Newsroom:
    environment: dict[str, str]

    @staticmethod
    def command(*arguments: object) -> list[str]:
        return [sys.executable, str(settings.BASE_DIR / "manage.py"), *map(str, arguments)]

    def start(self, *arguments: object) -> subprocess.Popen[str]:
        return subprocess.Popen(
            self.command(*arguments),
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *arguments: object) -> str:
        started = self.start(*arguments)
        out, errors = started.communicate()
        assert started.returncode == 0, errors
        return out

    def column(self, sql: str) -> list[str]:
        """What a query of one column says."""
        url = self.environment.get("DATABASE_URL")
        if url:
            with psycopg.connect(url) as opened:
                return [str(value) for (value,) in opened.execute(sql.encode()).fetchall()]
        with sqlite3.connect(self.data / "newsroom.sqlite3", timeout=30) as file:
            return [str(value) for (value,) in file.execute(sql).fetchall()]

    def count(self, table: str) -> int:
        return int(self.column(f"SELECT count(*) FROM {table}")[0])  # noqa: S608

    @property
    def data(self) -> Path:
        return Path(self.environment["NEWSROOM_DATA"])


@contextmanager
def empty_newsroom(data: Path) -> Iterator[Newsroom]:
    """On the database that the tests run on: a SQLite file, or a new database of its server."""
    environment = _environment(data)
    if connection.vendor != "postgresql":
        shutil.copytree(_migrated_folder().name, data, dirs_exist_ok=True)
        yield Newsroom(environment)
        return
    server = os.environ["DATABASE_URL"]
    name = f"newsroom_{secrets.token_hex(6)}"
    with psycopg.connect(server, autocommit=True) as opened:
        opened.execute(f"CREATE DATABASE {name}".encode())
    try:
        yield _migrated(
            Newsroom(
                environment
                | {
                    "DATABASE_URL": f"{server.rsplit('/', 1)[0]}/{name}",
                    "SECRET_KEY": secrets.token_urlsafe(50),
                    "NEWSROOM_SITE_URL": "https://news.example.com",
                }
            )
        )
    finally:
        with psycopg.connect(server, autocommit=True) as opened:
            opened.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def _environment(data: Path) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "NEWSROOM_DATA": str(data),
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
    }


@cache
def _migrated_folder() -> TemporaryDirectory[str]:
    """Made once, as it takes seconds; gone when the process ends."""
    folder = TemporaryDirectory()
    _migrated(Newsroom(_environment(Path(folder.name))))
    return folder


def _migrated(newsroom: Newsroom) -> Newsroom:
    newsroom.run("migrate", "-v0")
    newsroom.run("shell", "-c", MAKE_OUTLET)
    return newsroom
