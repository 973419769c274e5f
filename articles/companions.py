"""What stands beside and below a story: related, the reporter's others, latest, neighbours."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from articles import page_keys
from articles.list_kinds import ListKind
from articles.models import Article
from articles.selections import select_together
from pagecache import depends, is_collected, until

RELATED = 6
BY_REPORTER = 4
LATEST = 8


@dataclass(frozen=True)
class Companions:
    related: Sequence[Article]
    by_reporter: Sequence[Article]
    latest: Sequence[Article]
    previous: Article | None
    next: Article | None


def companions_of(
    article: Article, *, now: datetime, related_ids: Sequence[int] | None = None
) -> Companions:
    """All of it in one query, only what readers may see at `now`.

    `related_ids` replaces the saved relations, for the preview of a change not yet published.
    """
    others = Article.objects.published(now).exclude(pk=article.pk).newest_first()
    related = (
        others.filter(related_from=article)
        if related_ids is None
        else others.filter(pk__in=related_ids)
    )
    pools = {"related": related[:RELATED], "latest": others[:LATEST]}
    if article.lead_reporter_id:
        by_reporter = others.filter(reporters=article.lead_reporter_id)
        pools["by_reporter"] = by_reporter[:BY_REPORTER]
    if article.published_at and article.section_id:
        at, pk = article.published_at, article.pk
        beside = others.filter(section=article.section_id)
        older = beside.filter(Q(visible_from__lt=at) | Q(visible_from=at, pk__lt=pk))
        newer = beside.filter(Q(visible_from__gt=at) | Q(visible_from=at, pk__gt=pk))
        pools["previous"] = older[:1]
        pools["next"] = newer.order_by("visible_from", "pk")[:1]
    chosen = select_together(pools)
    for stories in chosen.values():
        page_keys.depends_on_cards(stories)
    _depends_on_order(article, now, has_next=bool(chosen.get("next")))
    return Companions(
        related=chosen["related"],
        by_reporter=chosen.get("by_reporter", []),
        latest=chosen["latest"],
        previous=next(iter(chosen.get("previous", [])), None),
        next=next(iter(chosen.get("next", [])), None),
    )


def _depends_on_order(article: Article, now: datetime, *, has_next: bool) -> None:
    """Its neighbours' coming and going names the story itself; what a schedule will bring does
    not, and is asked of the section where the story is the newest, and of what is related."""
    page_keys.depends_on_list(ListKind.ALL, 0, now)
    depends(page_keys.section_order(article.section_id or 0))
    if not is_collected():
        return
    ahead = Article.objects.filter(visible_from__gt=now).order_by("visible_from")
    coming = ahead.filter(related_from=article)
    if not has_next:
        coming = ahead.filter(Q(related_from=article) | Q(section=article.section_id))
    until(coming.values_list("visible_from", flat=True).first())
