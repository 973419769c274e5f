"""200 readers who ask for a page in the moment after it was published: how often it is rendered,
and how long they wait."""

import asyncio
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
PAUSE_SECONDS = 0.3
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
    with counted.served(application="bench.counted") as (port, _pid):
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
        return asyncio.run(_read(editor, port, f"{request}\r\n".encode(), path, renders))
    finally:
        editor.kill()
        editor.wait()


async def _read(
    editor: "subprocess.Popen[str]", port: int, request: bytes, path: str, renders: Path
) -> tuple[list[float], int]:
    if editor.stdin is None or editor.stdout is None:
        raise RuntimeError("the editor has no pipes")
    readers = [Reader(port, request) for _ in range(CONNECTIONS)]
    await asyncio.gather(*(reader.ask() for reader in readers))
    number = path.split("/")[2]
    waits: list[float] = []
    before = _count(renders, path)
    for _ in range(PUBLISHES):
        editor.stdin.write(f"{number}\n")
        await asyncio.to_thread(editor.stdout.readline)
        waits += await asyncio.gather(*(reader.ask() for reader in readers))
        await asyncio.sleep(PAUSE_SECONDS)
    return waits, _count(renders, path) - before


def _count(renders: Path, path: str) -> int:
    return renders.read_text().splitlines().count(path) if renders.exists() else 0


class Reader:
    """One kept connection, opened again when the server has closed it."""

    def __init__(self, port: int, request: bytes) -> None:
        self._port = port
        self._request = request
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self) -> float:
        """How many milliseconds until the whole answer was there. Raises RuntimeError for any
        but 200."""
        started = time.perf_counter()
        try:
            await self._exchange()
        except (ConnectionError, asyncio.IncompleteReadError):
            self._streams = None
            await self._exchange()
        return (time.perf_counter() - started) * 1000

    async def _exchange(self) -> None:
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self._port)
        source, sink = self._streams
        sink.write(self._request)
        head = (await source.readuntil(b"\r\n\r\n")).decode("latin-1").lower().split("\r\n")
        if " 200 " not in head[0]:
            raise RuntimeError(f"answered {head[0]}")
        headers = dict(line.split(": ", 1) for line in head if ": " in line)
        await source.readexactly(int(headers["content-length"]))
        if headers.get("connection") == "close":
            self._streams = None
            sink.close()
