"""What a list shows of a story, and no more."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet
from django.db.models.functions import Substr

from articles import page_keys
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


def cards_of(numbers: Iterable[int], now: datetime) -> dict[int, Article]:
    """The cards of those of these stories that readers may see at `now`; one query. The page shows
    them."""
    stories = list(as_cards(Article.objects.published(now).filter(pk__in=set(numbers))))
    page_keys.depends_on_cards(stories)
    return {story.pk: story for story in stories}
