"""What of a story is searched: its texts as they stand in the row, and what filters ask of it.

The row is what readers get of a live story, and the newest text of any other, so one document
serves both readers and the desk; who may see it is asked when it is found.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import NamedTuple

from django.db import connection

from articles import body
from articles.models import Article, Byline, Tag
from reporters.models import Reporter
from search.documents import ALL, Source, owner_mark, reporter_mark, section_mark

# In one query, written out: whoever saves a story waits for it. A tag has no number here, a
# section no name.
_NAMED = f"""
    SELECT row.article_id, 1 AS kind, 0 AS place, 0 AS id, tag.name AS name
    FROM {Article.tags.through._meta.db_table} AS row
    JOIN {Tag._meta.db_table} AS tag ON tag.id = row.tag_id
    WHERE row.article_id IN ({{stories}})
    UNION ALL
    SELECT row.article_id, 2, row."order", reporter.id, reporter.name
    FROM {Byline._meta.db_table} AS row
    JOIN {Reporter._meta.db_table} AS reporter ON reporter.id = row.reporter_id
    WHERE row.article_id IN ({{stories}})
    UNION ALL
    SELECT row.article_id, 3, 0, row.section_id, ''
    FROM {Article.further_sections.through._meta.db_table} AS row
    WHERE row.article_id IN ({{stories}})
    ORDER BY 2, 3, 4, 5
"""
_TAG, _REPORTER, _SECTION = 1, 2, 3


class _Named(NamedTuple):
    """A tag, a reporter or a further section of a story, in that order; `id` is its number."""

    kind: int
    id: int
    name: str


def sources_of(article_ids: Collection[int]) -> list[Source]:
    """Of those stories that are there, by number. Two queries."""
    numbers = list(article_ids)
    if not numbers:
        return []
    rows = Article.objects.filter(pk__in=numbers).values_list(
        *("pk", "visible_from", "title", "subtitle", "body", "lead_caption"),
        *("section", "section__name", "owner"),
        named=True,
    )
    named = _named(numbers)
    return [
        Source(
            article_id=row.pk,
            visible_from=row.visible_from,
            title=row.title,
            text="\n".join(
                (
                    row.subtitle,
                    body.text_of(row.body),
                    row.lead_caption,
                    *(each.name for each in named[row.pk] if each.name),
                    row.section__name or "",
                )
            ),
            marks=(
                ALL,
                *((section_mark(row.section),) if row.section else ()),
                *((owner_mark(row.owner),) if row.owner else ()),
                *_marks(named[row.pk]),
            ),
        )
        for row in rows.order_by("pk")
    ]


def _marks(named: Collection[_Named]) -> Iterator[str]:
    for each in named:
        if each.kind == _SECTION:
            yield section_mark(each.id)
        elif each.kind == _REPORTER:
            yield reporter_mark(each.id)


def _named(numbers: list[int]) -> defaultdict[int, list[_Named]]:
    found: defaultdict[int, list[_Named]] = defaultdict(list)
    stories = ", ".join(["%s"] * len(numbers))
    with connection.cursor() as cursor:
        cursor.execute(_NAMED.format(stories=stories), numbers * 3)
        for article_id, kind, _, pk, name in cursor.fetchall():
            found[article_id].append(_Named(kind, pk, name))
    return found
