"""What stands below a story for good: related stories and neighbours.

Lists that change with every publication elsewhere are fetched after the page (readership/beside.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q

from articles import heads, page_keys
from articles.models import Article
from articles.selections import as_cards
from pagecache import depends, is_collected, until

RELATED = 6


@dataclass(frozen=True)
class Companions:
    related: Sequence[Article]
    previous: Article | None
    next: Article | None


def companions_of(
    article: Article, *, now: datetime, related_ids: Sequence[int] | None = None
) -> Companions:
    """All of it in one query, only what readers may see at `now`.

    `related_ids` replaces the saved relations, for the preview of a change not yet published.
    """
    others = Article.objects.published(now).exclude(pk=article.pk)
    links = Article.related.through.objects.filter(from_article=article.pk)
    wanted: Any = links.values("to_article") if related_ids is None else related_ids
    related = heads.of(others.filter(pk__in=wanted).newest_first()[:RELATED])
    chosen = heads.any_of([related, *_neighbours(article, now)])
    found = list(
        as_cards(others.filter(pk__in=chosen)).annotate(
            is_related=Exists(links.filter(to_article=OuterRef("pk")))
        )
    )
    if related_ids is not None:
        for story in found:
            story.is_related = story.pk in related_ids
    found.sort(key=_place, reverse=True)
    told = _told_apart(article, found)
    page_keys.depends_on_cards(found)
    _depends_on_order(article, now, has_next=told.next is not None)
    return told


def _neighbours(article: Article, now: datetime) -> list[heads.Head]:
    if not (article.published_at and article.section_id):
        return []
    at, pk = article.published_at, article.pk
    beside = Article.objects.filter(section=article.section_id)
    # No later than both: of two such bounds SQLite may take the wider to find its place.
    older = beside.published(min(at, now)).older_than(at, pk)
    newer = beside.published(now).newer_than(at, pk)
    return [heads.of(older[:1]), heads.of(newer[:1])]


def _told_apart(article: Article, found: list[Any]) -> Companions:
    """Which are which, of stories newest first. The first of every list are among them, so the
    first that belong to a list are its first, whatever else was found with them."""
    here = _place(article) if article.published_at else None
    beside = [story for story in found if here and story.section_id == article.section_id]
    older = [story for story in beside if _place(story) < here]
    newer = [story for story in beside if _place(story) > here]
    return Companions(
        related=[story for story in found if story.is_related][:RELATED],
        previous=older[0] if older else None,
        next=newer[-1] if newer else None,
    )


def _place(article: Article) -> Any:
    return article.published_at, article.pk


def _depends_on_order(article: Article, now: datetime, *, has_next: bool) -> None:
    """Its neighbours' coming and going names the story itself; what a schedule will bring does
    not, and is asked of the section where the story is the newest, and of what is related."""
    depends(page_keys.section_order(article.section_id or 0))
    if not is_collected():
        return
    ahead = Article.objects.filter(visible_from__gt=now).order_by("visible_from")
    coming = ahead.filter(related_from=article)
    if not has_next:
        coming = ahead.filter(Q(related_from=article) | Q(section=article.section_id))
    until(coming.values_list("visible_from", flat=True).first())
