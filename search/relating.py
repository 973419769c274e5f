"""Keeping, beside each story, which others are related: found by the clock after it has come or
changed, so that neither its publication nor its page waits for it."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db.models import F
from django.utils import timezone

from articles import page_keys
from articles.models import Article
from pagecache import publishing, touch, touch_at_end
from search.models import Due, Relation, RelationDue
from search.related import Subject, proposals

# More than a page shows, for some may be withdrawn, or become advertising.
KEPT = 8
# Stories of one transaction, and for how long the clock does this in one round.
AT_ONCE = 5
WORK_FOR = timedelta(seconds=0.25)
# Of more at once none becomes visible again: they are new ones, or moved from list to list.
MOST_SHOWN_AGAIN = 100
_A_STATEMENT = 10_000


def note_changed(sender: Any, article_ids: Collection[int], **_: Any) -> None:
    """Note what readers now get of these stories as due, within the transaction that changes it.

    A story shown again after it was withdrawn is on pages that don't name its card, for no page
    names what readers can't see.
    """
    numbers = sorted(article_ids)
    for start in range(0, len(numbers), _A_STATEMENT):
        _note(numbers[start : start + _A_STATEMENT])


def _note(article_ids: Sequence[int]) -> None:
    stories = Article.objects.filter(pk__in=article_ids, visible_from__isnull=False)
    # A save that readers don't see yet changes nothing here.
    live = list(stories.filter(live_revision=F("revision")).values_list("pk", flat=True))
    if not live:
        return
    RelationDue.objects.bulk_create(
        [RelationDue(article_id=pk) for pk in live],
        update_conflicts=True,
        unique_fields=["article_id"],
        update_fields=["noted_at"],
    )
    if len(live) <= MOST_SHOWN_AGAIN:
        # The clock may be adding such a relation in another transaction.
        touch_at_end(partial(_pages_with, live))


def _pages_with(article_ids: Sequence[int]) -> Iterator[str]:
    related = Relation.objects.filter(related__in=article_ids)
    yield from map(page_keys.article, related.values_list("article", flat=True).distinct())


def catch_up(now: datetime) -> None:
    """The clock's work, which waits until the index has all stories."""
    if Due.objects.exists():
        return
    started = timezone.now()
    while timezone.now() - started < WORK_FOR and relate_some():
        pass


def relate_some(most: int = AT_ONCE) -> int:
    """Find what is related to some of what is due, the newest first; how many that were. Any
    number of processes may do so: what two have found is written once."""
    now = timezone.now()
    due = list(RelationDue.objects.order_by("-article_id")[:most])
    # Of a scheduled story, too, which then comes with them.
    coming = Article.objects.filter(visible_from__isnull=False)
    stories = coming.in_bulk([row.article_id for row in due])
    found = {pk: proposals(Subject.of(story), now, most=KEPT) for pk, story in stories.items()}
    with publishing():
        for row in due:
            # Noted again meanwhile, it is done again.
            taken = RelationDue.objects.filter(article_id=row.article_id, noted_at=row.noted_at)
            if taken.delete()[0] and row.article_id in found:
                _keep(row.article_id, [each.article_id for each in found[row.article_id]])
    return len(due)


def _keep(article_id: int, related: Sequence[int]) -> None:
    kept = Relation.objects.filter(article=article_id)
    if list(kept.order_by("rank").values_list("related", flat=True)) == list(related):
        return
    kept.delete()
    Relation.objects.bulk_create(
        Relation(article_id=article_id, related_id=pk, rank=rank)
        for rank, pk in enumerate(related, start=1)
    )
    touch(page_keys.article(article_id))
