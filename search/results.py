"""What a query finds, as readers get it."""

import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import connection
from django.db.models.expressions import RawSQL

from articles.models import Article
from search.index import Hit, Some, current
from search.models import IndexState
from search.query import Query, Where, unfinished

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
    long, as `is_all` says; None beyond the first page, which has told it. `looked_to`: where it took
    too long the time back to which stories were looked at; the next page goes on from there."""

    articles: list[Article]
    next: Place | None
    counted: Sequence[Hit] | None
    is_all: bool
    looked_to: datetime | None

    @property
    def total(self) -> str:
        return "" if self.counted is None else f"{len(self.counted):,}"


def newest(query: Query, now: datetime, after: Place | None) -> Results:
    """The newest first. Raises TooMuch."""
    wanted = PER_PAGE + 1 if after else COUNTED + 1
    some = _some(query, now, after.hit if after else None, wanted)
    return _page(_placed(some), some.looked_to, now, None if after else some)


def most_relevant(query: Query, now: datetime, after: Place | None) -> Results:
    """Stories that have it in the title first, the newest first among each. Raises TooMuch."""
    found: list[Place] = []
    some = Some((), is_all=True)
    in_titles = after is None or after.in_titles
    if in_titles:
        titled = query.only(Where.TITLES)
        some = _some(titled, now, after.hit if after else None, PER_PAGE + 1)
        found = _placed(some, in_titles=True)
    if len(found) <= PER_PAGE and some.looked_to is None:
        are_all_titles = some.is_all
        others = query.only(Where.ELSEWHERE)
        behind = after.hit if after and not after.in_titles else None
        some = _some(others, now, behind, PER_PAGE + 1)
        titles = {place.hit for place in found}
        # A word of a text may be the beginning of one in its title, which is looked for last.
        found += [place for place in _placed(some) if place.hit not in titles]
        in_titles = False
        some = some._replace(is_all=some.is_all and are_all_titles)
    if after:
        counted = None
    elif some.is_all or some.looked_to:
        # To count them would find no more.
        counted = some._replace(hits=sorted((place.hit for place in found), reverse=True))
    else:
        counted = _some(query, now, None, COUNTED + 1)
    return _page(found, some.looked_to, now, counted, in_titles=in_titles)


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
    query: Query,
    now: datetime,
    unseen: Unseen | None,
    *,
    seen: bool = True,
    marks: Sequence[Marks] = (),
) -> Numbers:
    """Of all stories that answer the query, whose last word may be unfinished, and have `marks`: of
    those that readers see (unless not `seen`) and of all others (None: of none) COUNTED at most, the
    newest of each. Where fewer are found nobody has asked yet who may know of the others: that is
    for the caller to ask of whatever it shows."""
    if query.says_nothing:
        return Numbers()
    place = _live_place()
    query = replace(unfinished(query), marks=(*query.marks, *marks))
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


def hits(query: Query, now: datetime, most: int, patience: float) -> Sequence[Hit]:
    """The newest that readers see, by what the index knows: ask published() of them. `patience` in
    seconds. Raises TooMuch."""
    found = current().some(_live_place(), query, now=now, enough=most, most=most, patience=patience)
    return found.hits


def among(numbers: Collection[int]) -> RawSQL:
    """For `pk__in`: one value however many numbers there are. As values of their own a thousand
    take longer to write into a query than to look up."""
    if connection.vendor == "postgresql":
        return RawSQL("SELECT unnest(%s::bigint[])", [f"{{{','.join(map(str, numbers))}}}"])
    return RawSQL("SELECT value FROM json_each(%s)", [json.dumps(list(numbers))])


def _some(query: Query, now: datetime, after: Hit | None, most: int) -> Some:
    """Enough for a page. Raises TooMuch."""
    return current().some(
        _live_place(), query, now=now, after=after, enough=PER_PAGE + 1, most=most
    )


def _placed(some: Some, *, in_titles: bool = False) -> list[Place]:
    return [Place(hit, in_titles) for hit in some.hits]


def _live_place() -> int:
    return IndexState.objects.values_list("live", flat=True).first() or 0


def _page(
    found: Sequence[Place],
    looked_to: datetime | None,
    now: datetime,
    counted: Some | None,
    *,
    in_titles: bool = False,
) -> Results:
    """`in_titles` is where the next page goes on whose place is no story's."""
    shown = found[:PER_PAGE]
    following = None
    if len(found) > PER_PAGE:
        following, looked_to = shown[-1], None
    elif looked_to is not None:
        following = Place(Hit(int(looked_to.timestamp()) * 1_000_000, 0), in_titles)
    numbers = [place.hit.article_id for place in shown]
    cards = Article.objects.published(now).for_cards().order_by()
    by_number = {article.pk: article for article in cards.filter(pk__in=numbers)}
    return Results(
        articles=[by_number[pk] for pk in numbers if pk in by_number],
        next=following,
        counted=None if counted is None else counted.hits[:COUNTED],
        is_all=counted is None or counted.is_all,
        looked_to=looked_to,
    )
