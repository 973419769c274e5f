"""What stands below a story for good: related stories and neighbours.

Lists that change with every publication elsewhere are fetched after the page (readership/beside.py).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q

from articles import heads, page_keys
from articles.models import Article
from articles.selections import as_headlines
from pagecache import depends, is_collected, until

RELATED = 6


@dataclass(frozen=True)
class Companions:
    related: Sequence[Article]
    previous: Article | None
    next: Article | None

    def __iter__(self) -> Iterator[Article]:
        yield from self.related
        yield from filter(None, (self.previous, self.next))


def companions_of(
    article: Article, *, now: datetime, related_ids: Sequence[int] | None = None
) -> Companions:
    """All of it in one query, only what readers may see at `now`.

    `related_ids` replaces the saved relations, for the preview of a change not yet published.
    """
    others = Article.objects.published(now).exclude(pk=article.pk)
    if related_ids is None:
        links = Article.related.through.objects.filter(from_article=article.pk)
        is_related: Any = Exists(links.filter(to_article=OuterRef("pk")))
        related = heads.related(article.pk, RELATED, now=now)
    else:
        is_related = Q(pk__in=related_ids)
        related = heads.of(others.filter(is_related).newest_first()[:RELATED])
    chosen = heads.any_of([related, *_neighbours(article, now)])
    found: list[Any] = list(
        as_headlines(others.filter(pk__in=chosen).annotate(is_related=is_related))
    )
    found.sort(key=_place, reverse=True)
    told = _told_apart(article, found)
    page_keys.depends_on_cards(found)
    _depends_on_order(article, now, has_next=told.next is not None)
    return told


def _neighbours(article: Article, now: datetime) -> list[heads.Head]:
    if not (article.published_at and article.section_id):
        return []
    return heads.beside(article.section_id, article.published_at, article.pk, now=now)


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
