"""Searches as readers send them, uncached, each from an address of its own: milliseconds in all, and
of the process's CPU; then what an index takes."""

import json
import time
from collections.abc import Sequence
from itertools import chain

from bench.options import Options
from bench.site import DATABASES, site
from bench.table import markdown

# Milliseconds at most: in all for 19 of 20, and of CPU.
GOALS = {
    "judged queries": ("50", "15 at 20,000 stories"),
    "phrases of frequent words": ("300", ""),
    "suggestions": ("20", ""),
}
INDEX_GOALS = {"stories/s": "at least 300", "vector": "4,096", "GIN": "1,024"}


def run(options: Options) -> str:
    searches: list[list[str]] = []
    index: list[list[str]] = []
    for database in DATABASES:
        with site(database, stories=options.stories) as newspaper:
            started = time.perf_counter()
            newspaper.manage("rebuild_search", "--skip-checks")
            rate = options.stories / (time.perf_counter() - started)
            measured = json.loads(newspaper.run("bench.search_queries", str(options.rounds)))
        searches += [
            [f"{database}: {kind}", *_figures(times), *GOALS.get(kind, ("", ""))]
            for kind, times in measured["times"].items()
        ]
        index += [
            [f"{database}: {name}", f"{figure:,.0f}", INDEX_GOALS.get(name, "")]
            for name, figure in {"stories/s": rate, **measured["bytes"]}.items()
        ]
    head = ("search", "p50", "p95", "longest", "CPU p50", "CPU p95", "p95 at most", "CPU at most")
    return "\n\n".join(
        (markdown(head, searches), markdown(("index, bytes a story", "", "aim"), index))
    )


def _figures(times: Sequence[tuple[float, float]]) -> list[str]:
    whole, cpu = (sorted(one) for one in zip(*times, strict=True))
    figures = chain(
        (_share(whole, 0.5), _share(whole, 0.95), whole[-1]), (_share(cpu, 0.5), _share(cpu, 0.95))
    )
    return [f"{figure:.1f}" for figure in figures]


def _share(ordered: Sequence[float], share: float) -> float:
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]
