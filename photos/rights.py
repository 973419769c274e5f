"""Whether a picture may be used."""

from datetime import datetime

from newsroom.lib.dates import format_day, to_seoul
from photos.models import Photo


def warnings_of(photo: Photo, *, now: datetime, for_article: object | None = None) -> list[str]:
    found = []
    if photo.expires_on is not None and photo.expires_on < to_seoul(now).date():
        found.append(f"사용 기한이 {format_day(photo.expires_on)}에 지났습니다.")
    if photo.is_reuse_forbidden:
        found.append("다시 쓸 수 없는 사진입니다.")
    return found
