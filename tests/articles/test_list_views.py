from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from articles import workflow
from articles.models import Article, CorrectionNote
from tests.builders import make_draft, make_published, make_section
from tests.public_pages import ago, assert_public_page, titles_in

pytestmark = pytest.mark.django_db
SEOUL = ZoneInfo("Asia/Seoul")


def at(day: int, hour: int) -> datetime:
    return datetime(2025, 10, day, hour, tzinfo=SEOUL)


def test_a_tag_lists_its_stories_newest_first(client: Client) -> None:
    make_published(title="먼저", tags=("한·미",), at=ago(days=2))
    make_published(title="나중", tags=("한·미",), at=ago(days=1))
    make_published(title="다른 이야기", tags=("도서관",))
    make_draft(title="비밀", tags=("한·미",))
    html = assert_public_page(client.get("/tags/한·미/"))
    assert titles_in(html) == ["나중", "먼저"]


def test_a_decomposed_tag_finds_the_same_page(client: Client) -> None:
    make_published(tags=("각",))
    assert client.get("/tags/\u1100\u1161\u11a8/").status_code == 200


def test_a_tag_of_unpublished_stories_only_is_unknown(client: Client) -> None:
    make_draft(tags=("비밀",))
    assert client.get("/tags/비밀/").content == client.get("/tags/없음/").content


def test_a_day_holds_the_stories_of_its_seoul_day(client: Client) -> None:
    make_published(title="자정 무렵", at=at(29, 0))
    make_published(title="밤늦게", at=at(29, 23))
    make_published(title="이튿날", at=at(30, 0))
    make_published(title="한참 전", at=at(3, 12))
    html = assert_public_page(client.get("/archive/2025/10/29/"))
    assert titles_in(html) == ["밤늦게", "자정 무렵"]
    assert 'href="/archive/2025/10/03/"' in html
    assert 'href="/archive/2025/10/30/"' in html
    assert "2025년 10월 29일 수요일" in html


def test_a_day_without_stories_says_so(client: Client) -> None:
    html = assert_public_page(client.get("/archive/2025/10/29/"))
    assert "이날 게재한 기사가 없습니다." in html


@pytest.mark.parametrize(
    "day",
    [
        "2025/02/30",
        "2025/13/01",
        "0/1/1",
        "9999/12/31999",
        "99999/1/1",
        f"{10**20}/1/1",
        f"2025/{10**20}/1",
    ],
)
def test_a_day_that_does_not_exist_is_unknown(client: Client, day: str) -> None:
    assert client.get(f"/archive/{day}/").status_code == 404


@pytest.mark.parametrize("day", ["0001/01/01", "9999/12/31"])
def test_the_ends_of_time_do_not_break_it(client: Client, day: str) -> None:
    assert client.get(f"/archive/{day}/").status_code == 404


def test_no_corrections_yet_says_so(client: Client) -> None:
    assert "아직 정정·반론·추후보도가 없습니다." in assert_public_page(client.get("/corrections/"))


def test_a_correction_note_is_no_legal_notice(client: Client) -> None:
    story = make_published(title="고친 이야기")
    workflow.correct(story, by=None, reason="날짜를 고침")
    html = assert_public_page(client.get("/corrections/"))
    assert "날짜를 고침" not in html
    assert "날짜를 고침" in client.get(story.get_absolute_url()).content.decode()


@pytest.mark.parametrize("address", ["/tags/도서관/", "/archive/2025/10/29/", "/corrections/"])
def test_a_list_costs_the_same_whatever_its_length(
    client: Client, django_assert_max_num_queries: object, address: str
) -> None:
    for number in range(24):
        section = make_section(parent=make_section())
        story = make_published(
            title=f"이야기 {number}", tags=("도서관",), at=at(29, number), section_id=section.pk
        )
        CorrectionNote.objects.create(article=story, text="고침", created_at=ago(days=1))
    assert Article.objects.count() == 24
    with django_assert_max_num_queries(10):
        assert client.get(address).status_code == 200
