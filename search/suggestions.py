"""What is proposed while a reader types: reporters, tags and headlines that readers can see."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet

from articles.list_kinds import ListKind
from articles.models import Article, Listing, Tag
from newsroom.lib.beginnings import beginnings
from reporters.models import Reporter
from search import results
from search.query import Where, parse, unfinished

MOST_TYPED = 60
MOST_NAMES, MOST_TAGS, MOST_TITLES = 2, 3, 4


class Suggestion(NamedTuple):
    kind: str
    text: str
    address: str


def suggestions(typed: str, now: datetime) -> list[Suggestion]:
    """For what is typed so far (normalised). Four quick queries, none over what a word stands in."""
    typed = typed.strip()
    if not typed:
        return []
    return [*_reporters(typed, now), *_tags(typed.lstrip("#"), now), *_titles(typed, now)]


def _reporters(typed: str, now: datetime) -> Iterator[Suggestion]:
    rows = listed(Reporter.objects.all(), ListKind.REPORTER, beginnings(typed), now)
    for reporter in rows.order_by("name", "pk")[:MOST_NAMES]:
        yield Suggestion("기자", reporter.name, reporter.get_absolute_url())


def _tags(typed: str, now: datetime) -> Iterator[Suggestion]:
    rows = listed(Tag.objects.all(), ListKind.TAG, beginnings(typed), now)
    for tag in rows.order_by("name")[:MOST_TAGS]:
        yield Suggestion("태그", f"#{tag.name}", tag.get_absolute_url())


def listed(
    rows: "QuerySet[Any]", kind: ListKind, ranges: Iterable[tuple[str, str]], now: datetime
) -> "QuerySet[Any]":
    """Those with their name in one of the ranges, and in whose list readers see a story."""
    wanted = Q(pk__in=())
    for low, high in ranges:
        wanted |= Q(name__gte=low, name__lt=high)
    seen = Listing.objects.filter(kind=kind, list_id=OuterRef("pk"), visible_from__lte=now)
    return rows.filter(wanted).filter(Exists(seen))


def _titles(typed: str, now: datetime) -> Iterator[Suggestion]:
    query = unfinished(parse(typed))
    if not query.terms:
        return
    hits = results.hits(query.only(Where.TITLES), now, MOST_TITLES)
    numbers = [hit.article_id for hit in hits]
    seen = Article.objects.published(now).filter(pk__in=numbers).newest_first()
    for article in seen.only("title"):
        yield Suggestion("기사", article.title, article.get_absolute_url())
