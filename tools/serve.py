"""`make run`: brings the database and the static files up to date, then serves.

Replaces itself by honcho, which runs the Procfile's web server and clock together and ends both
when one ends or when it gets Ctrl-C or SIGTERM.
"""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

from tools.lifeline import die_with_parent

ROOT = Path(__file__).resolve().parent.parent
PREPARATIONS = (
    ("migrate", "--verbosity=0"),
    ("first_start",),
    ("collectstatic", "--noinput", "--verbosity=0"),
)


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
    except OSError as error:
        sys.exit(f"Cannot serve on {host}:{port} ({error.strerror}). Try: make run PORT=8001")


def main() -> None:
    die_with_parent(signal.SIGTERM)
    os.chdir(ROOT)
    host = os.environ.setdefault("HOST", "127.0.0.1")
    port = os.environ.setdefault("PORT", "8000")
    refuse_a_taken_port(host, port)
    # The Procfile says plain `python`: ours.
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    os.environ["PYTHONUNBUFFERED"] = "1"
    for command in PREPARATIONS:
        if code := subprocess.run([sys.executable, "manage.py", *command]).returncode:
            sys.exit(code)
    print(f"\nhttp://{host}:{port}/         the site", flush=True)
    print(f"http://{host}:{port}/admin/   the desk; Ctrl-C stops all of it\n", flush=True)
    # No .env is read: what holds for the server must hold for the commands above too.
    os.execv(sys.executable, [sys.executable, "-m", "honcho", "--env", os.devnull, "start"])


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
