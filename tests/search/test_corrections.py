"""What is proposed to a reader whose search found nothing."""

import pytest
from django.test import Client

from articles import workflow
from tests.builders import make_draft, make_published

pytestmark = pytest.mark.django_db


def meant(client: Client, typed: str) -> str | None:
    found = client.get("/search/", {"q": typed}).context.get("meant")
    return found.typed if found else None


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("도서간", "도서관"),
        ("도소관", "도서관"),
        ("도서간 개관", "도서관 개관"),
        ("홍길둥", "홍길동"),
    ],
)
def test_the_nearest_word_is_proposed(client: Client, typed: str, expected: str) -> None:
    make_published(title="도서관 개관", tags=("도서관",))
    assert meant(client, typed) == expected
    assert f"혹시 <mark>{expected}</mark>?" in client.get("/search/", {"q": typed}).content.decode()


def test_the_link_finds_it_with_the_same_filters(client: Client) -> None:
    story = make_published(title="도서관", tags=("도서관",))
    slug = story.section.slug
    other = client.get("/search/", {"q": "도서간", "section": slug}).context["meant"]
    found = client.get("/search/" + other.address()).context["found"]
    assert [one.article for one in found] == [story]
    assert f"section={slug}" in other.address()


def test_nothing_of_a_draft_is_told(client: Client) -> None:
    make_draft(title="극비수산시장")
    gone = make_published(title="내려간수목원")
    workflow.withdraw(gone, by=None, reason="사실이 아님")
    assert meant(client, "극비수산시징") is None
    assert meant(client, "내려간수목완") is None


def test_drafts_change_nothing_of_what_is_proposed(client: Client) -> None:
    make_published(title="수목원 열어", tags=("수목원",))
    typed = ("수묵원", "수묵언", "수목언")
    before = [meant(client, word) for word in typed]
    assert before[0] == "수목원"
    # A draft with the very word, and one whose word is nearer.
    make_draft(title="수묵원", tags=("수묵원",))
    make_draft(title="수묵언 수목언", tags=("수묵엔",))
    assert [meant(client, word) for word in typed] == before


@pytest.mark.parametrize(
    "typed", ["도서관", "전혀다른말이다", "zzz", "-", "1234", "도 서 간 이 것", "😀"]
)
def test_nothing_is_proposed_for_what_is_far_from_everything_or_found(
    client: Client, typed: str
) -> None:
    make_published(title="도서관 개관", body="<p>글.</p>", tags=("도서관",))
    assert meant(client, typed) is None
