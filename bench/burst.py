"""200 readers who ask for a page in the moment after it was published: how often it is rendered,
and how long they wait.

They connect when both of gunicorn's processes serve (one that still starts would leave all of them
to the other), and a few publishes go before the counted ones."""

import re
import selectors
import socket
import subprocess
import sys
import time
from pathlib import Path
from statistics import quantiles

from bench.options import Options
from bench.processes import ROOT
from bench.site import DATABASES, Site, site
from bench.table import markdown

CONNECTIONS = 200
PUBLISHES = 30
PUBLISHES_BEFORE = 5
PROCESSES = 2
READY = "ready"  # the line of a process that serves; no address looks so
PAUSE_SECONDS = 0.3
READ_BYTES = 1 << 18
HEAD = ("site", "publishes", "renders a publish (at most 1)", "p50 ms", "p99 ms (< 100)", "max ms")


def run(options: Options) -> str:
    rows = []
    for database in DATABASES:
        for with_page_store in (False, True):
            with site(
                database, stories=options.stories, with_page_store=with_page_store
            ) as newspaper:
                rows.append(_measure(newspaper))
    return markdown(HEAD, rows)


def _measure(newspaper: Site) -> list[str]:
    path, _ = newspaper.run("bench.story").split()
    renders = newspaper.folder / "renders"
    environment = {**newspaper.environment, "BENCH_RENDERS": str(renders)}
    counted = Site(newspaper.folder, environment, newspaper.database, newspaper.page_store)
    with counted.served(application="bench.counted", workers=PROCESSES) as (port, _pid):
        _wait_for_processes(renders)
        if newspaper.page_store is None:
            waits, rendered = _bursts(newspaper, port, path, renders)
        else:
            with newspaper.behind_nginx(port) as server:
                waits, rendered = _bursts(newspaper, server.site_port, path, renders)
    name = f"{newspaper.database}, {'with' if newspaper.page_store else 'without'} page store"
    cuts = quantiles(waits, n=100)
    figures = (cuts[49], cuts[98], max(waits))
    return [
        name,
        str(PUBLISHES),
        f"{rendered / PUBLISHES:.2f}",
        *(f"{figure:.0f}" for figure in figures),
    ]


def _bursts(newspaper: Site, port: int, path: str, renders: Path) -> tuple[list[float], int]:
    """The readers' waits in milliseconds, and how often the page was rendered."""
    editor = subprocess.Popen(
        [sys.executable, "-m", "bench.editor"],
        cwd=ROOT,
        env=newspaper.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        bufsize=1,
    )
    request = f"GET {path} HTTP/1.1\r\nAccept-Encoding: br\r\n" + "".join(
        f"{name}: {value}\r\n" for name, value in newspaper.headers.items()
    )
    try:
        with Readers(port, f"{request}\r\n".encode()) as readers:
            return _read(editor, readers, path, renders)
    finally:
        editor.kill()
        editor.wait()


def _read(
    editor: "subprocess.Popen[str]", readers: "Readers", path: str, renders: Path
) -> tuple[list[float], int]:
    if editor.stdin is None or editor.stdout is None:
        raise RuntimeError("the editor has no pipes")
    readers.ask()
    number = path.split("/")[2]
    waits: list[float] = []
    before = 0
    for publish in range(PUBLISHES_BEFORE + PUBLISHES):
        if publish == PUBLISHES_BEFORE:
            before = _count(renders, path)
            waits.clear()
        editor.stdin.write(f"{number}\n")
        editor.stdout.readline()
        waits += readers.ask()
        time.sleep(PAUSE_SECONDS)
    return waits, _count(renders, path) - before


def _wait_for_processes(renders: Path) -> None:
    """Raises TimeoutError after half a minute."""
    until = time.monotonic() + 30
    while _count(renders, READY) < PROCESSES:
        if time.monotonic() > until:
            raise TimeoutError("gunicorn's processes don't begin to serve")
        time.sleep(0.1)


def _count(renders: Path, path: str) -> int:
    return renders.read_text().splitlines().count(path) if renders.exists() else 0


class Readers:
    """Kept connections that ask all at once, each opened again when the server has closed it.

    Bare sockets: what reads the answers shares the cores with what it measures.
    """

    def __init__(self, port: int, request: bytes) -> None:
        self._port = port
        self._request = request
        self._selector = selectors.DefaultSelector()

    def __enter__(self) -> "Readers":
        for _ in range(CONNECTIONS):
            self._open()
        return self

    def __exit__(self, *_: object) -> None:
        for key in list(self._selector.get_map().values()):
            self._close(key)
        self._selector.close()

    def ask(self) -> list[float]:
        """How many milliseconds each waited until its whole answer was there. Raises RuntimeError
        for any answer but 200, TimeoutError after ten seconds without one."""
        asked = list(self._selector.get_map().values())
        started = time.perf_counter()
        for key in asked:
            self._send(key)
        waits: list[float] = []
        while len(waits) < CONNECTIONS:
            ready = self._selector.select(timeout=10)
            if not ready:
                raise TimeoutError(f"{CONNECTIONS - len(waits)} readers wait for an answer")
            for key, _ in ready:
                if self._is_whole(key):
                    waits.append((time.perf_counter() - started) * 1000)
        return waits

    def _is_whole(self, key: selectors.SelectorKey) -> bool:
        """Reads what has come; whether the answer is all there now."""
        try:
            received = key.fileobj.recv(READ_BYTES)  # type: ignore[union-attr]
        except ConnectionError:
            received = b""
        if not received:
            self._close(key)
            self._send(self._open())
            return False
        key.data.append(received)
        answer = b"".join(key.data)
        head, separator, body = answer.partition(b"\r\n\r\n")
        if not separator:
            return False
        if b" 200 " not in head[:16]:
            raise RuntimeError(f"answered {head[:80]!r}")
        length = re.search(rb"(?i)\r\ncontent-length: (\d+)", head)
        if length is None or len(body) < int(length[1]):
            return False
        key.data.clear()
        return True

    def _open(self) -> selectors.SelectorKey:
        opened = socket.create_connection(("127.0.0.1", self._port))
        return self._selector.register(opened, selectors.EVENT_READ, data=[])

    def _send(self, key: selectors.SelectorKey) -> None:
        try:
            key.fileobj.sendall(self._request)  # type: ignore[union-attr]
        except ConnectionError:
            self._close(key)
            self._send(self._open())

    def _close(self, key: selectors.SelectorKey) -> None:
        self._selector.unregister(key.fileobj)
        key.fileobj.close()  # type: ignore[union-attr]
