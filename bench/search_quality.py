"""Precision, recall and mean reciprocal rank of judged queries, by kind of query.

Where the results come from is the caller's: `measure` takes a function from what a reader types
to the ids of what is found, best first.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Protocol

LONGEST = 100
"""So many results of a query are looked at."""


class Judged(Protocol):
    """`answers` are all the ids expected; `doubtful` ones count neither for nor against."""

    @property
    def text(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def answers(self) -> Sequence[str]: ...
    @property
    def doubtful(self) -> Sequence[str]: ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one query found: the first `LONGEST` ids, each once, without the doubtful ones."""

    query: Judged
    found: tuple[str, ...]

    @property
    def wrong(self) -> list[str]:
        return [id for id in self.found if id not in self.query.answers]

    @property
    def missing(self) -> list[str]:
        return [id for id in self.query.answers if id not in self.found]

    @property
    def precision(self) -> float:
        """The share of what was found that was expected; 0 where nothing was found though
        something is expected."""
        if not self.found:
            return 0.0 if self.query.answers else 1.0
        return 1 - len(self.wrong) / len(self.found)

    @property
    def recall(self) -> float:
        """The share of what was expected that was found; 1 where nothing is expected."""
        if not self.query.answers:
            return 1.0
        return 1 - len(self.missing) / len(self.query.answers)

    @property
    def reciprocal_rank(self) -> float:
        """1 where the first result was expected, 1/2 where the second is the first such one…"""
        if not self.query.answers:
            return 0.0 if self.found else 1.0
        ranks = (rank for rank, id in enumerate(self.found, 1) if id in self.query.answers)
        return 1 / next(ranks, float("inf"))


@dataclass(frozen=True, slots=True)
class Figures:
    """Means over queries, each query weighing the same however many answers it has."""

    queries: int
    precision: float
    recall: float
    mrr: float


def measure(
    queries: Iterable[Judged], search: Callable[[str], Sequence[str]]
) -> tuple[Outcome, ...]:
    """Ask `search`, which answers a query's text with ids of sentences, each of the queries."""
    return tuple(_outcome(query, search(query.text)) for query in queries)


def figures(outcomes: Sequence[Outcome]) -> Figures:
    """Raises StatisticsError where there are no outcomes."""
    return Figures(
        queries=len(outcomes),
        precision=fmean(outcome.precision for outcome in outcomes),
        recall=fmean(outcome.recall for outcome in outcomes),
        mrr=fmean(outcome.reciprocal_rank for outcome in outcomes),
    )


def by_kind(outcomes: Iterable[Outcome]) -> dict[str, Figures]:
    """In the order in which the kinds first come."""
    kinds: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        kinds.setdefault(outcome.query.kind, []).append(outcome)
    return {kind: figures(those) for kind, those in kinds.items()}


def table(outcomes: Sequence[Outcome]) -> str:
    """A line for each kind and one for all, in columns of equal width."""
    lines = by_kind(outcomes) | {"all": figures(outcomes)}
    width = max(len(kind) for kind in [*lines, "kind"])
    return "\n".join(
        [
            f"{'kind':<{width}}  queries  precision  recall    MRR",
            *(
                f"{kind:<{width}}  {told.queries:>7}  {told.precision:>9.3f}"
                f"  {told.recall:>6.3f}  {told.mrr:>5.3f}"
                for kind, told in lines.items()
            ),
        ]
    )


def misses(outcomes: Iterable[Outcome]) -> list[str]:
    """A line for each query that found too much or too little: + stands before what was wrong
    to find, - before what is missing."""
    return [
        " ".join(
            [
                f"{outcome.query.kind} [{outcome.query.text}]",
                *(f"+{id}" for id in outcome.wrong),
                *(f"-{id}" for id in outcome.missing),
            ]
        )
        for outcome in outcomes
        if outcome.wrong or outcome.missing
    ]


def _outcome(query: Judged, results: Sequence[str]) -> Outcome:
    doubtful = set(query.doubtful)
    return Outcome(
        query, tuple(id for id in dict.fromkeys(results[:LONGEST]) if id not in doubtful)
    )
