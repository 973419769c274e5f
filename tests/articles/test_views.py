import json
import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client, RequestFactory
from django.utils import timezone

from articles import workflow
from articles.models import Article, CorrectionNote
from articles.states import Status
from articles.views import render_article
from tests.builders import (
    make_draft,
    make_photo,
    make_published,
    make_reporter,
    make_section,
)
from tests.public_pages import Elements, ago, assert_public_page, titles_in

pytestmark = pytest.mark.django_db
SEOUL = ZoneInfo("Asia/Seoul")


def full_story() -> Article:
    """A story with all that an article page can show."""
    parent = make_section("사회")
    section = make_section("교통·환경", parent=parent)
    first = make_reporter("김정민", email="kim@example.com", introduction="길을 씁니다.")
    second = make_reporter("윤채이")
    make_published(
        title="이전 이야기", section_id=section.pk, at=datetime(2025, 10, 1, tzinfo=SEOUL)
    )
    related = make_published(title="얽힌 이야기", at=ago(days=39))
    make_published(title="같은 기자 이야기", reporter_ids=(first.pk,), at=ago(days=38))
    photo = make_photo(caption="새 도서관 앞", credit="가온시 제공", alt="도서관 건물")
    story = make_published(
        title="가온시, 새 도서관 열어",
        subtitle="다섯 해 만에 문 열어",
        section_id=section.pk,
        reporter_ids=(first.pk, second.pk),
        tags=("도서관", "가온시"),
        labels=("exclusive",),
        lead_photo_id=photo.pk,
        related_ids=(related.pk,),
        at=datetime(2025, 10, 29, 14, 5, tzinfo=SEOUL),
    )
    make_published(title="다음 이야기", section_id=section.pk, at=ago(hours=1))
    return story


def page(client: Client, article: Article) -> str:
    response = client.get(article.get_absolute_url())
    assert response.status_code == 200
    return assert_public_page(response)


def test_it_shows_everything_in_the_order_readers_expect(client: Client) -> None:
    story = full_story()
    CorrectionNote.objects.create(article=story, text="날짜를 고쳤습니다.", created_at=ago(days=1))
    Article.objects.filter(pk=story.pk).update(modified_at=ago(days=1))
    html = page(client, story)
    expected = [
        'class="breadcrumb"',
        "교통·환경</a>",
        "[단독]</span> 가온시, 새 도서관 열어</h1>",
        "다섯 해 만에 문 열어</p>",
        'class="by"',
        "입력 <time",
        "수정 <time",
        "가−",
        "인쇄</a>",
        "네이버</a>",
        "주소 복사",
        'class="lead-photo"',
        "새 도서관 앞",
        "가온시 제공",
        'class="article-body"',
        "날짜를 고쳤습니다.",
        "【예시신문 = 김정민·윤채이 기자】",
        "mailto:kim@example.com",
        "무단전재 및 재배포 금지",
        'rel="tag"',
        "얽힌 이야기",
        "길을 씁니다.",
        'data-parts="reporter"',
        'data-parts="most-read latest"',
        "첫 화면으로</a>",
        "이전 이야기",
        "다음 이야기",
        'class="site-footer"',
    ]
    main = html[html.index("<main") :]
    places = [
        main.rindex(part) if part.startswith(("이전 ", "다음 ")) else main.index(part)
        for part in expected
    ]
    assert places == sorted(places)


def test_times_carry_the_seoul_offset_and_are_shown_to_the_minute(client: Client) -> None:
    story = full_story()
    html = page(client, story)
    assert '<time datetime="2025-10-29T14:05:00+09:00">2025.10.29 14:05</time>' in html
    assert '수정 <time datetime="2025-10-29T14:05:00+09:00">2025.10.29 14:05</time>' in html
    modified = datetime(2025, 10, 29, 16, 20, tzinfo=SEOUL)
    Article.objects.filter(pk=story.pk).update(modified_at=modified)
    html = page(client, story)
    assert '수정 <time datetime="2025-10-29T16:20:00+09:00">2025.10.29 16:20</time>' in html


