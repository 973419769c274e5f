"""Where readers see a story, and what follows when that changes.

The workflow asks for a story's placement before it changes the row and after, and hands both to
`moved` as the last thing in its transaction.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from articles import listing
from articles.list_kinds import KINDS, ListKind
from articles.models import Article, Listing
from articles.states import VISIBLE
from newsroom.lib.dates import to_seoul

# A list: what it is of ("section", "tag", "reporter", or "all" with number 0) and its number.
ListId = tuple[str, int]


@dataclass(frozen=True)
class Placement:
    """The lists in which a story stands from `visible_from` on, parent sections included.

    Only published and scheduled stories stand anywhere: any other's is NOWHERE.
    """

    visible_from: datetime | None = None
    lists: frozenset[ListId] = frozenset()


NOWHERE = Placement()


def placement_of(article: Article) -> Placement:
    """From the saved row and its relations; without a query for a story readers never see."""
    if article.status not in VISIBLE:
        return NOWHERE
    return placements_of([article.pk])[article.pk]


def placements_of(article_ids: Collection[int]) -> dict[int, Placement]:
    """The placement of each of these stories. One query."""
    lists: dict[int, set[ListId]] = {pk: set() for pk in article_ids}
    visible_from: dict[int, datetime] = {}
    for kind, list_id, at, pk in listing.standing(Article.objects.filter(pk__in=article_ids)):
        lists[pk].add((ListKind(kind).word, list_id))
        visible_from[pk] = at
    return {
        pk: Placement(visible_from[pk], frozenset(found)) if found else NOWHERE
        for pk, found in lists.items()
    }


def moved(article_id: int, before: Placement, after: Placement) -> None:
    """Keep the lists and their counts right. The last thing before the transaction ends, so that
    the counts, which publishers share, are locked for moments."""
    moved_together({article_id: (before, after)})


def moved_together(moves: Mapping[int, tuple[Placement, Placement]]) -> None:
    """`moved` for several stories of one transaction."""
    now = timezone.now()
    seen = [pk for pk, (_, after) in moves.items() if after != NOWHERE]
    if seen:
        listing.touch(Article.objects.filter(pk__in=seen), now)
    changed = {pk: move for pk, move in moves.items() if move[0] != move[1]}
    if not changed:
        return
    Listing.objects.filter(article__in=changed).delete()
    Listing.objects.bulk_create(
        Listing(kind=KINDS[kind], list_id=number, visible_from=after.visible_from, article_id=pk)
        for pk, (_, after) in changed.items()
        if after.visible_from
        for kind, number in after.lists
    )
    counts: Counter[listing.Day] = Counter()
    for before, after in changed.values():
        counts.update(_days(after))
        counts.subtract(_days(before))
    # Readers are not told, by the date of a sitemap, that a schedule was taken back.
    was_seen = any(
        before.visible_from and before.visible_from <= now for before, _ in changed.values()
    )
    listing.add(counts, now if was_seen else None)


def _days(placement: Placement) -> list[listing.Day]:
    if placement.visible_from is None:
        return []
    day = to_seoul(placement.visible_from).date()
    return [(KINDS[kind].value, number, day) for kind, number in placement.lists]
