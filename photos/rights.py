"""What stands against using a picture: sentences in Korean for whoever chooses or publishes it.

What stops a story from going live: a day that has passed, and a second story of a picture that may
be used once. The terms of a licence only warn: whether an exception holds is for people to judge.
"""

from datetime import datetime, timedelta

from newsroom.lib.dates import to_seoul
from photos.licences import Licence
from photos.models import Photo

# So long before its last day a picture warns.
SOON = timedelta(days=7)
_NOT_COMMERCIAL = frozenset(
    {
        Licence.KOGL_2,
        Licence.KOGL_4,
        Licence.CC_BY_NC,
        Licence.CC_BY_NC_SA,
        Licence.CC_BY_NC_ND,
    }
)
_NOT_ALTERED = frozenset({Licence.KOGL_3, Licence.KOGL_4, Licence.CC_BY_ND, Licence.CC_BY_NC_ND})


def warnings_of(photo: Photo, *, now: datetime, for_article: int | None = None) -> list[str]:
    """All there is to know before it goes into the story of that number; asks the database only
    of a picture that may not be used again."""
    return [*stops_of(photo, at=now, for_article=for_article), *cautions_of(photo, at=now)]


def stops_of(
    photo: Photo, *, at: datetime, for_article: int | None = None, is_shown: bool = False
) -> list[str]:
    """Why no story, or not the one of that number, may go live with it at `at` (aware).
    `is_shown`: this story shows it already, which is no second use."""
    found = []
    if is_expired(photo, at=at):
        found.append(f"사용 기한이 {photo.expires_on:%Y.%m.%d}에 끝났습니다.")
    if photo.is_reuse_forbidden and not is_shown and is_used(photo, but=for_article):
        found.append("재사용이 금지된 사진이고, 이미 다른 기사에 쓰였습니다.")
    return found


def is_expired(photo: Photo, *, at: datetime) -> bool:
    """Its last day is over, in Seoul."""
    return photo.expires_on is not None and photo.expires_on < to_seoul(at).date()


def cautions_of(photo: Photo, *, at: datetime) -> list[str]:
    """What wants a second look and stops nobody. No query."""
    found = []
    today = to_seoul(at).date()
    if photo.expires_on and today <= photo.expires_on <= today + SOON:
        found.append(f"사용 기한이 {photo.expires_on:%Y.%m.%d}까지입니다.")
    if photo.licence in _NOT_COMMERCIAL:
        found.append(f"상업적 이용이 금지된 조건({_short(photo)})입니다.")
    if photo.licence in _NOT_ALTERED:
        found.append(f"변경이 금지된 조건({_short(photo)})입니다. 자르거나 고쳐 쓸 수 없습니다.")
    return found


def is_used(photo: Photo, *, but: int | None = None) -> bool:
    """Whether a story shows it that readers have, had or are about to have. One query, or two."""
    lead = photo.lead_articles.exclude(live_revision=None).exclude(pk=but or 0)
    if lead.exists():
        return True
    uses = photo.media_uses.in_rows().exclude(article__live_revision=None)
    return bool(uses.exclude(article=but or 0).exists())


def _short(photo: Photo) -> str:
    """ "공공누리 2유형", without what the type means."""
    return str(Licence(photo.licence).label).partition(" (")[0]
