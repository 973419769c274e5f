"""One page seen by Lighthouse: a phone of the middle range on a slow mobile network."""

import json
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.processes import free_port, running
from tools import chromium

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
METRICS = (
    "first-contentful-paint",
    "largest-contentful-paint",
    "total-blocking-time",
    "cumulative-layout-shift",
    "total-byte-weight",
)
VISIT_SECONDS = 120
# An audit of performance is a scale: one that is nearly reached is no finding.
ENOUGH = {"performance": 0.9}


@dataclass(frozen=True)
class Visit:
    """Scores are 0 to 100; `failing` names a category's audits that took points."""

    scores: Mapping[str, float]
    metrics: Mapping[str, float]
    failing: Mapping[str, frozenset[str]]


@contextmanager
def browser(program: str, folder: Path) -> Iterator[int]:
    """A Chromium that knows nothing yet; yields its debugging port."""
    port = free_port()
    command = [
        program,
        *chromium.arguments(),
        "--headless=new",
        f"--remote-debugging-port={port}",
        f"--user-data-dir={folder / 'profile'}",
        "about:blank",
    ]
    with running(command, log=folder / "chromium.log", port=port):
        yield port


def visit(lighthouse: Sequence[str], address: str, browser_port: int, folder: Path) -> Visit:
    """Raises RuntimeError if Lighthouse could not see the page."""
    told = folder / "report.json"
    command = [
        *lighthouse,
        address,
        f"--port={browser_port}",
        f"--only-categories={','.join(CATEGORIES)}",
        "--form-factor=mobile",
        "--output=json",
        f"--output-path={told}",
        "--no-enable-error-reporting",
        "--quiet",
    ]
    done = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=VISIT_SECONDS,
        text=True,
    )
    if done.returncode:
        raise RuntimeError(f"Lighthouse failed at {address}: {done.stdout[-2000:]}")
    report = json.loads(told.read_text())
    if problem := report.get("runtimeError"):
        raise RuntimeError(f"Lighthouse failed at {address}: {problem['message']}")
    return read(report)


def read(report: Mapping[str, Any]) -> Visit:
    """What a report of Lighthouse 12 says. Raises RuntimeError for a category without a score."""
    categories = report["categories"]
    unscored = [name for name in CATEGORIES if categories[name]["score"] is None]
    if unscored:
        raise RuntimeError(f"Lighthouse gave no score for {', '.join(unscored)}")
    return Visit(
        scores={name: 100 * categories[name]["score"] for name in CATEGORIES},
        metrics={name: report["audits"][name]["numericValue"] for name in METRICS},
        failing={name: _failing(report, name) for name in CATEGORIES},
    )


def _failing(report: Mapping[str, Any], category: str) -> frozenset[str]:
    weighed = [part["id"] for part in report["categories"][category]["auditRefs"] if part["weight"]]
    scores = {name: report["audits"][name]["score"] for name in weighed}
    enough = ENOUGH.get(category, 1)
    return frozenset(name for name, score in scores.items() if score is not None and score < enough)
