"""A server against nginx's plain static files with the same bytes, in alternating rounds."""

import gzip
import http.client
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import brotli

from bench.table import markdown, ratio, spread
from bench.wrk import Load, load

SPREAD_SCRIPT = Path(__file__).with_name("spread.lua")
HEAD = ("what", "requests/s", "nginx static file", "ratio", "at least", "p99 ms")


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Target:
    """What wrk asks for: one path, or every path of a file in turn."""

    port: int
    headers: Mapping[str, str]
    path: str = "/"
    listed: Path | None = None

    def load(self, seconds: float) -> Load:
        return load(
            f"http://127.0.0.1:{self.port}{self.path}",
            headers=self.headers,
            seconds=seconds,
            script=SPREAD_SCRIPT if self.listed else None,
            arguments=(str(self.listed),) if self.listed else (),
        )


@dataclass(frozen=True)
class Contest:
    name: str
    goal: float
    ours: Target
    static: Target


def fetch(port: int, path: str, headers: Mapping[str, str]) -> Answer:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", path, headers=dict(headers))
        answer = connection.getresponse()
        return Answer(answer.status, dict(answer.getheaders()), answer.read())
    finally:
        connection.close()


def page(port: int, path: str, headers: Mapping[str, str]) -> bytes:
    """The page, uncompressed. Raises RuntimeError for any answer but 200."""
    answer = fetch(port, path, headers)
    if answer.status != 200:
        raise RuntimeError(f"{path} answers {answer.status}")
    return answer.body


def lay_out(folder: Path, path: str, body: bytes) -> None:
    """The same bytes where nginx's plain server finds them, compressed beforehand likewise."""
    file = folder / path.strip("/") / "index.html"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(body)
    file.with_name("index.html.gz").write_bytes(gzip.compress(body, 6))
    file.with_name("index.html.br").write_bytes(brotli.compress(body, quality=5))


def compare(contests: Sequence[Contest], *, rounds: int, seconds: float) -> list[list[str]]:
    """One row a contest. In each round a server is measured right beside its rival, and who goes
    first changes from round to round."""
    ours: list[list[Load]] = [[] for _ in contests]
    static: list[list[Load]] = [[] for _ in contests]
    for number in range(rounds):
        for place, contest in enumerate(contests):
            pair: list[tuple[list[Load], Target]] = [
                (ours[place], contest.ours),
                (static[place], contest.static),
            ]
            for results, target in pair if number % 2 else reversed(pair):
                result = target.load(seconds)
                if result.failed:
                    raise RuntimeError(f"{contest.name}: {result.failed} requests failed")
                results.append(result)
    return [_row(*contested) for contested in zip(contests, ours, static, strict=True)]


def table(rows: Sequence[Sequence[str]]) -> str:
    return markdown(HEAD, rows)


def _row(contest: Contest, ours: Sequence[Load], static: Sequence[Load]) -> list[str]:
    speeds = [result.requests_per_second for result in ours]
    rivals = [result.requests_per_second for result in static]
    ratios = spread(ratio(speeds, rivals), ".3f")
    p99 = spread([result.p99_ms for result in ours], ".1f")
    return [contest.name, spread(speeds), spread(rivals), ratios, f"{contest.goal:.2f}", p99]
