"""Once with the real server: what raw sockets can send that a test client cannot."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tools.lifeline import die_with_parent

# The server has a database of its own.
pytestmark = [pytest.mark.slow, pytest.mark.any_database]

ROOT = Path(__file__).resolve().parents[2]
HOST = b"Host: 127.0.0.1\r\n"
PLAIN = b"GET / HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n"
SMUGGLED = b"GET /admin/smuggled/ HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n"
ODD = {
    "both lengths": b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: 6\r\n"
    b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + SMUGGLED,
    "a body on GET": b"GET / HTTP/1.1\r\n" + HOST + b"Content-Length: 5\r\n\r\nhello" + PLAIN,
    "two lengths": b"GET / HTTP/1.1\r\n"
    + HOST
    + b"Content-Length: 0\r\nContent-Length: 60\r\n\r\n"
    + SMUGGLED,
    "an odd coding": b"GET / HTTP/1.1\r\n"
    + HOST
    + b"Transfer-Encoding: xchunked\r\n\r\n"
    + SMUGGLED,
    "an underscore": b"GET / HTTP/1.1\r\n" + HOST + b"Transfer_Encoding: chunked\r\n"
    b"SCRIPT_NAME: /evil\r\nConnection: close\r\n\r\n",
    "a folded header": b"GET / HTTP/1.1\r\n" + HOST + b"X-A: b\r\n Host: evil.example\r\n\r\n",
    "two hosts": b"GET / HTTP/1.1\r\n" + HOST + b"Host: evil.example\r\nConnection: close\r\n\r\n",
    "another host": b"GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
    "no host": b"GET / HTTP/1.0\r\n\r\n",
    "a whole address": b"GET http://evil.example/ HTTP/1.1\r\n"
    + HOST
    + b"Connection: close\r\n\r\n",
    "a path without a slash": b"GET evil HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n",
    "an asterisk": b"OPTIONS * HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n",
    "two slashes": b"GET //evil.example/ HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n",
    "a fragment": b"GET /#x HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n",
    "bytes": b"GET /\xff\xfe/?\xff HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n",
    "a line break": b"GET /x%0d%0aSet-Cookie:a=b/ HTTP/1.1\r\n"
    + HOST
    + b"Connection: close\r\n\r\n",
    "a long path": b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\n" + HOST + b"\r\n",
    "a long query": b"GET /?"
    + b"a" * 3_000
    + b" HTTP/1.1\r\n"
    + HOST
    + b"Connection: close\r\n\r\n",
    "not HTTP": b"\x16\x03\x01\x02\x00\x01\x00" * 20,
    "HEAD, then GET": b"HEAD / HTTP/1.1\r\n" + HOST + b"\r\n" + PLAIN,
}


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Two workers with threads, on an empty newspaper of their own."""
    folder = tmp_path_factory.mktemp("gunicorn")
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment = kept | {
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        "NEWSROOM_DATA": str(folder),
        "NEWSROOM_SITE_URL": f"http://127.0.0.1:{number}",
    }
    environment.pop("SECRET_KEY", None)
    migrate = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(migrate, cwd=ROOT, env=environment, check=True)
    command = [sys.executable, "-m", "gunicorn", "newsroom.wsgi", "--workers", "2"]
    command += ["--threads", "4", "--bind", f"127.0.0.1:{number}", "--log-level", "error"]
    server = subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        preexec_fn=lambda: die_with_parent(signal.SIGTERM),
    )
    try:
        _wait_for(number)
        yield number
    finally:
        server.terminate()
        server.wait(30)


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            if ask(port, PLAIN).startswith(b"HTTP/1.1 200"):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail("gunicorn did not start")


def ask(port: int, sent: bytes) -> bytes:
    """Everything the server says until it closes the connection or falls silent."""
    said = b""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        try:
            connection.sendall(sent)
            connection.settimeout(3)
            while part := connection.recv(65_536):
                said += part
        except (TimeoutError, ConnectionResetError, BrokenPipeError):
            pass
    return said


def body(said: bytes) -> bytes:
    return said.partition(b"\r\n\r\n")[2]


def test_odd_requests_harm_no_other_reader(port: int) -> None:
    clean = ask(port, PLAIN)
    assert b"evil" not in clean
    assert "아직 게재한 기사가 없습니다".encode() in clean
    for name, sent in ODD.items():
        said = ask(port, sent)
        assert b"evil.example" not in body(said) or b" 400 " in said[:40], name
        assert b"\nSet-Cookie" not in said, name
        assert b"smuggled" not in said, name
        for _ in range(4):
            assert body(ask(port, PLAIN)) == body(clean), name


def test_head_on_a_kept_connection_shifts_nothing(port: int) -> None:
    said = ask(port, ODD["HEAD, then GET"])
    first, _, second = said.partition(b"\r\n\r\n")
    assert first.startswith(b"HTTP/1.1 200")
    assert second.startswith(b"HTTP/1.1 200")


def test_a_page_is_the_same_from_every_worker(port: int) -> None:
    assert len({ask(port, PLAIN).partition(b"ETag: ")[2][:40] for _ in range(12)}) == 1
