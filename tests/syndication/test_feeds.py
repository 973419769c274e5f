from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles.labels import Label, ReportingType
from articles.models import Article
from mastheads.models import Masthead
from photos import renditions
from tests.builders import (
    make_photo,
    make_published,
    make_rendered_photo,
    make_reporter,
    make_section,
)
from tests.syndication.documents import NAMES, SITE, parse, text, texts
from tests.syndication.hidden import make_hidden

pytestmark = pytest.mark.django_db

ONE_AFTERNOON = datetime(2025, 10, 29, 5, 5, tzinfo=UTC)


def titles(client: Client, path: str = "/feed/") -> list[str]:
    return texts(parse(client.get(path)), "channel/item/title")


def test_channel_names_the_newspaper_and_its_own_address(client: Client) -> None:
    Masthead.objects.create(pk=1, title="가온신문", slogan="가온시의 오늘")
    response = client.get("/feed/", headers={"host": "127.0.0.1"})
    channel = parse(response).find("channel")
    assert channel is not None
    assert response["Content-Type"] == "application/rss+xml; charset=utf-8"
    assert not response.cookies
    assert text(channel, "title") == "가온신문"
    assert text(channel, "description") == "가온시의 오늘"
    assert text(channel, "link") == f"{SITE}/"
    assert text(channel, "language") == "ko"
    (link,) = channel.findall("atom:link", NAMES)
    assert link.attrib == {"rel": "self", "href": f"{SITE}/feed/"}


def test_item_says_who_when_where_and_about_what(client: Client) -> None:
    photo = make_rendered_photo()
    section = make_section("경기소식")
    reporters = (make_reporter("홍길동"), make_reporter("김철수"))
    article = make_published(
        at=ONE_AFTERNOON,
        title="새 도서관 문 열어",
        subtitle="책 5만 권",
        labels=(Label.EXCLUSIVE,),
        section_id=section.pk,
        reporter_ids=tuple(reporter.pk for reporter in reporters),
        tags=("도서관", "가온시"),
        lead_photo_id=photo.pk,
    )
    (item,) = parse(client.get("/feed/", headers={"host": "127.0.0.1"})).findall("channel/item")
    assert text(item, "title") == "[단독] 새 도서관 문 열어"
    assert text(item, "link") == f"{SITE}/articles/{article.pk}/"
    assert text(item, "description") == "책 5만 권"
    assert text(item, "pubDate") == "Wed, 29 Oct 2025 14:05:00 +0900"
    assert texts(item, "dc:creator") == ["홍길동", "김철수"]
    assert texts(item, "category")[0] == "경기소식"
    assert set(texts(item, "category")) == {"경기소식", "도서관", "가온시"}
    (guid,) = item.findall("guid")
    assert guid.text == f"{SITE}/articles/{article.pk}/"
    assert guid.get("isPermaLink") == "true"
    (enclosure,) = item.findall("enclosure")
    address = photo.rendition_address("whole", 1600, "jpg")
    served = client.get(address)
    assert enclosure.attrib == {
        "url": SITE + address,
        "length": str(len(b"".join(served.streaming_content))),  # type: ignore[attr-defined]
        "type": "image/jpeg",
    }


def test_lost_picture_file_costs_the_enclosure_alone(client: Client) -> None:
    photo = make_rendered_photo()
    make_published(lead_photo_id=photo.pk)
    renditions.delete_set(photo.token, photo.rendition_set)
    (item,) = parse(client.get("/feed/")).findall("channel/item")
    assert item.findall("enclosure") == []


def test_description_is_the_opening_as_text_for_html_readers(client: Client) -> None:
    make_published(
        body=f"<p>영화 &lt;강물&gt;이 <strong>개봉</strong>했다.</p><p>{'가나다 ' * 90}</p>"
    )
    described = text(parse(client.get("/feed/")), "channel/item/description")
    assert described.startswith("영화 &lt;강물&gt;이 개봉했다. 가나다")
    assert described.endswith("…")
    assert len(described.replace("&lt;", "<").replace("&gt;", ">")) <= 200


def test_newest_thirty_newest_first(client: Client) -> None:
    section, reporter = make_section(), make_reporter()
    for number in range(32):
        make_published(
            at=ONE_AFTERNOON + timedelta(minutes=number),
            title=f"{number}번",
            section_id=section.pk,
            reporter_ids=(reporter.pk,),
        )
    assert titles(client) == [f"{number}번" for number in range(31, 1, -1)]