def test_metadata_names_the_address_from_settings(client: Client) -> None:
    story = full_story()
    response = client.get(story.get_absolute_url(), headers={"host": "127.0.0.1"})
    elements = Elements(response.content.decode())
    properties = {
        meta.get("property") or meta.get("name"): meta["content"]
        for meta in elements.named("meta")
        if "content" in meta
    }
    address = f"https://news.example.com/articles/{story.pk}/"
    canonical = [link["href"] for link in elements.named("link") if link["rel"] == "canonical"]
    assert canonical == [address]
    assert properties["og:url"] == address
    assert properties["og:type"] == "article"
    assert properties["og:locale"] == "ko_KR"
    assert properties["og:title"] == properties["twitter:title"] == story.title
    assert properties["og:description"] == story.subtitle
    assert properties["og:image"].startswith("https://news.example.com/photos/")
    assert properties["twitter:card"] == "summary_large_image"
    articles = elements.named("article")
    assert articles[0]["data-article-id"] == str(story.pk)


def test_a_story_costs_at_most_thirteen_queries(
    client: Client, django_assert_max_num_queries: object
) -> None:
    story = full_story()
    CorrectionNote.objects.create(article=story, text="고침", created_at=timezone.now())
    Article.objects.filter(pk=story.pk).update(modified_at=timezone.now())
    for number in range(6):
        make_published(title=f"다른 이야기 {number}", section_id=story.section_id)
    with django_assert_max_num_queries(13):
        client.get(story.get_absolute_url())
    with django_assert_max_num_queries(10):
        client.get(f"{story.get_absolute_url()}print/")


def test_a_slug_is_decoration(client: Client) -> None:
    story = make_published()
    response = client.get(f"/articles/{story.pk}/새-도서관/")
    assert response.status_code == 301
    assert response["Location"] == f"/articles/{story.pk}/"


def test_unpublished_and_unknown_answer_alike(client: Client) -> None:
    draft = make_draft(title="아직 비밀")
    later = make_published(title="내일 나올 이야기")
    Article.objects.filter(pk=later.pk).update(
        status=Status.SCHEDULED,
        published_at=timezone.now() + timedelta(days=1),
        modified_at=None,
    )
    unknown = client.get("/articles/999999/")
    assert unknown.status_code == 404
    html = assert_public_page(unknown)
    assert "찾으시는 페이지가 없습니다" in html
    for address in (
        f"/articles/{draft.pk}/",
        f"/articles/{draft.pk}/print/",
        f"/articles/{later.pk}/",
        "/articles/99999999999999999999999/",
    ):
        response = client.get(address)
        assert response.status_code == 404
        assert response.content == unknown.content


def test_a_scheduled_story_is_there_once_its_time_has_come(client: Client) -> None:
    story = make_published(at=ago(days=2))
    Article.objects.filter(pk=story.pk).update(status=Status.SCHEDULED)
    assert story.title in page(client, story)


def test_a_withdrawn_story_is_gone_and_its_title_with_it(client: Client) -> None:
    section = make_section()
    story = make_published(title="내려간 이야기", tags=("도서관",), section_id=section.pk)
    workflow.withdraw(story, by=None, reason="사실과 다름")
    for address in (story.get_absolute_url(), f"{story.get_absolute_url()}print/"):
        response = client.get(address)
        assert response.status_code == 410
        html = assert_public_page(response)
        assert "게재가 중지된 기사입니다" in html
        assert "내려간 이야기" not in html
    for address in ("/", section.get_absolute_url(), "/tags/도서관/"):
        assert "내려간 이야기" not in client.get(address).content.decode()


def test_advertising_is_marked_above_the_title_and_after_the_body(client: Client) -> None:
    html = page(client, make_published(title="창호 점검법", reporting_type="advertising"))
    before, after = html.split('class="article-body"')
    mark = '<span class="ad-mark">광고</span>'
    assert before.index(mark, before.index("<main")) < before.index("<h1")
    assert mark in after[: after.index('class="byline"')]


