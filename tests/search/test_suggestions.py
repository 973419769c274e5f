"""What is proposed while a reader types."""

from typing import Any

import pytest
from django.core import serializers
from django.test import Client

from articles import workflow
from articles.models import Tag
from newsroom.initials_field import fill
from search import limits
from search.limits import Limit
from tests.builders import make_draft, make_published, make_reporter

pytestmark = pytest.mark.django_db


def asked(client: Client, typed: str) -> list[tuple[str, str]]:
    response = client.get("/search/suggestions/", {"q": typed})
    assert response.status_code == 200
    return [(one["kind"], one["text"]) for one in response.json()["suggestions"]]


@pytest.mark.parametrize("typed", ["도서관", "도서", "도석", "도서ㄱ", "도서고"])
def test_reporters_tags_and_headlines(client: Client, typed: str) -> None:
    reporter = make_reporter("도서광")
    story = make_published(title="새 도서관 문 열어", tags=("도서관",), reporter_ids=(reporter.pk,))
    found = asked(client, typed)
    assert ("태그", "#도서관") in found
    assert ("기사", "새 도서관 문 열어") in found
    if typed == "도서":
        assert found == [
            ("기자", "도서광"),
            ("태그", "#도서관"),
            ("기사", "새 도서관 문 열어"),
        ]
        told = client.get("/search/suggestions/", {"q": typed}).json()["suggestions"]
        assert [one["address"] for one in told] == [
            reporter.get_absolute_url(),
            story.tags.get().get_absolute_url(),
            story.get_absolute_url(),
        ]


def test_headlines_of_half_a_word_are_those_that_go_on_with_it(client: Client) -> None:
    make_published(title="가온시 새 도서관 문 열어")
    make_published(title="가온시 새 도서실 문 열어")
    make_draft(title="가온시 새 도서갑 초안")
    for typed in ("도석", "새 도서ㄱ", "가온시 도석"):
        assert asked(client, typed) == [("기사", "가온시 새 도서관 문 열어")]
    assert asked(client, "도섣") == []
    for number in range(4):
        make_published(title=f"도서 {number}만 권 전시")
    for typed in ("도서고", "도서과"):
        assert ("기사", "가온시 새 도서관 문 열어") in asked(client, typed)


def test_headlines_stay_while_the_next_word_is_begun(client: Client) -> None:
    make_published(title="솔내천에 수달이 돌아왔다")
    make_published(title="‘솔내천’ 물길 열려")
    make_draft(title="솔내천 수달 초안")
    for typed in ("솔내천 ㄷ", "솔내천 수", "솔내천에 숟", "수달이 ㄷ", "수달 솔"):
        assert asked(client, typed) == [("기사", "솔내천에 수달이 돌아왔다")], typed
    assert asked(client, "솔내천 물") == [("기사", "‘솔내천’ 물길 열려")]
    assert asked(client, "솔내천 강") == []
    make_published(title="AI 새 시대")
    assert asked(client, "시대 a") == [("기사", "AI 새 시대")]


def test_reporters_and_tags_by_their_initials(client: Client) -> None:
    reporter = make_reporter("홍길동")
    tags = ("한국 도서관", "한국도서전", "한국", "훈", "수달")
    make_published(title="문 열어", tags=tags, reporter_ids=(reporter.pk,))
    make_draft(title="초안", tags=("한글도",), reporter_ids=(make_reporter("한가득").pk,))
    assert asked(client, "ㅎㄱㄷ") == [
        ("기자", "홍길동"),
        ("태그", "#한국 도서관"),
        ("태그", "#한국도서전"),
    ]
    # The exact one first, and what an input method joined.
    assert asked(client, "ㅎㄱ")[1] == ("태그", "#한국")
    reporter.name = "박삭"
    reporter.save()
    assert ("기자", "박삭") in asked(client, "ㅄ")
    assert asked(client, "ㅎㄱㅎ") == []


def test_initials_of_a_name_are_there_however_it_was_written() -> None:
    written = '[{"model": "articles.tag", "fields": {"name": "수원 화성"}}]'
    for each in serializers.deserialize("json", written):
        each.save()
    assert Tag.objects.filter(initials="ㅅㅇㅎㅅ").exists()
    Tag.objects.update(initials="")
    fill(Tag)
    assert Tag.objects.filter(initials="ㅅㅇㅎㅅ").exists()


def test_nothing_unpublished_is_proposed(client: Client) -> None:
    reporter = make_reporter("수달래")
    make_draft(title="수달 초안", tags=("수달",), reporter_ids=(reporter.pk,))
    assert asked(client, "수달") == []
    story = make_published(title="수달 기사", tags=("수달",), reporter_ids=(reporter.pk,))
    assert len(asked(client, "수달")) == 3
    workflow.withdraw(story, by=None, reason="사실이 아님")
    assert asked(client, "수달") == []


@pytest.mark.parametrize(
    "typed", ["", " ", "#", '"', "*", "(", "\x00", "\u202e", "가" * 500, "ㄱ", "😀", "a'b\\"]
)
def test_no_text_is_an_error(client: Client, typed: str) -> None:
    make_published(title="글")
    asked(client, typed)


def test_it_is_not_kept_and_too_many_wait(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    response = client.get("/search/suggestions/", {"q": "가"})
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"
    assert not response.cookies
    monkeypatch.setattr(limits, "suggestions", Limit(1, 60))
    answers = [client.get("/search/suggestions/", {"q": "가"}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 429]


def test_the_page_works_without_them(client: Client) -> None:
    page: Any = client.get("/search/").content.decode()
    assert 'data-suggestions="/search/suggestions/"' in page
    assert 'role="combobox"' not in page
