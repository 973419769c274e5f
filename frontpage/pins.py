"""Arrange the stories at the top of the front page."""

from collections.abc import Sequence

from articles.models import Article
from frontpage.models import MOST_PINS, PinnedArticle
from frontpage.page_keys import FRONT
from pagecache import publishing, touch


@publishing()
def arrange(articles: Sequence[Article]) -> None:
    """Pin exactly these, the first on top. Raises ValueError for more than MOST_PINS or a repeat.

    All rows are replaced at once: the places are unique, so swapping two would collide.
    """
    ids = [article.pk for article in articles]
    if len(ids) > MOST_PINS or len(set(ids)) != len(ids):
        raise ValueError(f"at most {MOST_PINS} different stories can be pinned")
    # Two people saving at once follow each other instead of colliding.
    list(PinnedArticle.objects.select_for_update())
    PinnedArticle.objects.all().delete()
    PinnedArticle.objects.bulk_create(
        PinnedArticle(article_id=pk, order=place) for place, pk in enumerate(ids, start=1)
    )
    touch(FRONT)
