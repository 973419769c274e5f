"""The first stories of many lists in one query; which of them stand where is for Python to say.

Each list's query is written out here: Django takes a millisecond for each it puts together.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import F, Model, QuerySet
from django.db.models.expressions import RawSQL

from articles.labels import Label, ReportingType
from articles.list_kinds import KINDS
from articles.models import Article, Listing

_NEWEST = """SELECT article_id FROM {table} WHERE kind = %s AND list_id = %s AND visible_from <= %s
ORDER BY visible_from DESC, article_id DESC LIMIT %s"""
_OLDER = """SELECT id AS article_id FROM {table} WHERE section_id = %s
AND visible_from <= %s AND (visible_from < %s OR id < %s)
ORDER BY visible_from DESC, id DESC LIMIT 1"""
_NEWER = """SELECT id AS article_id FROM {table} WHERE section_id = %s
AND visible_from <= %s AND visible_from >= %s AND (visible_from > %s OR id > %s)
ORDER BY visible_from, id LIMIT 1"""
_RELATED = """SELECT story.id AS article_id FROM {table} AS story JOIN {links} AS link
ON link.to_article_id = story.id WHERE link.from_article_id = %s AND story.visible_from <= %s
ORDER BY story.visible_from DESC, story.id DESC LIMIT %s"""
_FOUND = """SELECT head.name, story.id, story.reporting_type, CAST(story.labels AS text)
FROM ({heads}) AS head JOIN {table} AS story ON story.id = head.article_id
WHERE story.visible_from <= %s ORDER BY story.visible_from DESC, story.id DESC"""


@dataclass(frozen=True)
class Head:
    """A query for the numbers of a few stories, written here or by Django, with its values."""

    sql: str
    values: tuple[Any, ...]


NONE = Head("SELECT 0 AS article_id WHERE 1 = 0", ())


@dataclass(frozen=True)
class Found:
    """As much of a story as decides where it stands on a page."""

    pk: int
    is_advertising: bool
    labels: str

    def has(self, label: Label) -> bool:
        return f'"{label.value}"' in self.labels


def newest(kind: str, list_id: int, most: int, *, now: datetime) -> Head:
    """Of a list (articles/list_kinds.py), as readers see it at `now`."""
    sql = _NEWEST.format(table=_table(Listing))
    return Head(sql, (KINDS[kind].value, list_id, _adapted(now), most))


def related(pk: int, most: int, *, now: datetime) -> Head:
    """What the editors related to a story."""
    sql = _RELATED.format(table=_table(Article), links=_table(Article.related.through))
    return Head(sql, (pk, _adapted(now), most))


def beside(section_id: int, at: datetime, pk: int, *, now: datetime) -> list[Head]:
    """The story before and the story after the one of this number, first published `at`, of those
    with its main section."""
    # No later than both: of two such bounds SQLite may take the wider to find its place.
    first, last, moment = _adapted(min(at, now)), _adapted(now), _adapted(at)
    return [
        Head(_OLDER.format(table=_table(Article)), (section_id, first, moment, pk)),
        Head(_NEWER.format(table=_table(Article)), (section_id, last, moment, moment, pk)),
    ]


def of(stories: "QuerySet[Article]") -> Head:
    """The stories of a sliced queryset."""
    numbers = stories.annotate(article_id=F("pk")).values_list("article_id")
    try:
        sql, values = numbers.query.sql_with_params()
    except EmptyResultSet:
        return NONE
    return Head(sql, tuple(values))


def any_of(heads: Iterable[Head]) -> RawSQL:
    """For `pk__in`: the stories of all heads, in no order. The caller asks what readers may see."""
    chosen = list(heads)
    parts = [
        f"SELECT article_id FROM ({head.sql}) AS head{number}"  # noqa: S608  as in Head
        for number, head in enumerate(chosen)
    ]
    values = [value for head in chosen for value in head.values]
    return RawSQL(" UNION ".join(parts), values)  # noqa: S611  as in Head


def find(heads: Mapping[str, Head], now: datetime) -> dict[str, list[Found]]:
    """What readers may see of each head at `now`, newest first. One query."""
    found: dict[str, list[Found]] = {name: [] for name in heads}
    if not heads:
        return found
    names = list(heads)
    parts = [
        # Names as numbers: PostgreSQL can't tell the type of a bare parameter there.
        f"SELECT {number} AS name, article_id FROM ({heads[name].sql}) AS head{number}"  # noqa: S608  as in Head
        for number, name in enumerate(names)
    ]
    sql = _FOUND.format(heads=" UNION ALL ".join(parts), table=_table(Article))
    values = [value for name in names for value in heads[name].values]
    with connection.cursor() as cursor:
        cursor.execute(sql, [*values, _adapted(now)])
        for number, pk, reporting_type, labels in cursor.fetchall():
            advertising = reporting_type == ReportingType.ADVERTISING.value
            found[names[number]].append(Found(pk, advertising, labels))
    return found


def _adapted(moment: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(moment)


def _table(model: type[Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)
