"""What a list shows of a story, and no more."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet
from django.db.models.functions import Substr

from articles import page_keys
from articles.models import Article
from sections.models import Section

# Enough of the body for a few lines of summary; a short list needn't fetch whole stories.
OPENING_LENGTH = 600
# What a headline shows, and what a card does. Few columns: each costs its part of a long list.
_HEADLINE = (
    *("title", "labels", "reporting_type", "published_at"),
    *("section", "lead_reporter", "lead_photo"),
)
_SHOWN = (
    *("subtitle", *_HEADLINE),
    *("lead_reporter__name", "lead_reporter__photo"),
    *(f"lead_photo__{field}" for field in ("token", "file", "width", "height")),
)


def with_openings(stories: QuerySet[Article]) -> QuerySet[Article]:
    """Stories without their bodies: `opening` is the start of the body's HTML."""
    return stories.annotate(opening=Substr("body", 1, OPENING_LENGTH)).defer("body")


def as_headlines(stories: QuerySet[Article]) -> QuerySet[Article]:
    """Stories with what a headline shows, and no more; their sections by `with_sections`."""
    return stories.only(*_HEADLINE)


def cards_of(numbers: Iterable[int], now: datetime) -> dict[int, Article]:
    """The cards of those of these stories that readers may see at `now`, with `opening`; one
    query. The page shows them."""
    visible = Article.objects.published(now).filter(pk__in=set(numbers))
    stories = list(
        with_openings(visible.select_related("lead_reporter", "lead_photo")).only(*_SHOWN)
    )
    with_sections(stories)
    page_keys.depends_on_cards(stories)
    return {story.pk: story for story in stories}


def with_sections(stories: Iterable[Article]) -> None:
    """Give stories the sections that every page knows already, rather than join them to each."""
    sections = {found.pk: found for top in Section.objects.tree() for found in top.with_children()}
    for story in stories:
        # One that was made a moment ago is asked for by the story itself.
        if story.section_id in sections:
            story.section = sections[story.section_id]
