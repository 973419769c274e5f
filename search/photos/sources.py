"""What of a picture is searched: its own words, who uploaded it and whose portrait it is."""

from collections import defaultdict
from collections.abc import Collection

from photos.models import Photo
from reporters.models import Reporter
from search.documents import ALL, Source

TEXTS = ("caption", "credit", "alt", "people", "place", "source")
_UPLOADER = ("uploaded_by__name", "uploaded_by__reporter__name")


def sources_of(photo_ids: Collection[int]) -> list[Source]:
    """Of those pictures that are there, by number; nobody else changes them until the transaction
    ends. Three queries."""
    rows = Photo.objects.filter(pk__in=photo_ids).order_by("pk")
    # Text that was read before somebody else wrote it, and its own place in the index, would be
    # written over what they wrote.
    held = [row.pk for row in rows.select_for_update(no_key=True).only("pk")]
    portraits: defaultdict[int, list[str]] = defaultdict(list)
    for photo_id, name in (
        Reporter.objects.filter(photo__in=held).order_by("pk").values_list("photo", "name")
    ):
        portraits[photo_id].append(name)
    told = Photo.objects.filter(pk__in=held).order_by("pk")
    return [
        Source(
            article_id=pk,
            visible_from=created_at,
            title="",
            text="\n".join(filter(None, (*texts, *portraits[pk]))),
            marks=(ALL,),
        )
        for pk, created_at, *texts in told.values_list("pk", "created_at", *TEXTS, *_UPLOADER)
    ]
