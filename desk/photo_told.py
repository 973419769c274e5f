"""A picture as the desk's scripts and its grid are told of it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from newsroom.lib.dates import to_seoul
from photos.models import Photo
from photos.rights import warnings_of

# Of an end that is nearer one is told before it comes.
SOON = timedelta(days=30)


@dataclass(frozen=True)
class Badge:
    """A word or two on a picture; `is_bad`: it should not be used as it is."""

    text: str
    is_bad: bool


def thumb(photo: Photo) -> str:
    return photo.rendition_address("landscape", 480, "webp")


def told(photo: Photo, now: datetime) -> dict[str, Any]:
    return {
        "id": photo.pk,
        "token": photo.token,
        "address": photo.get_absolute_url(),
        "thumb": thumb(photo),
        "width": photo.width,
        "height": photo.height,
        "caption": photo.caption,
        "credit": photo.credit,
        "alt": photo.alt,
        "licence": photo.licence,
        "warnings": warnings_of(photo, now=now),
    }


def badges(photo: Photo, now: datetime) -> list[Badge]:
    found = []
    if photo.expires_on is not None:
        found += _of_expiry(photo.expires_on, to_seoul(now).date())
    if photo.is_reuse_forbidden:
        found.append(Badge("재사용 금지", is_bad=True))
    if not photo.alt:
        found.append(Badge("대체 텍스트 없음", is_bad=False))
    return found


def _of_expiry(last: date, today: date) -> list[Badge]:
    left = (last - today).days
    if left < 0:
        return [Badge("기한 지남", is_bad=True)]
    if left > SOON.days:
        return []
    return [Badge("오늘까지" if left == 0 else f"기한 {left}일 남음", is_bad=False)]
