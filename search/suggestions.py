"""What is proposed while a reader types: reporters, tags and headlines that readers can see."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet

from articles.list_kinds import ListKind
from articles.models import Article, Listing, Tag
from newsroom.lib.beginnings import beginnings
from newsroom.lib.initials import is_initials, spread_initials
from reporters.models import Reporter
from search import results, vocabulary
from search.index import TooMuch
from search.query import SHORTEST_UNFINISHED, Query, Where, key_of, parse, unfinished, whole

MOST_TYPED = 60
MOST_NAMES, MOST_TAGS, MOST_TITLES = 2, 3, 4
# Newest titles in which one letter is looked for.
MOST_LOOKED_AT = 40
# Seconds; the next letter is on its way.
_PATIENCE = 0.1
_WORD = re.compile(r"\w+")


class Suggestion(NamedTuple):
    kind: str
    text: str
    address: str


def suggestions(typed: str, now: datetime) -> list[Suggestion]:
    """For what is typed so far (normalised)."""
    typed = typed.strip()
    if not typed:
        return []
    return [*_reporters(typed, now), *_tags(typed.lstrip("#"), now), *_titles(typed, now)]


def _reporters(typed: str, now: datetime) -> Iterator[Suggestion]:
    for reporter in _named(Reporter.objects.all(), ListKind.REPORTER, typed, now)[:MOST_NAMES]:
        yield Suggestion("기자", reporter.name, reporter.get_absolute_url())


def _tags(typed: str, now: datetime) -> Iterator[Suggestion]:
    for tag in _named(Tag.objects.all(), ListKind.TAG, typed, now)[:MOST_TAGS]:
        yield Suggestion("태그", f"#{tag.name}", tag.get_absolute_url())


def _named(rows: "QuerySet[Any]", kind: ListKind, typed: str, now: datetime) -> "QuerySet[Any]":
    """What begins so, or with these initials, in the order of the index that is asked."""
    if not is_initials(typed):
        return listed(rows, kind, beginnings(typed), now).order_by("name", "pk")
    low = spread_initials(typed)
    high = low[:-1] + chr(ord(low[-1]) + 1)
    begun = rows.filter(initials__gte=low, initials__lt=high)
    return begun.filter(_seen(kind, now)).order_by("initials", "name", "pk")


def listed(
    rows: "QuerySet[Any]", kind: ListKind, ranges: Iterable[tuple[str, str]], now: datetime
) -> "QuerySet[Any]":
    """Those with their name in one of the ranges, and in whose list readers see a story."""
    wanted = Q(pk__in=())
    for low, high in ranges:
        wanted |= Q(name__gte=low, name__lt=high)
    return rows.filter(wanted).filter(_seen(kind, now))


def _seen(kind: ListKind, now: datetime) -> Exists:
    return Exists(Listing.objects.filter(kind=kind, list_id=OuterRef("pk"), visible_from__lte=now))


def _titles(typed: str, now: datetime) -> Iterator[Suggestion]:
    *finished, last = typed.split()
    if finished and len(last) < SHORTEST_UNFINISHED:
        numbers = _with_letter(parse(" ".join(finished)), last, now)
    else:
        numbers = _with_beginning(parse(typed), last, now)
    seen = Article.objects.published(now).filter(pk__in=numbers).newest_first()
    for article in seen.only("title"):
        yield Suggestion("기사", article.title, article.get_absolute_url())


def _with_beginning(query: Query, last: str, now: datetime) -> list[int]:
    """Those with what the last word may become first: 도서고 is a word with a particle, too, and all
    of 도서 would crowd out 도서관. Of the last word alone they may have a longer one: each costs as
    much as all the rest."""
    if not query.terms:
        return []
    query = replace(query, terms=(*map(whole, query.terms[:-1]), query.terms[-1]))
    begun = _begun(query, last)
    numbers = _titled(unfinished(begun), now) if begun else []
    if len(numbers) < MOST_TITLES:
        others = _titled(unfinished(query), now)
        numbers = [*numbers, *(pk for pk in others if pk not in numbers)][:MOST_TITLES]
    return numbers


def _with_letter(query: Query, last: str, now: datetime) -> list[int]:
    """Of the newest that have the words of `query` those with another that begins as the last does,
    of which there is one letter or syllable as yet: half of all titles have a word that does."""
    if not query.terms:
        return []
    ranges = beginnings(last.lower())
    query = replace(query, terms=tuple(map(whole, query.terms)))
    seen = Article.objects.published(now).filter(pk__in=_titled(query, now, MOST_LOOKED_AT))
    return [
        pk
        for pk, title in seen.newest_first().values_list("pk", "title")
        if any(low <= word < high for word in _WORD.findall(title.lower()) for low, high in ranges)
    ][:MOST_TITLES]


def _titled(query: Query, now: datetime, most: int = MOST_TITLES) -> list[int]:
    try:
        hits = results.hits(query.only(Where.TITLES), now, most, _PATIENCE)
    except TooMuch:
        return []
    return [hit.article_id for hit in hits]


def _begun(query: Query, last: str) -> Query | None:
    """With known words for the last one: an index has beginnings by whole syllables only. None
    where none is known or it isn't a word that is looked for."""
    *others, term = query.terms
    if term.typed != last or len(last) < SHORTEST_UNFINISHED:
        return None
    begun = [
        alternative
        for word in vocabulary.begun(key_of(last))
        for meant in parse(word).terms
        for alternative in meant.alternatives
    ]
    if not begun:
        return None
    return replace(query, terms=(*others, replace(term, alternatives=tuple(dict.fromkeys(begun)))))
