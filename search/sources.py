"""What of a story is searched: its texts as they stand in the row, and what filters ask of it.

The row is what readers get of a live story, and the newest text of any other, so one document
serves both readers and the desk; who may see it is asked when it is found.
"""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet

from articles import body
from articles.models import Article, Byline
from search.documents import ALL, Source, reporter_mark, section_mark


def sources_of(article_ids: Collection[int]) -> list[Source]:
    """Of those stories that are there, by number. Four queries."""
    numbers = list(article_ids)
    rows = list(
        Article.objects.filter(pk__in=numbers)
        .select_related("section")
        .only(
            "title", "subtitle", "body", "lead_caption", "section", "section__name",
            "visible_from",
        )
        .order_by("pk")
    )  # fmt: skip
    tagged: Any = Article.tags.through.objects.filter(article__in=numbers)
    further: Any = Article.further_sections.through.objects.filter(article__in=numbers)
    signed = Byline.objects.filter(article__in=numbers).order_by("order")
    tags = _by_story(tagged.order_by("pk").values_list("article", "tag__name"))
    sections = _by_story(further.order_by("pk").values_list("article", "section"))
    reporters = _by_story(signed.values_list("article", "reporter", "reporter__name"))
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
                    *(name for (name,) in tags[row.pk]),
                    *(name for _, name in reporters[row.pk]),
                    row.section.name if row.section else "",
                )
            ),
            marks=(
                ALL,
                *([section_mark(row.section_id)] if row.section_id else ()),
                *(section_mark(pk) for (pk,) in sections[row.pk]),
                *(reporter_mark(pk) for pk, _ in reporters[row.pk]),
            ),
        )
        for row in rows
    ]


def _by_story(rows: "QuerySet[Any, Any]") -> defaultdict[int, list[tuple[Any, ...]]]:
    found: defaultdict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for story, *values in rows:
        found[story].append(tuple(values))
    return found