def test_an_embed_is_a_link_and_loads_nothing(client: Client) -> None:
    body = '<p>영상.</p><figure data-embed="youtube:dQw4w9WgXcQ"></figure>'
    html = page(client, make_published(body=body))
    assert 'href="https://www.youtube.com/watch?v=dQw4w9WgXcQ"' in html
    assert "<iframe" not in html


def test_related_stories_are_only_those_readers_may_see(client: Client) -> None:
    hidden = make_draft(title="숨은 이야기")
    story = make_published(related_ids=(hidden.pk,))
    assert "숨은 이야기" not in page(client, story)


def test_neighbours_come_from_the_same_section(client: Client) -> None:
    section = make_section()
    moment = ago(days=1)
    one, two, three = (
        make_published(title=f"{number}번째", section_id=section.pk, at=moment)
        for number in range(3)
    )
    make_published(title="남의 섹션", at=ago(hours=1))
    html = page(client, two)
    neighbours = html[html.index('class="neighbours"') : html.index("</main>")]
    assert f'class="previous" href="{one.get_absolute_url()}"' in neighbours
    assert f'class="next" href="{three.get_absolute_url()}"' in neighbours
    assert "남의 섹션" not in neighbours


def test_print_view_has_the_source_address_and_no_furniture(client: Client) -> None:
    story = full_story()
    html = assert_public_page(client.get(f"{story.get_absolute_url()}print/"))
    assert f"https://news.example.com/articles/{story.pk}/" in html
    assert '<meta name="robots" content="noindex">' in html
    assert "<nav" not in html
    assert "<script" not in html
    assert "최신기사" not in html


def test_a_preview_says_so_and_is_never_kept(rf: RequestFactory) -> None:
    draft = make_draft(title="아직 쓰는 이야기")
    response = render_article(rf.get("/"), draft, preview=True)
    html = response.content.decode()
    assert response["Cache-Control"] == "no-store"
    assert "미리보기" in html
    assert "게재 전" in html
    assert '<meta name="robots" content="noindex">' in html
    assert 'data-article-id="' in html


def test_titles_are_escaped(client: Client) -> None:
    html = page(client, make_published(title='<script>alert("가")</script>'))
    assert "<script>alert" not in html


def test_a_page_works_for_a_story_with_nothing_but_the_least(client: Client) -> None:
    html = page(client, make_published(title="짧은 소식"))
    assert 'class="lead-photo"' not in html
    assert 'rel="tag"' not in html
    assert "관련 기사" not in html


def test_structured_data_if_any_is_json(client: Client) -> None:
    html = page(client, full_story())
    for data in re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.S):
        json.loads(data)


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_only_reading_is_allowed(client: Client, method: str) -> None:
    story = make_published()
    assert getattr(client, method)(story.get_absolute_url()).status_code == 405


def test_lists_that_change_elsewhere_are_no_part_of_the_page(client: Client) -> None:
    story = full_story()
    before = page(client, story)
    make_published(
        title="같은 기자의 새 이야기",
        section_id=story.section_id,
        reporter_ids=(story.lead_reporter_id,),
    )
    assert page(client, story) == before
    assert f'data-beside="/articles/{story.pk}/beside/"' in before


def test_there_are_plain_ways_on_without_a_script(client: Client) -> None:
    story = full_story()
    html = page(client, story)
    ways = html[html.index('class="ways-on"') : html.index("</aside>")]
    assert titles_in(ways) == []
    for address in (
        story.section.get_absolute_url(),
        story.lead_reporter.get_absolute_url(),
        "/",
    ):
        assert f'href="{address}"' in ways


def test_a_preview_counts_no_view_and_fetches_nothing(rf: RequestFactory) -> None:
    html = render_article(rf.get("/"), make_draft(), preview=True).content.decode()
    assert "data-view-beacon" not in html
    assert "data-beside" not in html
    assert "/readership/" not in html
    assert "첫 화면으로</a>" in html