def test_advertising_is_left_out_everywhere(client: Client) -> None:
    section, reporter = make_section(), make_reporter()
    make_published(
        section_id=section.pk,
        reporter_ids=(reporter.pk,),
        reporting_type=ReportingType.ADVERTISING,
    )
    assert titles(client) == []
    assert titles(client, f"/sections/{section.slug}/feed/") == []
    assert titles(client, f"/reporters/{reporter.pk}/feed/") == []


def test_section_feed_holds_its_own_further_and_childrens_stories(client: Client) -> None:
    section = make_section("경제", slug="economy")
    child = make_section("금융", parent=section)
    make_published(title="경제 기사", at=ONE_AFTERNOON, section_id=section.pk)
    make_published(title="금융 기사", at=ONE_AFTERNOON - timedelta(hours=1), section_id=child.pk)
    make_published(
        title="함께 실은 기사",
        at=ONE_AFTERNOON - timedelta(hours=2),
        further_section_ids=(section.pk, child.pk),
    )
    make_published(title="다른 기사")
    channel = parse(client.get("/sections/economy/feed/")).find("channel")
    assert channel is not None
    assert texts(channel, "item/title") == ["경제 기사", "금융 기사", "함께 실은 기사"]
    assert text(channel, "title").endswith(" - 경제")
    assert text(channel, "link") == f"{SITE}/sections/economy/"


def test_reporter_feed_holds_every_story_they_signed(client: Client) -> None:
    first, second = make_reporter("홍길동"), make_reporter("김철수")
    make_published(title="둘이 쓴 기사", reporter_ids=(first.pk, second.pk))
    make_published(title="다른 기사", reporter_ids=(first.pk,))
    assert titles(client, f"/reporters/{second.pk}/feed/") == ["둘이 쓴 기사"]


@pytest.mark.parametrize(
    "path", ["/sections/nowhere/feed/", "/reporters/999999/feed/", f"/reporters/{10**30}/feed/"]
)
def test_unknown_feed_is_not_found(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_only_what_readers_see_is_in_a_feed(client: Client) -> None:
    section, reporter = make_section(), make_reporter()
    make_hidden(section_id=section.pk, reporter_ids=(reporter.pk,))
    for path in ("/feed/", f"/sections/{section.slug}/feed/", f"/reporters/{reporter.pk}/feed/"):
        response = client.get(path)
        assert titles(client, path) == []
        assert b"/photos/" not in response.content


def test_control_characters_in_any_text_leave_the_feed_readable(client: Client) -> None:
    hostile = "앞\x08\x1f\ufffe]]>뒤"
    Masthead.objects.create(pk=1, title=hostile, slogan=hostile, copyright_line=hostile)
    section, reporter = make_section(hostile), make_reporter(hostile)
    article = make_published(section_id=section.pk, reporter_ids=(reporter.pk,), tags=("꼬리",))
    # Rows that came in by another road than the forms: nothing has tidied them.
    Article.objects.filter(pk=article.pk).update(title=hostile, subtitle=hostile)
    article.tags.update(name=hostile)
    (item,) = parse(client.get("/feed/")).findall("channel/item")
    assert text(item, "title") == "앞]]>뒤"
    assert text(item, "dc:creator") == "앞]]>뒤"
    assert texts(item, "category") == ["앞]]>뒤", "앞]]>뒤"]


@pytest.mark.parametrize("stories", [3, 30])
def test_queries_do_not_grow_with_the_stories(
    client: Client, stories: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    Masthead.objects.create(pk=1, title="가온신문")
    section = make_section(slug="one", parent=make_section())
    reporters = (make_reporter(), make_reporter())
    for _ in range(stories):
        make_published(
            section_id=section.pk,
            reporter_ids=tuple(reporter.pk for reporter in reporters),
            tags=("가", "나"),
            lead_photo_id=make_photo().pk,
        )
    # Masthead with its two lists; stories, bylines with reporters, tags; one for whose feed it is.
    with django_assert_num_queries(6):
        client.get("/feed/")
    for path in ("/sections/one/feed/", f"/reporters/{reporters[0].pk}/feed/"):
        with django_assert_num_queries(7):
            client.get(path)
