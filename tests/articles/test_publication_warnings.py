"""Each warning with the case beside it that must not warn: what cries wolf is soon not read."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from articles import workflow
from articles.content import Content
from articles.models import Article
from articles.publication_warnings import Code, same_headlines, warnings_of
from newsroom.lib.dates import day_bounds, to_seoul
from photos.licences import Licence
from photos.models import Photo
from tests.builders import make_content, make_draft, make_published, make_reporter, make_section

NOON = datetime.fromisoformat("2026-11-22T12:00:00+09:00")


def story(body: str = "<p>가온시가 새 도서관을 열었다.</p>", **fields: Any) -> Content:
    return Content(title=fields.pop("title", "가온시 새 도서관"), outlet_id=1, body=body, **fields)


def told(content: Content, photo: Photo | None = None, at: datetime = NOON) -> list[Code]:
    return [warning.code for warning in warnings_of(content, photo=photo, same=(), at=at)]


def sentence(content: Content, photo: Photo | None = None) -> str:
    return warnings_of(content, photo=photo, same=(), at=NOON)[0].sentence


# --- markers --------------------------------------------------------------------------------


@pytest.mark.any_database
@pytest.mark.parametrize(
    "text",
    [
        "※송고금지※ 확인 중",
        "송고 금지",
        "[엠바고 오후 2시]",
        "■■ 숫자 확인",
        "참석자는 ■■■명이다.",
        "□□ 대표",
        "○○○ 기자",
        "〇〇〇 시장",
        "OOO 시장이 밝혔다.",
        "시장(OOO)은",
        "참석자는 000명이다.",
        "0000년 문을 열었다.",
        "연락처 000-0000-0000",
        "참석자는 TK명이다.",
        "참석자는 [TK]명이다.",
        "예산 TK",
        "TKTK",
        "TK TK",
    ],
)
def test_a_marker_is_told_wherever_it_stands(text: str) -> None:
    assert told(story(f"<p>{text}</p>")) == [Code.MARKER]
    assert told(story(title=text)) == [Code.MARKER]
    assert told(story(subtitle=text)) == [Code.MARKER]
    assert told(story(lead_caption=text)) == [Code.MARKER]


@pytest.mark.any_database
@pytest.mark.parametrize(
    "text",
    [
        "원고를 송고했다. 촬영 금지.",
        "■ 일시: 22일 오후 2시",
        "●● 행사 안내 ○ 장소",
        "김○○ 씨와 이○○ 씨",
        "OO시 OO동",
        "BOOOM, OOOPS",
        "1,000명이 3000원씩 10,000,000원을 냈다.",
        "10 000원",
        "SK하이닉스(000660)와 기아(000270)",
        "대표전화 1588-0000, 02-2000-0000",
        "0.0001% 늘었다.",
        "기록은 1:00:000이다.",
        "A000 형식, 제품 번호 B-000, 색 #000, U+0000",
        "KTKO와 ATK, TKO 승",
        "TK-1 미사일과 R&TK",
        "PK와 TK의 민심",
    ],
)
def test_finished_news_is_left_alone(text: str) -> None:
    assert told(story(f"<p>{text}</p>")) == []


@pytest.mark.any_database
def test_tk_is_a_region_where_the_story_says_so() -> None:
    said = "<p>대구·경북(TK) 민심이 움직였다.</p><p>TK 지역 의원은 말이 없었다.</p>"
    assert told(story(said, title="TK 신공항")) == []
    assert told(story(said + "<p>예산은 [TK]억 원이다.</p>")) == [Code.MARKER]
    assert told(story(said + "<p>예산은 TKTK억 원이다.</p>")) == [Code.MARKER]
    assert told(story("<p>TK 지역 의원은 말이 없었다.</p>")) == [Code.MARKER]


@pytest.mark.any_database
def test_a_marker_is_told_with_its_places_and_its_words() -> None:
    body = "<p>첫 문단.</p><p>가온시는 지난 22일 ■■명이 다녀갔다고 밝혔다.</p><p>■■■ 시장</p>"
    assert sentence(story(body)) == (
        "본문 2번째 문단, 본문 3번째 문단에 ‘■■’ 표시가 남아 있습니다:"
        " “가온시는 지난 22일 ■■명이 다녀갔다고 밝혔다…”. 채우거나 지운 뒤 내보내십시오."
    )
    assert "등 5곳" in sentence(story("<p>■■</p>" * 5))
    assert told(story("<p>■■ 송고금지 TK</p>")) == [Code.MARKER] * 3


# --- the rest of the content ----------------------------------------------------------------


@pytest.mark.any_database
def test_a_picture_without_words_for_who_cannot_see_it() -> None:
    assert told(story(), Photo(alt="")) == [Code.NO_ALT]
    assert told(story(), Photo(alt="도서관 앞")) == []
    assert "대신 읽힙니다" in sentence(story(lead_caption="새 도서관"), Photo())
    assert "대신 읽힙니다" not in sentence(story(), Photo())
    picture = '<figure class="photo"><img src="/photos/a.jpg" alt="{}"></figure>'
    body = "".join(picture.format(alt) for alt in ("도서관", "", "", "서가"))
    assert "본문 2·3번째 사진" in sentence(story(body))
    assert told(story(picture.format("도서관"))) == []


@pytest.mark.any_database
def test_an_embargo_that_the_story_would_break() -> None:
    ahead = story(embargo_until=NOON + timedelta(hours=3))
    assert told(ahead) == [Code.EMBARGO]
    assert "2026.11.22 (일) 15:00까지입니다 (3시간 뒤)" in sentence(ahead)
    assert told(ahead, at=NOON + timedelta(hours=3)) == []
    assert told(story(embargo_until=NOON)) == []


@pytest.mark.any_database
def test_a_headline_over_the_guide() -> None:
    assert told(story(title="가" * 26)) == [Code.LONG_TITLE]
    assert told(story(title="가" * 25)) == []


# --- the same headline ----------------------------------------------------------------------


@pytest.mark.django_db
def test_the_same_headline_among_what_readers_had_today() -> None:
    place = {"section_id": make_section().pk, "reporter_ids": (make_reporter().pk,)}
    now = timezone.now()
    start, _ = day_bounds(to_seoul(now).date())

    def live(title: str, at: datetime) -> Article:
        return make_published(at=at, title=title, **place)

    today = live("가온시 새 도서관", start)
    live("가온시 헌 도서관", start)
    live("가온시 그 도서관", start - timedelta(microseconds=1))
    make_draft(title="가온시 내 도서관", **place)
    waiting = make_draft(title="가온시 옛 도서관", **place)
    workflow.approve(workflow.submit(waiting, by=None), by=None)
    workflow.schedule(waiting, by=None, at=now + timedelta(minutes=1))

    def same(title: str, but: int | None = None) -> list[int]:
        return [article.pk for article in same_headlines(title, but=but, now=now)]

    assert same("가온시 새도서관") == [today.pk]
    assert same("가온시 새 도서관", but=today.pk) == []
    for title in ("가온시 그 도서관", "가온시 내 도서관", "가온시 옛 도서관", "", "가온시"):
        assert same(title) == []
    content = make_content(title="가온시새 도서관", **place)
    found = same_headlines(content.title, but=None, now=now)
    warning = warnings_of(content, photo=None, same=found, at=now)[0]
    assert (warning.code, warning.address) == (Code.SAME_TITLE, today.get_absolute_url())
    assert "오늘 00:00에" in warning.sentence


@pytest.mark.any_database
def test_a_picture_of_the_body_has_the_librarys_words_and_terms() -> None:
    photo = Photo(
        pk=7,
        token="a" * 32,
        file="a.jpg",
        width=6,
        height=4,
        alt="강변의 도서관",
        licence=Licence.KOGL_2,
    )
    figure = f'<figure class="photo"><img src="{photo.get_absolute_url()}" alt=""></figure>'
    content = story(body=f"<p>글</p>{figure}")
    found = warnings_of(content, photo=None, photos=[photo], same=(), at=NOON)
    assert [warning.code for warning in found] == [Code.PHOTO_TERMS]
    assert "본문 사진" in found[0].sentence
    assert "상업적 이용이 금지된 조건(공공누리 2유형)" in found[0].sentence
    photo.alt, photo.licence = "", Licence.OWN
    found = warnings_of(content, photo=None, photos=[photo], same=(), at=NOON)
    assert [warning.code for warning in found] == [Code.NO_ALT]
