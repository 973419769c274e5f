import re

import pytest
from django.test import Client

from articles import workflow
from frontpage.models import PinnedArticle
from tests.builders import (
    make_draft,
    make_photo,
    make_published,
    make_reporter,
    make_section,
)
from tests.public_pages import ago, assert_public_page, titles_in

pytestmark = pytest.mark.django_db


def front(client: Client) -> str:
    response = client.get("/")
    assert response.status_code == 200
    return assert_public_page(response)


def part(html: str, name: str) -> str:
    """The part of the page whose class begins with `name`, "" if it isn't there."""
    found = re.search(rf'<(section|div) class="{name}[^"]*".*?</\1>', html, re.DOTALL)
    return found.group() if found else ""


def above_the_blocks(html: str) -> str:
    return html[html.index("<main") : html.index('class="blocks"')]


def test_an_empty_site_says_so(client: Client) -> None:
    assert "아직 게재한 기사가 없습니다." in front(client)


def test_pinned_stories_stand_on_top_in_their_order_and_then_the_newest(client: Client) -> None:
    old = make_published(title="오래된 머리기사", at=ago(days=30))
    second = make_published(title="둘째 머리기사", at=ago(days=20))
    for number in range(3):
        make_published(title=f"새 소식 {number}", at=ago(hours=10 + number))
    PinnedArticle.objects.create(article=second, order=2)
    PinnedArticle.objects.create(article=old, order=1)
    titles = titles_in(above_the_blocks(front(client)))
    assert titles == ["오래된 머리기사", "둘째 머리기사", "새 소식 0", "새 소식 1", "새 소식 2"]


def test_breaking_news_of_the_last_six_hours_stands_in_the_ribbon(client: Client) -> None:
    make_published(title="방금 속보", labels=("breaking",), at=ago(hours=5, minutes=50))
    make_published(title="지난 속보", labels=("breaking",), at=ago(hours=6, minutes=10))
    make_published(title="보통 소식", at=ago(hours=1))
    ribbon = part(front(client), "ribbon")
    assert "속보</h2>" in ribbon
    assert titles_in(ribbon) == ["방금 속보"]


def test_without_breaking_news_there_is_no_ribbon(client: Client) -> None:
    make_published()
    assert 'class="ribbon"' not in front(client)


def test_no_story_stands_twice_above_the_section_blocks(client: Client) -> None:
    photo = make_photo(alt="그림")
    for number in range(30):
        story = make_published(
            title=f"이야기 {number}",
            labels=("breaking", "photo") if number % 3 == 0 else (),
            lead_photo_id=photo.pk if number % 2 else None,
            at=ago(minutes=20 * number + 1),
        )
        if number % 7 == 0:
            PinnedArticle.objects.create(article=story, order=number // 7 + 1)
    titles = titles_in(above_the_blocks(front(client)))
    assert len(titles) == len(set(titles))
    assert len(titles) > 12


def test_the_photo_strip_takes_photo_stories_first(client: Client) -> None:
    photo = make_photo(alt="그림")
    for number in range(12):
        make_published(title=f"이야기 {number}", at=ago(hours=7 + number))
    make_published(title="사진 있는 기사", lead_photo_id=photo.pk, at=ago(days=2))
    make_published(title="포토", lead_photo_id=photo.pk, labels=("photo",), at=ago(days=3))
    assert titles_in(part(front(client), "strip")) == ["포토", "사진 있는 기사"]


def test_each_section_with_stories_has_a_block_with_more(client: Client) -> None:
    full = make_section("경제", slug="economy", order=1)
    child = make_section("산업", parent=full, slug="industry")
    make_section("빈 섹션", slug="empty", order=2)
    make_published(title="산업 이야기", section_id=child.pk)
    html = front(client)
    block = html[html.index('class="block hue-') : html.index('class="rail"')]
    assert titles_in(block) == ["산업 이야기"]
    assert 'class="more" href="/sections/economy/"' in block
    assert "더보기" in block
    assert 'id="section-empty"' not in html
    assert 'id="section-industry"' not in html


def test_opinion_has_a_block_of_its_own(client: Client) -> None:
    section = make_section("오피니언", slug="opinion")
    writer = make_reporter("김논설")
    make_published(title="느린 우체통", section_id=section.pk, reporter_ids=(writer.pk,))
    html = front(client)
    assert 'id="section-opinion"' not in html
    opinion = part(html, "opinion")
    assert titles_in(opinion) == ["느린 우체통"]
    assert "김논설" in opinion


def test_advertising_is_marked_and_does_not_lead(client: Client) -> None:
    make_published(title="창호 점검법", reporting_type="advertising", at=ago(minutes=1))
    make_published(title="보통 소식", at=ago(hours=1))
    html = front(client)
    assert titles_in(above_the_blocks(html)) == ["보통 소식"]
    assert re.search(r"광고</span>\s*<a [^>]*>창호 점검법", part(html, "latest-list"))


def test_a_block_leads_with_what_does_not_stand_on_top(client: Client) -> None:
    section = make_section("경제", slug="economy")
    for number in range(10):
        make_published(title=f"이야기 {number}", section_id=section.pk, at=ago(hours=7 + number))
    make_published(
        title="창호 점검법", section_id=section.pk, reporting_type="advertising", at=ago(hours=20)
    )
    html = front(client)
    block = html[html.index('class="block hue-') : html.index('class="rail"')]
    assert titles_in(block)[0] == "이야기 9"


def test_nothing_unpublished_shows(client: Client) -> None:
    make_published(title="보통 소식")
    make_draft(title="비밀 초안", labels=("breaking",))
    html = front(client)
    assert "비밀" not in html


def test_a_pin_of_a_withdrawn_story_shows_nothing(client: Client) -> None:
    story = make_published(title="내려간 이야기")
    PinnedArticle.objects.create(article=story, order=1)
    workflow.withdraw(story, by=None, reason="사실과 다름")
    assert "내려간 이야기" not in front(client)


def test_the_number_of_queries_does_not_grow(
    client: Client, django_assert_max_num_queries: object
) -> None:
    photo = make_photo(alt="그림")
    sections = [make_section(f"섹션 {number}") for number in range(12)]
    sections.append(make_section("오피니언", slug="opinion"))
    for number in range(60):
        story = make_published(
            section_id=sections[number % len(sections)].pk,
            reporter_ids=(make_reporter(photo=photo).pk,),
            labels=("breaking",) if number % 9 == 0 else (),
            lead_photo_id=photo.pk if number % 2 else None,
            at=ago(minutes=9 * number),
        )
        if number % 11 == 0 and number < 55:
            PinnedArticle.objects.create(article=story, order=number // 11 + 1)
    with django_assert_max_num_queries(10):
        client.get("/")
