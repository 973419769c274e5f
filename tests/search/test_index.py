"""What the index finds, on either database, from stories as the workflow makes them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from articles.models import Article
from search import results
from search.documents import ALL, Source, documents
from search.index import PLACES, current
from search.models import IndexState
from search.query import parse, unfinished
from tests.builders import make_published

pytestmark = pytest.mark.django_db


def found(typed: str) -> list[Article]:
    return results.newest(parse(typed), timezone.now(), None).articles


@pytest.mark.parametrize(
    "typed",
    [
        "과기정통부", "과기정통부는", "각서", "양해각서", "체결", "체결했다", "여행가는 봄", "여행 가는 봄",
        "인공지능", "인공 지능", "한-미", "한·미", "한미", "mou", "MOU", '"양해각서를 체결"', "노은결",
        "각서 -고양이",
    ],
)  # fmt: skip
def test_a_story_is_found(typed: str) -> None:
    story = make_published(
        title="과기정통부, 한·미 양해각서 체결",
        body="<p>노은결은 인공지능 MOU를 맺었다.</p><p>여행 가는 봄이다.</p>",
    )
    make_published(title="다른 이야기", body="<p>아무것도 아닌 글이다.</p>")
    assert found(typed) == [story]


@pytest.mark.parametrize(
    "typed", ["고양이", "각서 고양이", "각서 -체결", "정통각서", '"체결 과기정통부"']
)
def test_another_is_not(typed: str) -> None:
    make_published(title="과기정통부, 한·미 양해각서 체결", body="<p>글이다.</p>")
    assert found(typed) == []


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("한일", "한일 정상이 만났다."),
        ("다음달", "다음 달에 문을 연다."),
        ("소상공인", "소상공인을 돕는다."),
    ],
)
def test_a_word_of_syllables_is_found(typed: str, text: str) -> None:
    story = make_published(title="가나다", body=f"<p>{text}</p>")
    make_published(
        title="다른 이야기",
        body="<p>그가 한 일이다. 달이 다음에 뜬다. 공인은 소를 상으로 받았다.</p>",
    )
    assert found(typed) == [story]


def test_what_a_story_says_is_told_without_its_order() -> None:
    story = make_published(title="양해각서 체결", body="<p>인공지능을 함께 연구한다.</p>")
    place = IndexState.objects.get().live
    said = current().said(place, [story.pk, story.pk + 1])
    assert set(said) == {story.pk}
    assert {"양해", "각서", "체결"} <= said[story.pk].title
    assert "연구" not in said[story.pk].title
    assert {"체결", "연구", "인공", "지능"} <= said[story.pk].everywhere
    # Words alone: of what filters ask, nothing.
    assert not any(word.strip("=") == ALL for word in said[story.pk].everywhere)


def test_what_readers_do_not_see_is_found_apart() -> None:
    place = PLACES[0]
    # A Sunday: what follows is of another week.
    now = datetime(2026, 11, 22, 23, 0, tzinfo=UTC)
    hour = timedelta(hours=1)
    moments = [
        *(None, now - 200 * hour, now, now + hour / 60, now + 2 * hour),
        *(now + 2_000 * hour, now + 60_000 * hour, datetime(2104, 1, 1, tzinfo=UTC), None),
    ]
    sources = [
        Source(number, moment, "수달", "", (ALL, "s1"))
        for number, moment in enumerate(moments, start=1)
    ]
    current().write(place, documents([*sources, Source(50, None, "두루미", "", (ALL,))]))

    def unseen(most: int, **asked: Any) -> list[int]:
        query = replace(parse("수달"), **asked)
        return [hit.article_id for hit in current().unseen(place, query, now=now, most=most)]

    assert unseen(20) == [9, 1, 8, 7, 6, 5, 4]
    assert unseen(20, marks=(("s1", "s2"),)) == [9, 1, 8, 7, 6, 5, 4]
    assert unseen(20, marks=(("s2",),)) == []
    assert unseen(3) == [9, 1, 8]
    assert unseen(20, since=now - 300 * hour, before=now + 3 * hour) == [5, 4]
    seen = current().newest(place, parse("수달"), now=now, most=20)
    everything = current().newest(place, parse("수달"), now=None, most=20)
    assert [hit.article_id for hit in seen] == [3, 2]
    assert [hit.article_id for hit in everything] == [9, 1, 8, 7, 6, 5, 4, 3, 2]


def test_a_story_is_shown_once_whose_title_begins_like_a_word_of_its_text() -> None:
    story = make_published(title="도서관 문 열어", body="<p>도서를 모았다.</p>")
    found = results.most_relevant(unfinished(parse("도서")), timezone.now(), None)
    assert (found.articles, found.total, found.next) == ([story], "1", None)
