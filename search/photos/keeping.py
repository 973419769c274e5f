"""Keeping the pictures' place in the index in step with them.

A picture that is saved or deleted is written within its transaction; many at once are noted as due
and follow within moments, by the clock. There is one place, written over: pictures say little, and
what is stored is as good as what replaces it until that is there.
"""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from photos.models import Photo
from search import vocabulary
from search.documents import documents
from search.index import PHOTOS, current
from search.models import PhotoDue
from search.photos.sources import sources_of

# What the clock does in one transaction, and for how long.
DUE_AT_ONCE = 25
DUE_FOR = timedelta(seconds=0.5)
# Numbers of one step of a rebuild, which is a transaction: SQLite's other writers wait for it.
STEP = 200


def keep(photo_ids: Collection[int]) -> None:
    """Write these pictures as they now stand, and take out those that are gone. In a transaction."""
    if not photo_ids:
        return
    index = current()
    # Before the pictures: one that comes in between isn't taken for one that is gone.
    kept = index.digests(PHOTOS, photo_ids)
    sources = {source.article_id: source for source in sources_of(photo_ids)}
    if gone := kept.keys() - sources.keys():
        index.remove(PHOTOS, gone)
    changed = [source for pk, source in sources.items() if kept.get(pk) != source.digest]
    if changed:
        tagged = documents(changed)
        index.write(PHOTOS, tagged)
        vocabulary.learn(tagged)


def keep_soon(photos: "QuerySet[Any]") -> None:
    """Note these pictures as due, in the transaction that changed what they say."""
    # Over one that is there already, which the clock may be about to take out.
    PhotoDue.objects.bulk_create(
        [PhotoDue(photo_id=pk) for pk in photos.order_by("pk").values_list("pk", flat=True)],
        update_conflicts=True,
        unique_fields=["photo_id"],
        update_fields=["noted_at"],
        batch_size=10_000,
    )


def catch_up(now: datetime) -> None:
    """The clock's work: what is due, the newest first, for as long as it may take."""
    while timezone.now() - now < DUE_FOR and catch_up_some():
        pass


def catch_up_some(most: int = DUE_AT_ONCE) -> int:
    """Write some of what is due; how many that were. Any number of processes may do so."""
    with transaction.atomic():
        due = PhotoDue.objects.select_for_update(skip_locked=connection.vendor == "postgresql")
        numbers = [row.photo_id for row in due.order_by("-photo_id")[:most]]
        keep(numbers)
        PhotoDue.objects.filter(photo_id__in=numbers).delete()
    return len(numbers)


def rebuild() -> Iterator[tuple[int, int]]:
    """All pictures written that aren't stored as they stand, whatever is gone taken out. Yields the
    number up to which it has come, and the last."""
    newest = Photo.objects.aggregate(newest=Max("pk"))["newest"] or 0
    last = max(newest, current().last(PHOTOS))
    for low in range(0, last, STEP):
        top = min(low + STEP, last)
        with transaction.atomic():
            # What was noted by now is read below as it is.
            PhotoDue.objects.filter(photo_id__gt=low, photo_id__lte=top).delete()
            keep(range(low + 1, top + 1))
        yield top, last
