"""What Lighthouse says of the sample newspaper's pages, seen from a phone."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median
from urllib.parse import urljoin

from bench.lighthouse import program
from bench.lighthouse.visit import CATEGORIES, METRICS, Visit, browser, visit
from bench.options import Options
from bench.site import Site, site
from bench.table import Row, markdown, spread
from tools import chromium

AIMS = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
SEEDS = ("sections", "reporters", "masthead", "pages", "stories")
TRIES = 3
FORMS = {"cumulative-layout-shift": ".3f"}


def run(options: Options) -> str:
    lighthouse = program.installed()
    found = chromium.find()
    if found is None:
        packages = " ".join(chromium.DEBIAN_PACKAGES)
        sys.exit(f"Chromium is not installed. On Debian: apt-get install {packages}")
    with site("SQLite", stories=0) as newspaper:
        # Its address is where it is served, without which a page's canonical one is elsewhere.
        own = {key: value for key, value in newspaper.environment.items() if "SITE_URL" not in key}
        newspaper = replace(newspaper, environment=own)
        pages = _prepare(newspaper)
        with newspaper.served() as (port, _pid):
            visits: dict[str, list[Visit]] = {name: [] for name in pages}
            for _ in range(options.rounds):
                # In turn, so that what slows the machine down slows all of them.
                for name, path in pages.items():
                    address = urljoin(f"http://127.0.0.1:{port}/", path)
                    visits[name].append(_seen(lighthouse, found, address))
    return table(visits)


def _prepare(newspaper: Site) -> dict[str, str]:
    newspaper.manage("loaddata", *SEEDS, "--verbosity", "0", "--skip-checks")
    newspaper.manage("collectstatic", "--no-input", "--verbosity", "0", "--skip-checks")
    pages: dict[str, str] = json.loads(newspaper.run("bench.lighthouse.pages"))
    return pages


def _seen(lighthouse: Sequence[str], chromium_path: str, address: str) -> Visit:
    """On a busy machine Lighthouse now and then misses the start of a page: it is asked again."""
    for tries_left in reversed(range(TRIES)):
        with tempfile.TemporaryDirectory(
            prefix="newsroom-lighthouse-", ignore_cleanup_errors=True
        ) as made:
            folder = Path(made)
            with browser(chromium_path, folder) as port:
                try:
                    return visit(lighthouse, address, port, folder)
                except (RuntimeError, subprocess.TimeoutExpired):
                    if not tries_left:
                        raise
    raise AssertionError("the last try answers or raises")


def table(visits: dict[str, list[Visit]]) -> str:
    """Scores with their aims, and the figures behind them."""
    scores = [
        _row_of_scores(name, page, seen) for page, seen in visits.items() for name in CATEGORIES
    ]
    metrics = [
        [
            page,
            *(
                spread([one.metrics[name] for one in seen], FORMS.get(name, ",.0f"))
                for name in METRICS
            ),
        ]
        for page, seen in visits.items()
    ]
    head = ("page", "FCP ms", "LCP ms", "TBT ms", "CLS", "bytes, pictures included")
    return "\n\n".join(
        (
            markdown(("page", "category", "score", "aim", "missed because of"), scores),
            markdown(head, metrics),
        )
    )


def _row_of_scores(category: str, page: str, seen: Sequence[Visit]) -> Row:
    figures = [one.scores[category] for one in seen]
    aim = AIMS[category]
    because = ""
    if median(figures) < aim:
        audits = sorted(frozenset().union(*(one.failing[category] for one in seen)))
        because = f"MISSED: {', '.join(audits)}"
    return [page, category, spread(figures), f"{aim}", because]
