"""Where a picture is needed: it may only be deleted when nowhere. Counted by indexes alone."""

from photos.models import Photo


def uses(photo: Photo) -> list[str]:
    """Korean counts of what shows the picture, may show it after the next publication, or once
    did: earlier revisions are kept, may be looked at and restored."""
    lead = set(photo.lead_articles.values_list("pk", flat=True))
    named = set(photo.media_uses.values_list("article", flat=True))
    body = set(photo.media_uses.in_rows().values_list("article", flat=True)) - lead
    earlier = named - lead - body
    found = {
        "대표 사진으로 쓴 기사 {:,}건": len(lead),
        "본문에 쓴 기사 {:,}건": len(body),
        "수정안이나 지난 판에 있는 기사 {:,}건": len(earlier),
        "기자 {:,}명": photo.reporters.count(),
    }
    return [text.format(number) for text, number in found.items() if number]
