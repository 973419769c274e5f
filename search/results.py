"""What a query finds, as readers get it."""

import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import connection
from django.db.models.expressions import RawSQL

from articles.models import Article
from search.index import Hit, current
from search.meanings import meanings
from search.models import IndexState
from search.query import Query, Where, parse, unfinished

Marks = tuple[str, ...]

PER_PAGE = 20
# Further than this nothing is counted: a word of every story would cost a look at all of them.
COUNTED = 1_000
# Of a place, in microseconds since 1970: a day, and the beginning of 2100.
_EARLIEST, _LATEST = 86_400_000_000, 4_102_444_800_000_000


@dataclass(frozen=True)
class Place:
    """Behind which result a page begins: in the order of relevance first titles, then texts."""

    hit: Hit
    in_titles: bool = False

    def __str__(self) -> str:
        return f"{'t' if self.in_titles else 'n'}{self.hit.moment or 0}-{self.hit.article_id}"

    @classmethod
    def read(cls, text: str) -> "Place | None":
        """None for what isn't such a place."""
        kind, (micros, dash, article_id) = text[:1], text[1:].partition("-")
        is_place = kind in {"t", "n"} and micros.isdecimal() and article_id.isdecimal() and dash
        if not is_place or len(text) > 40:
            return None
        hit = Hit(int(micros), int(article_id))
        if hit.article_id >= 1 << 31 or not _EARLIEST < int(micros) < _LATEST:
            return None
        return cls(hit, kind == "t")


@dataclass(frozen=True)
class Results:
    """One page of what was found. `counted` is all that was, up to COUNTED and less where that took
    long, as `is_all` says; None beyond the first page, which has told it."""

    articles: list[Article]
    next: Place | None
    counted: Sequence[Hit] | None
    is_all: bool

    @property
    def total(self) -> str:
        return "" if self.counted is None else f"{len(self.counted):,}"


def newest(query: Query, now: datetime, after: Place | None) -> Results:
    """The newest first."""
    wanted = PER_PAGE + 1 if after else COUNTED + 1
    hits, is_all = _some(query, now, after.hit if after else None, wanted)
    return _page([(hit, False) for hit in hits], now, None if after else hits, is_all)


def most_relevant(query: Query, now: datetime, after: Place | None) -> Results:
    """Stories that have it in the title first, the newest first among each."""
    found: list[tuple[Hit, bool]] = []
    if after is None or after.in_titles:
        titled = query.only(Where.TITLES)
        hits, _ = _some(titled, now, after.hit if after else None, PER_PAGE + 1)
        found += [(hit, True) for hit in hits]
    if len(found) <= PER_PAGE:
        others = query.only(Where.ELSEWHERE)
        behind = after.hit if after and not after.in_titles else None
        hits, _ = _some(others, now, behind, PER_PAGE + 1)
        found += [(hit, False) for hit in hits]
    if after:
        return _page(found, now, None, is_all=True)
    return _page(found, now, *_some(query, now, None, COUNTED + 1))


@dataclass(frozen=True)
class Numbers:
    """`is_all`: whether there are no more than these that one may know of."""

    numbers: frozenset[int] = frozenset()
    is_all: bool = True


@dataclass(frozen=True)
class Unseen:
    """What of the stories that readers don't see somebody may know of: those of these that
    `readable` tells. All of them have one of `marks`, which others may have, too; None: anything."""

    marks: Marks | None
    readable: Callable[[Collection[int]], Collection[int]]


def numbers(
    typed: str,
    now: datetime,
    unseen: Unseen | None,
    *,
    seen: bool = True,
    marks: Sequence[Marks] = (),
) -> Numbers:
    """Of all stories that have these words, the last of which may be unfinished, and `marks`: of
    those that readers see (unless not `seen`) and of all others (None: of none) COUNTED at most, the
    newest of each. Where fewer are found nobody has asked yet who may know of the others: that is
    for the caller to ask of whatever it shows."""
    query = unfinished(parse(typed, meanings()))
    if query.says_nothing:
        return Numbers()
    place = _live_place()
    query = replace(query, marks=tuple(marks))
    found: list[list[int]] = []
    if seen:
        hits = current().newest(place, query, now=now, most=COUNTED + 1)
        found.append([hit.article_id for hit in hits])
    if unseen is not None:
        found.append(_unseen(place, query, now, unseen))
    return Numbers(
        frozenset(number for some in found for number in some[:COUNTED]),
        is_all=all(len(some) <= COUNTED for some in found),
    )


def _unseen(place: int, query: Query, now: datetime, unseen: Unseen) -> list[int]:
    """Of too many those that one may know of alone are counted: others crowd none of them out, and
    how many others there are isn't told."""
    if unseen.marks is not None:
        if not unseen.marks:
            return []
        query = replace(query, marks=(*query.marks, unseen.marks))
    most = COUNTED + 1
    while True:
        hits = current().unseen(place, query, now=now, most=most)
        numbers = [hit.article_id for hit in hits]
        if len(hits) <= COUNTED:
            return numbers
        readable = set(unseen.readable(numbers))
        numbers = [number for number in numbers if number in readable]
        if len(numbers) > COUNTED or len(hits) < most:
            return numbers
        most *= 4


def hits(query: Query, now: datetime, most: int) -> list[Hit]:
    """The newest that readers see, by what the index knows: ask published() of them."""
    return current().newest(_live_place(), query, now=now, most=most)


def among(numbers: Collection[int]) -> RawSQL:
    """For `pk__in`: one value however many numbers there are. As values of their own a thousand
    take longer to write into a query than to look up."""
    if connection.vendor == "postgresql":
        return RawSQL("SELECT unnest(%s::bigint[])", [f"{{{','.join(map(str, numbers))}}}"])
    return RawSQL("SELECT value FROM json_each(%s)", [json.dumps(list(numbers))])


def _some(query: Query, now: datetime, after: Hit | None, most: int) -> tuple[Sequence[Hit], bool]:
    """Enough for a page. Raises TooMuch."""
    return current().some(
        _live_place(), query, now=now, after=after, enough=PER_PAGE + 1, most=most
    )


def _live_place() -> int:
    return IndexState.objects.values_list("live", flat=True).first() or 0


def _page(
    found: Sequence[tuple[Hit, bool]],
    now: datetime,
    counted: Sequence[Hit] | None,
    is_all: bool,
) -> Results:
    shown = found[:PER_PAGE]
    numbers = [hit.article_id for hit, _ in shown]
    cards = Article.objects.published(now).for_cards().order_by()
    by_number = {article.pk: article for article in cards.filter(pk__in=numbers)}
    return Results(
        articles=[by_number[pk] for pk in numbers if pk in by_number],
        next=Place(*shown[-1]) if len(found) > PER_PAGE else None,
        counted=None if counted is None else counted[:COUNTED],
        is_all=is_all,
    )
