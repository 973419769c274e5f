"""Several short lists of stories in one query."""

from collections.abc import Mapping

from django.db.models import QuerySet, Value
from django.db.models.functions import Substr

from articles.models import Article

# Enough of the body for a few lines of summary; a short list needn't fetch whole stories.
OPENING_LENGTH = 600
# What a card shows. Few columns: a front page selects from as many parts as there are sections.
_PHOTO = ("token", "file", "width", "height")
_SHOWN = (
    *("title", "subtitle", "labels", "reporting_type", "published_at"),
    *("section__name", "section__slug", "lead_reporter__name"),
    *(f"lead_photo__{field}" for field in _PHOTO),
    *(f"lead_reporter__photo__{field}" for field in _PHOTO),
)


def with_openings(stories: QuerySet[Article]) -> QuerySet[Article]:
    """Stories without their bodies: `opening` is the start of the body's HTML."""
    return stories.annotate(opening=Substr("body", 1, OPENING_LENGTH)).defer("body")


def as_cards(stories: QuerySet[Article]) -> QuerySet[Article]:
    """Stories with what a card shows, `opening` among it, and no more; one query."""
    related = stories.select_related("section", "lead_reporter__photo", "lead_photo")
    return with_openings(related).only(*_SHOWN)


def select_together(pools: Mapping[str, QuerySet[Article]]) -> dict[str, list[Article]]:
    """The stories of each pool (ordered and sliced querysets), under the pool's name; one query.

    The lists come back newest first whatever the pool's order, which only says which stories are
    taken. A story may stand in several lists.
    """
    lists: dict[str, list[Article]] = {name: [] for name in pools}
    parts = [
        # The slice goes into a subquery: SQLite allows no LIMIT in the parts of a UNION.
        as_cards(Article.objects.filter(pk__in=pool.values("pk"))).annotate(place=Value(name))
        for name, pool in pools.items()
    ]
    if not parts:
        return lists
    for article in parts[0].union(*parts[1:], all=True):
        lists[article.place].append(article)
    for stories in lists.values():
        stories.sort(key=lambda article: (article.published_at, article.pk), reverse=True)
    return lists
