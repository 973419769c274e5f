"""Where a picture is still needed: it may only be deleted when nowhere."""

from articles.models import Article, Revision
from photos.models import Photo


def uses(photo: Photo) -> list[str]:
    """Korean counts of what shows the picture, or would after the next publication."""
    address = f"/photos/{photo.token}."
    lead = set(photo.lead_articles.values_list("pk", flat=True))
    # A live story's unpublished working copy, too, and old revisions that may be looked up.
    lead |= set(
        Revision.objects.filter(data__lead_photo_id=photo.pk).values_list("article", flat=True)
    )
    body = set(Article.objects.filter(body__contains=address).values_list("pk", flat=True))
    body |= set(
        Revision.objects.filter(data__body__icontains=address).values_list("article", flat=True)
    )
    found = {
        "대표 사진으로 쓴 기사 {}건": len(lead),
        "본문에 쓴 기사 {}건": len(body - lead),
        "기자 {}명": photo.reporters.count(),
    }
    return [text.format(number) for text, number in found.items() if number]
