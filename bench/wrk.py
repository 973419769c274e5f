"""wrk: as many requests as a server answers in some seconds over kept connections."""

import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bench.processes import need

CONNECTIONS = 32
_MILLISECONDS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}


@dataclass(frozen=True)
class Load:
    requests_per_second: float
    p50_ms: float
    p99_ms: float
    # Answers other than 2xx and 3xx, and connections that broke.
    failed: int


def load(
    address: str,
    *,
    headers: Mapping[str, str],
    seconds: float,
    connections: int = CONNECTIONS,
    threads: int = 1,
    script: Path | None = None,
    arguments: tuple[str, ...] = (),
) -> Load:
    command: list[str | Path] = [need("wrk", "wrk"), "--latency", "--timeout", "30s"]
    command += [f"-t{threads}", f"-c{connections}", f"-d{max(1, round(seconds))}s"]
    for name, value in headers.items():
        command += ["-H", f"{name}: {value}"]
    if script:
        command += ["-s", script]
    said = subprocess.run(
        [*command, address, *(["--", *arguments] if arguments else [])],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return Load(
        requests_per_second=float(_found(r"Requests/sec:\s+([\d.]+)", said)),
        p50_ms=_milliseconds(r"50%\s+([\d.]+)(us|ms|s|m)", said),
        p99_ms=_milliseconds(r"99%\s+([\d.]+)(us|ms|s|m)", said),
        failed=sum(map(int, re.findall(_FAILURES, said))),
    )


_FAILURES = r"(?:Non-2xx or 3xx responses:|connect|read|write|timeout)\s+(\d+)"


def _found(pattern: str, said: str) -> str:
    match = re.search(pattern, said)
    if match is None:
        raise RuntimeError(f"wrk said something unexpected:\n{said}")
    return match[1]


def _milliseconds(pattern: str, said: str) -> float:
    match = re.search(pattern, said)
    return float(match[1]) * _MILLISECONDS[match[2]] if match else float("nan")
