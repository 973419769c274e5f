"""A newspaper of its own for one measurement: a copy of a corpus, served as the Procfile says.

Loading a corpus takes minutes, so each size is loaded once, under var/bench (remove the folder to
load afresh) and again when migrations were rewritten; every run works on
a copy and leaves nothing behind.
"""

import hashlib
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

from bench.nginx import Nginx, nginx
from bench.processes import ROOT, free_port, running
from tools import postgres

KEPT = ROOT / "var" / "bench"
HOST = "news.example.com"
DATABASES = ("SQLite", "PostgreSQL")
# What a developer may have exported for a site of theirs.
OURS = ("DATABASE_URL", "NEWSROOM_", "SECRET_KEY", "DEBUG", "PORT", "HOST", "DJANGO_", "WEB_")


@dataclass(frozen=True)
class Site:
    """`environment` is all a program needs to work on this newspaper."""

    folder: Path
    environment: Mapping[str, str]
    database: str
    page_store: Path | None = None
    headers: Mapping[str, str] = field(
        default_factory=lambda: {"Host": HOST, "X-Forwarded-Proto": "https"}
    )

    @property
    def data(self) -> Path:
        return Path(self.environment["NEWSROOM_DATA"])

    @property
    def pages_folder(self) -> Path:
        """Where the page store keeps its files. Raises ValueError if the site has none."""
        if self.page_store is None:
            raise ValueError("this site has no page store")
        return self.page_store / "pages"

    def run(self, *command: str) -> str:
        """`python -m …` in the site's environment; what it printed."""
        return _python(self.environment, "-m", *command)

    def manage(self, *command: str) -> str:
        return _python(self.environment, "manage.py", *command)

    @contextmanager
    def served(
        self, *, application: str = "newsroom.wsgi", workers: int = 2
    ) -> Iterator[tuple[int, int]]:
        """gunicorn by the Procfile; yields its port and process id."""
        port = free_port()
        environment = {
            **self.environment,
            "HOST": "127.0.0.1",
            "PORT": str(port),
            "WEB_CONCURRENCY": str(workers),
        }
        command = _web_command().replace("newsroom.wsgi", application)
        log = self.folder / "gunicorn.log"
        with running(["sh", "-c", command], log=log, port=port, environment=environment) as process:
            yield port, process.pid

    @contextmanager
    def behind_nginx(self, gunicorn_port: int) -> Iterator[Nginx]:
        folder = self.folder / "nginx"
        with nginx(
            folder,
            host=HOST,
            gunicorn_port=gunicorn_port,
            data=self.data,
            page_store=self.page_store or folder / "no-store",
        ) as server:
            yield server


def _web_command() -> str:
    lines = (ROOT / "Procfile").read_text().splitlines()
    return next(line.removeprefix("web: ") for line in lines if line.startswith("web: "))


def _python(environment: Mapping[str, str], *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return done.stdout


def _environment(data: Path, database_url: str | None) -> dict[str, str]:
    ours = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    ours |= {
        "NEWSROOM_DATA": str(data),
        "NEWSROOM_SITE_URL": f"https://{HOST}",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        "PYTHONUNBUFFERED": "1",
        # The Procfile says plain `python`: ours.
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
    }
    return {**ours, "DATABASE_URL": database_url} if database_url else ours


@contextmanager
def site(
    database: str, *, stories: int, with_page_store: bool = False, is_durable: bool = False
) -> Iterator[Site]:
    """A newspaper of `stories` composed stories on "SQLite" or "PostgreSQL". An empty one on
    PostgreSQL doesn't wait for the disk unless it `is_durable`.

    With no stories nothing is kept for the next run, and static files come from their sources.
    """
    with tempfile.TemporaryDirectory(prefix="newsroom-bench-") as name:
        folder = Path(name)
        # nginx's workers walk through it.
        folder.chmod(0o755)
        page_store = folder / "store" if with_page_store else None
        with _data(database, stories, folder / "data", is_durable) as environment:
            if page_store:
                environment["NEWSROOM_PAGE_STORE"] = str(page_store)
            made = Site(folder, environment, database, page_store)
            made.manage("migrate", "--verbosity", "0", "--skip-checks")
            if stories:
                made.manage("collectstatic", "--no-input", "--verbosity", "0", "--skip-checks")
            yield made


@contextmanager
def _data(database: str, stories: int, data: Path, is_durable: bool) -> Iterator[dict[str, str]]:
    """The environment of an empty site, or of a copy of a corpus, with its files in `data`."""
    version = _corpus_version()
    kept = KEPT / f"{database.lower()}-{stories}-{version}"
    if database == "SQLite":
        if stories:
            _load_once(_environment(kept, None), kept, stories)
            shutil.copytree(kept, data)
        yield _environment(data, None)
    elif not stories:
        with postgres.cluster(options=() if is_durable else postgres.FAST) as server:
            yield _environment(data, server)
    else:
        with postgres.cluster(keep=KEPT / "cluster", options=(_shared_buffers(),)) as server:
            _drop_copies(server)
            corpus, copy = f"corpus_{stories}_{version}", f"run_{os.getpid()}"
            if not (kept / "complete").exists():
                _in_postgres(server, f"DROP DATABASE IF EXISTS {corpus}")
                _in_postgres(server, f"CREATE DATABASE {corpus}")
                _load_once(_environment(kept, _named(server, corpus)), kept, stories)
                _in_postgres(_named(server, corpus), "VACUUM ANALYZE")
            shutil.copytree(kept, data)
            _in_postgres(server, f"CREATE DATABASE {copy} TEMPLATE {corpus}")
            try:
                yield _environment(data, _named(server, copy))
            finally:
                _in_postgres(server, f"DROP DATABASE {copy} WITH (FORCE)")


def _shared_buffers() -> str:
    """A quarter of the memory, where PostgreSQL's manual begins (19.4.1) and README advises to."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return f"shared_buffers={memory // 4 >> 20}MB"


def _corpus_version() -> str:
    """Another one for other migrations: one that was renamed or rewritten before it landed would
    be applied to a kept corpus a second time, or never."""
    digest = hashlib.blake2b(digest_size=6)
    for path in sorted(ROOT.glob("*/migrations/*.py")):
        digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _load_once(environment: Mapping[str, str], kept: Path, stories: int) -> None:
    if (kept / "complete").exists():
        return
    kept.mkdir(parents=True, exist_ok=True)
    _python(environment, "manage.py", "migrate", "--verbosity", "0", "--skip-checks")
    _python(environment, "manage.py", "loaddata", "masthead", "--verbosity", "0", "--skip-checks")
    _python(environment, "manage.py", "make_corpus", str(stories))
    (kept / "complete").touch()


def _named(server: str, database: str) -> str:
    return urlunsplit(urlsplit(server)._replace(path=f"/{database}"))


def _drop_copies(server: str) -> None:
    """What a run left that was killed. The cluster is ours alone while we run it: PostgreSQL
    refuses to start twice on one folder."""
    with psycopg.connect(server, autocommit=True) as connection:
        left = connection.execute(
            "SELECT datname FROM pg_database WHERE datname ~ '^run_[0-9]+$'"
        ).fetchall()
    for (name,) in left:
        _in_postgres(server, f"DROP DATABASE {name} WITH (FORCE)")


def _in_postgres(address: str, statement: str) -> None:
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(statement.encode())
