"""Whether the pictures of a text may go before readers: the terms are photos/rights.py's."""

from collections.abc import Collection
from datetime import datetime

from articles.blocks import photo_tokens
from articles.content import Content
from articles.models import Article
from articles.refusals import PhotoForbidden
from photos import rights
from photos.models import Photo


def photos_in(text: Article | Content) -> list[Photo]:
    """The lead photo and those of the body, as far as they are there; one query each, if any."""
    found: list[Photo] = []
    if text.lead_photo_id:
        found += Photo.objects.filter(pk=text.lead_photo_id)
    tokens = photo_tokens(text.body)
    if tokens:
        inside = {photo.token: photo for photo in Photo.objects.filter(token__in=tokens)}
        found += [inside[token] for token in tokens if token in inside]
    return list({photo.pk: photo for photo in found}.values())


def refusals_of(
    row: Article, text: Article | Content, at: datetime, photos: Collection[Photo]
) -> list[str]:
    """`row` is the story as it stands, `photos` those of `text`, which is to be live at `at`. What
    this very story shows already isn't used once more."""
    return [
        f"{named(photo, text)}: {stop}"
        for photo in photos
        for stop in rights.stops_of(photo, at=at, for_article=row.pk, is_shown=_shows(row, photo))
    ]


def require_usable(
    row: Article,
    text: Article | Content,
    at: datetime,
    *,
    photos: Collection[Photo] | None = None,
) -> None:
    """Raises PhotoForbidden, which says what to do. Inside an act, before the row is changed:
    a picture that may be used once is locked, so that two stories can't both be its first."""
    found = photos_in(text) if photos is None else photos
    once = [photo.pk for photo in found if photo.is_reuse_forbidden]
    if once:
        list(Photo.objects.select_for_update().filter(pk__in=once).order_by("pk").values("pk"))
    refuse(refusals_of(row, text, at, found))


def refuse(sentences: Collection[str]) -> None:
    if sentences:
        raise PhotoForbidden(f"{' '.join(sentences)} 다른 사진으로 바꾸거나 빼 주세요.")


def named(photo: Photo, text: Article | Content) -> str:
    place = "대표 사진" if photo.pk == text.lead_photo_id else "본문 사진"
    return f"{place} ‘{str(photo)[:30]}’(#{photo.pk})"


def _shows(row: Article, photo: Photo) -> bool:
    """Whether what readers have of the story, or will have, has this picture already."""
    if row.live_revision is None:
        return False
    return row.lead_photo_id == photo.pk or photo.token in photo_tokens(row.body)
