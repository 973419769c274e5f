import pytest
from django.test import Client

from tests.builders import make_draft, make_published, make_section
from tests.public_pages import ago, assert_public_page, titles_in

pytestmark = pytest.mark.django_db


def test_it_lists_its_own_and_its_childrens_stories_newest_first(client: Client) -> None:
    parent = make_section("경제", slug="economy")
    child = make_section("산업", parent=parent, slug="industry")
    other = make_section("문화")
    make_published(title="경제 이야기", section_id=parent.pk, at=ago(days=3))
    make_published(title="산업 이야기", section_id=child.pk, at=ago(days=2))
    make_published(
        title="함께 실은 이야기",
        section_id=other.pk,
        further_section_ids=(child.pk,),
        at=ago(days=1),
    )
    make_published(title="문화 이야기", section_id=other.pk)
    make_draft(title="비밀", section_id=parent.pk)
    html = assert_public_page(client.get("/sections/economy/"))
    assert titles_in(html) == ["함께 실은 이야기", "산업 이야기", "경제 이야기"]
    assert 'href="/sections/industry/"' in html


def test_a_child_names_its_parent(client: Client) -> None:
    parent = make_section("경제", slug="economy")
    make_section("산업", parent=parent, slug="industry")
    html = assert_public_page(client.get("/sections/industry/"))
    breadcrumb = html[html.index('class="breadcrumb"') : html.index("<h1")]
    assert breadcrumb.index("홈") < breadcrumb.index("경제") < breadcrumb.index("산업")
    assert "아직 게재한 기사가 없습니다." in html


def test_twenty_stand_on_a_page(client: Client) -> None:
    section = make_section(slug="economy")
    for number in range(21):
        make_published(title=f"이야기 {number}", section_id=section.pk, at=ago(hours=number))
    first = assert_public_page(client.get("/sections/economy/"))
    second = assert_public_page(client.get("/sections/economy/?page=2"))
    assert titles_in(first) == [f"이야기 {number}" for number in range(20)]
    assert titles_in(second) == ["이야기 20"]
    canonical = '<link rel="canonical" href="https://news.example.com/sections/economy/{}">'
    assert canonical.format("") in first
    assert canonical.format("?page=2") in second


@pytest.mark.parametrize("page", ["0", "2", "-1", "x", "", "1.0", "٣", "9" * 40, "01"])
def test_a_page_that_does_not_exist_is_unknown(client: Client, page: str) -> None:
    make_section(slug="economy")
    assert client.get("/sections/economy/", {"page": page}).status_code == 404


def test_an_unknown_section_is_unknown(client: Client) -> None:
    assert client.get("/sections/nowhere/").status_code == 404


def test_advertising_is_marked(client: Client) -> None:
    section = make_section(slug="economy")
    make_published(title="창호 점검법", section_id=section.pk, reporting_type="advertising")
    html = assert_public_page(client.get("/sections/economy/"))
    row = html[html.index('class="row"') : html.index("창호 점검법</a>")]
    assert '<span class="ad-mark">광고</span>' in row


def test_it_costs_at_most_nine_queries(
    client: Client, django_assert_max_num_queries: object
) -> None:
    section = make_section(slug="economy")
    for number in range(25):
        child = make_section(f"하위 {number}", parent=section)
        make_published(section_id=child.pk)
    for address in ("/sections/economy/", "/sections/economy/?page=2"):
        with django_assert_max_num_queries(9):
            assert client.get(address).status_code == 200
