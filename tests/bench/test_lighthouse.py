"""What is read from Lighthouse's reports, and which release makes them."""

import json
from pathlib import Path
from typing import Any

import pytest

from bench.lighthouse import report, visit
from bench.lighthouse.program import HERE


def told(*, accessibility: float | None = 1.0, contrast: float = 1.0) -> dict[str, Any]:
    """As much of a report as is read."""
    scores = {"performance": 0.99, "accessibility": accessibility, "best-practices": 1, "seo": 1}
    audits = {"contrast": {"score": contrast}, "heard": {"score": 0}, "unasked": {"score": None}}
    parts = [
        {"id": "contrast", "weight": 7},
        {"id": "heard", "weight": 0},
        {"id": "unasked", "weight": 1},
    ]
    return {
        "categories": {
            name: {"score": score, "auditRefs": parts if name == "accessibility" else []}
            for name, score in scores.items()
        },
        "audits": audits | {name: {"score": 1, "numericValue": 1200} for name in visit.METRICS},
    }


def test_a_score_that_misses_its_aim_names_what_took_the_points() -> None:
    seen = [visit.read(told(accessibility=0.93, contrast=0)) for _ in range(3)]
    rows = report.table({"front": [*seen, visit.read(told())]}).splitlines()
    assert "| front | performance | 99 (99–99) | 98 |  |" in rows
    assert "| front | accessibility | 93 (93–100) | 100 | MISSED: contrast |" in rows


def test_a_category_without_a_score_is_no_score() -> None:
    with pytest.raises(RuntimeError, match="accessibility"):
        visit.read(told(accessibility=None))


def test_the_release_is_pinned_by_hash_and_without_addresses() -> None:
    wanted = json.loads(Path(HERE, "package.json").read_text())["dependencies"]["lighthouse"]
    packages = json.loads(Path(HERE, "package-lock.json").read_text())["packages"]
    assert packages["node_modules/lighthouse"]["version"] == wanted
    assert all("integrity" in facts for name, facts in packages.items() if name)
    assert not any("resolved" in facts for facts in packages.values())
