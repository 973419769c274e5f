"""`make run`: brings the database and the static files up to date, then serves.

Replaces itself by honcho, which runs the Procfile's web server and clock together and ends both
when one ends or when it gets Ctrl-C or SIGTERM.
"""

import hashlib
import os
import signal
import socket
import sys
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connections

from newsroom.static_files import NewsroomStaticFilesConfig
from tools.lifeline import die_with_parent

ROOT = Path(__file__).resolve().parent.parent


def refuse_a_taken_port(host: str, port: str) -> None:
    """One clear line before anything is written, where gunicorn would retry and show a traceback.

    SO_REUSEADDR as gunicorn sets it, so that a port just let go of counts as free.
    """
    try:
        [(family, kind, protocol, _, address), *_] = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM
        )
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or error
        sys.exit(f"Cannot serve on {host}:{port} ({reason}). Try: make run PORT=8001")


def collect_changed_static_files() -> None:
    """collectstatic takes seconds to hash and compress; nothing to do while no source changed."""
    seen = hashlib.sha256()
    left_out = NewsroomStaticFilesConfig.ignore_patterns
    for finder in get_finders():
        for name, storage in finder.list(left_out):
            facts = Path(storage.path(name)).stat()
            seen.update(f"{name} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    collected = Path(settings.STATIC_ROOT) / ".collected"
    if collected.exists() and collected.read_text() == seen.hexdigest():
        return
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    collected.write_text(seen.hexdigest())


def prepare() -> None:
    """Each step does nothing when it has nothing to do."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    try:
        django.setup()
        call_command("migrate", verbosity=0)
        call_command("first_start")
        collect_changed_static_files()
    except (ImproperlyConfigured, CommandError, DatabaseError, OSError) as error:
        sys.exit(f"Cannot start: {error}")
    connections.close_all()


def main() -> None:
    die_with_parent(signal.SIGTERM)
    os.chdir(ROOT)
    host = os.environ["HOST"] = os.environ.get("HOST") or "127.0.0.1"
    port = os.environ["PORT"] = os.environ.get("PORT") or "8000"
    refuse_a_taken_port(host, port)
    prepare()
    print(f"\nhttp://{host}:{port}/         the site", flush=True)
    print(f"http://{host}:{port}/admin/   the desk; Ctrl-C stops all of it\n", flush=True)
    # The Procfile says plain `python`: ours.
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    os.environ["PYTHONUNBUFFERED"] = "1"
    # Embedded, the address is made from PORT, and honcho gives the clock another PORT.
    os.environ["NEWSROOM_SITE_URL"] = settings.NEWSROOM_SITE_URL
    # No .env is read: what holds for the server must hold for the commands above too.
    os.execv(sys.executable, [sys.executable, "-m", "honcho", "--env", os.devnull, "start"])


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
