"""What is proposed while a reader types."""

from typing import Any

import pytest
from django.test import Client

from articles import workflow
from search import limits
from search.limits import Limit
from tests.builders import make_draft, make_published, make_reporter

pytestmark = pytest.mark.django_db


def asked(client: Client, typed: str) -> list[tuple[str, str]]:
    response = client.get("/search/suggestions/", {"q": typed})
    assert response.status_code == 200
    return [(one["kind"], one["text"]) for one in response.json()["suggestions"]]


@pytest.mark.parametrize("typed", ["도서관", "도서", "도석", "도서ㄱ"])
def test_reporters_tags_and_headlines(client: Client, typed: str) -> None:
    reporter = make_reporter("도서광")
    story = make_published(title="새 도서관 문 열어", tags=("도서관",), reporter_ids=(reporter.pk,))
    found = asked(client, typed)
    assert ("태그", "#도서관") in found
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
