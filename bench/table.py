"""Figures of several rounds as rows of Markdown."""

from collections.abc import Iterable, Sequence
from statistics import median

Row = Sequence[str]


def spread(figures: Sequence[float], form: str = ",.0f") -> str:
    """Median and range: 1,200 (1,100–1,300)."""
    low, high = min(figures), max(figures)
    return f"{median(figures):{form}} ({low:{form}}–{high:{form}})"


def ratio(figures: Sequence[float], to: Sequence[float]) -> list[float]:
    """Round by round, so that what slowed the machine down slowed both."""
    return [figure / other for figure, other in zip(figures, to, strict=True)]


def markdown(head: Row, rows: Iterable[Row]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
