"""Several short lists of stories in one query."""

from collections.abc import Mapping

from django.db.models import QuerySet, Value
from django.db.models.functions import Substr

from articles.models import Article

# Enough of the body for two lines of summary; a list needn't fetch whole stories.
OPENING_LENGTH = 600


def with_openings(stories: QuerySet[Article]) -> QuerySet[Article]:
    """Stories for cards: `opening` is the start of the body's HTML, the body stays unfetched."""
    return stories.annotate(opening=Substr("body", 1, OPENING_LENGTH)).defer("body")


def select_together(pools: Mapping[str, QuerySet[Article]]) -> dict[str, list[Article]]:
    """The stories of each pool (ordered and sliced querysets), under the pool's name; one query.

    The lists come back newest first whatever the pool's order, which only says which stories are
    taken. A story may stand in several lists.
    """
    lists: dict[str, list[Article]] = {name: [] for name in pools}
    parts = [
        # The slice goes into a subquery: SQLite allows no LIMIT in the parts of a UNION.
        with_openings(Article.objects.filter(pk__in=pool.values("pk")).for_cards())
        .order_by()
        .annotate(place=Value(name))
        for name, pool in pools.items()
    ]
    if not parts:
        return lists
    for article in parts[0].union(*parts[1:], all=True):
        lists[article.place].append(article)
    for stories in lists.values():
        stories.sort(key=lambda article: (article.published_at, article.pk), reverse=True)
    return lists
