"""What to look at once more before a story goes live. Warnings stop nobody; what does stop is
articles/publication_stops.py."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import F, Value
from django.db.models.functions import Replace

from articles import body, photo_guards
from articles.content import Content
from articles.models import Article
from articles.models.article import TITLE_GUIDE_LENGTH
from articles.permissions import embargo_ahead
from articles.publication_markers import Marker, markers_in, patterns_for
from newsroom.lib import html as markup
from newsroom.lib.dates import (
    day_bounds,
    distance_in_words,
    format_time,
    format_time_with_weekday,
    to_seoul,
)
from newsroom.lib.korean import count_characters
from photos import rights
from photos.models import Photo

# As many places are named of one marker, and as many stories of one headline.
_MOST_NAMED = 3


class Code(StrEnum):
    MARKER = "marker"
    NO_ALT = "no_alt"
    EMBARGO = "embargo"
    LONG_TITLE = "long_title"
    SAME_TITLE = "same_title"
    SIMILAR = "similar"
    PHOTO_TERMS = "photo_terms"


@dataclass(frozen=True)
class PublicationWarning:
    """`sentence` is Korean: where it stands and what to do. `address`: a page to look at."""

    code: Code
    sentence: str
    address: str = ""


def warnings_of(
    content: Content,
    *,
    photo: Photo | None,
    same: Sequence[Article],
    at: datetime,
    photos: Sequence[Photo] = (),
    similar: Sequence[Article] = (),
) -> list[PublicationWarning]:
    """Of what would be live from `at` (aware) on. `photo` is the lead photo, `photos` all that the
    content has, `same` are `same_headlines`, `similar` what readers have that says nearly the
    same."""
    return [
        *_markers(content),
        *_alts(content, photo, photos),
        *_terms(content, photos, at),
        *_embargo(content.embargo_until, at),
        *_title(content.title),
        *_same(same),
        *_similar([article for article in similar if article not in same]),
    ]


def same_headlines(title: str, *, but: int | None, now: datetime) -> list[Article]:
    """What readers have under this headline since midnight in Seoul, however it is spaced,
    without the story numbered `but`. Titles are kept with single spaces and no other white space.

    One query for what is live of one day, found by article_newest_anywhere.
    """
    squeezed = title.replace(" ", "")
    if not squeezed:
        return []
    start, _ = day_bounds(to_seoul(now).date())
    today = Article.objects.published(now).filter(visible_from__gte=start).exclude(pk=but or 0)
    alike = today.annotate(squeezed=Replace(F("title"), Value(" "), Value("")))
    found = alike.filter(squeezed=squeezed).newest_first()
    return list(found.only("title", "published_at")[:_MOST_NAMED])


def _markers(content: Content) -> Iterator[PublicationWarning]:
    """One for each kind of marker, with the places where it stands."""
    texts = list(_texts(content))
    patterns = patterns_for(text for _, text in texts)
    found: dict[str, list[tuple[str, Marker]]] = {}
    for place, text in texts:
        for marker in markers_in(text, patterns):
            found.setdefault(marker.kind, []).append((place, marker))
    for standing in found.values():
        places = list(dict.fromkeys(place for place, _ in standing))
        where = ", ".join(places[:_MOST_NAMED])
        if len(places) > _MOST_NAMED:
            where += f" 등 {len(places)}곳"
        first = standing[0][1]
        yield PublicationWarning(
            Code.MARKER,
            f"{where}에 ‘{first.text}’ 표시가 남아 있습니다: “{first.around}”."
            " 채우거나 지운 뒤 내보내십시오.",
        )


def _texts(content: Content) -> Iterable[tuple[str, str]]:
    yield "제목", content.title
    yield "부제목", content.subtitle
    for number, paragraph in enumerate(body.paragraphs_of(content.body), start=1):
        yield f"본문 {number}번째 문단", paragraph
    yield "사진 설명", content.lead_caption
    yield "사진 출처", content.lead_credit


def _terms(content: Content, photos: Sequence[Photo], at: datetime) -> Iterator[PublicationWarning]:
    for photo in photos:
        for caution in rights.cautions_of(photo, at=at):
            yield PublicationWarning(
                Code.PHOTO_TERMS,
                f"{photo_guards.named(photo, content)}: {caution}",
                f"/admin/photos/photo/{photo.pk}/change/",
            )


def _alts(
    content: Content, photo: Photo | None, photos: Sequence[Photo]
) -> Iterator[PublicationWarning]:
    """A picture of the body without words of its own has those of the library."""
    if photo is not None and not photo.alt:
        caption = content.lead_caption or photo.caption
        instead = " 지금은 사진 설명이 대신 읽힙니다." if caption else ""
        yield PublicationWarning(
            Code.NO_ALT,
            f"대표 사진에 대체 텍스트가 없습니다.{instead} 사진 화면에서 무엇이 보이는지 적어 주십시오.",
        )
    described = {each.get_absolute_url() for each in photos if each.alt}
    pictures = [
        token
        for token in markup.tokens(content.body)
        if isinstance(token, markup.Start) and token.name == "img"
    ]
    without = [
        str(number)
        for number, picture in enumerate(pictures, start=1)
        if not picture.attributes.get("alt", "").strip()
        and picture.attributes.get("src", "") not in described
    ]
    if without:
        which = "·".join(without)
        yield PublicationWarning(
            Code.NO_ALT,
            f"본문 {which}번째 사진에 대체 텍스트가 없습니다. 본문에서 사진을 두 번 눌러 적어 주십시오.",
        )


def _embargo(until: datetime | None, at: datetime) -> Iterator[PublicationWarning]:
    if until is not None and embargo_ahead(until, at):
        yield PublicationWarning(
            Code.EMBARGO,
            f"엠바고가 {format_time_with_weekday(until)}까지입니다"
            f" ({distance_in_words(until - at)}). 지금 내보내면 엠바고를 깨고,"
            " 두 시각이 처리 기록에 남습니다.",
        )


def _title(title: str) -> Iterator[PublicationWarning]:
    length = count_characters(title).with_spaces
    if length > TITLE_GUIDE_LENGTH:
        yield PublicationWarning(
            Code.LONG_TITLE,
            f"제목이 {length}자입니다. {TITLE_GUIDE_LENGTH}자가 넘으면 휴대전화와 포털에서"
            " 잘려 보일 수 있습니다.",
        )


def _same(same: Sequence[Article]) -> Iterator[PublicationWarning]:
    for article in same:
        at = article.published_at
        assert at is not None  # noqa: S101  readers have it
        yield PublicationWarning(
            Code.SAME_TITLE,
            f"오늘 {to_seoul(at):%H:%M}에 같은 제목의 기사가 게재되었습니다. 같은 기사를 두 번"
            " 내보내는 것은 아닌지 확인하십시오.",
            article.get_absolute_url(),
        )


def _similar(similar: Sequence[Article]) -> Iterator[PublicationWarning]:
    for article in similar:
        assert article.published_at is not None  # noqa: S101  readers have it
        yield PublicationWarning(
            Code.SIMILAR,
            f"{format_time(article.published_at)}에 게재된 ‘{article.title}’ 기사와 내용이 거의"
            " 같습니다. 이미 나간 보도자료는 아닌지 확인하십시오.",
            article.get_absolute_url(),
        )
