import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles import workflow
from articles.models import Article
from articles.states import Status
from readership.models import MostRead
from tests.builders import make_draft, make_published, make_reporter
from tests.public_pages import Elements, ago, titles_in

pytestmark = pytest.mark.django_db


def place(*stories: Article) -> None:
    for number, story in enumerate(stories, 1):
        MostRead.objects.create(place=number, article=story)


def fragment(client: Client, article: Article) -> str:
    response = client.get(f"{article.get_absolute_url()}beside/")
    assert response.status_code == 200
    return checked(response)


def checked(response: Any) -> str:
    html: str = response.content.decode()
    assert response["X-Robots-Tag"] == "noindex"
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert Elements(html).named("div")[0]["lang"] == "ko"
    assert not Elements(html).named("html", "h1", "script", "style", "link")
    return html


def part(html: str, name: str) -> list[str]:
    """The titles in one part; [] when it isn't there."""
    found = re.search(rf'<section data-part="{name}".*?</section>', html, re.DOTALL)
    return titles_in(found.group()) if found else []


def hidden_stories(**fields: Any) -> list[Article]:
    """A draft, one to come and one withdrawn."""
    draft = make_draft(title="숨은 초안", **fields)
    later = make_published(title="숨은 예약", **fields)
    Article.objects.filter(pk=later.pk).update(
        status=Status.SCHEDULED,
        published_at=timezone.now() + timedelta(hours=1),
        modified_at=None,
    )
    withdrawn = make_published(title="숨은 게재중지", **fields)
    workflow.withdraw(withdrawn, by=None, reason="사실과 다름")
    return [draft, later, withdrawn]


def test_it_has_the_ranking_the_latest_and_the_reporters_others(client: Client) -> None:
    reporter = make_reporter("김정민")
    story = make_published(title="이 기사", reporter_ids=(reporter.pk,), at=ago(hours=3))
    other = make_published(title="같은 기자", reporter_ids=(reporter.pk,), at=ago(days=3))
    newest = make_published(title="가장 새것", at=ago(hours=1))
    place(other, story, newest)
    html = fragment(client, story)
    assert part(html, "most-read") == ["같은 기자", "이 기사", "가장 새것"]
    assert part(html, "latest") == ["가장 새것", "같은 기자"]
    assert part(html, "reporter") == ["같은 기자"]
    assert "김정민 기자의 다른 기사</h3>" in html
    assert "많이 본 뉴스</h2>" in html
    assert "최신기사</h2>" in html
    current = [link for link in Elements(html).named("a") if "aria-current" in link]
    assert [link["href"] for link in current] == [story.get_absolute_url()]


def test_nothing_unpublished_shows(client: Client) -> None:
    reporter = make_reporter()
    story = make_published(title="이 기사", reporter_ids=(reporter.pk,))
    place(*hidden_stories(reporter_ids=(reporter.pk,)), story)
    html = fragment(client, story)
    assert "숨은" not in html
    assert part(html, "most-read") == ["이 기사"]
    front = checked(client.get("/readership/most-read/"))
    assert part(front, "most-read") == ["이 기사"]


def test_beside_what_readers_do_not_see_there_is_nothing(client: Client) -> None:
    draft, later, withdrawn = hidden_stories()
    unknown = client.get("/articles/999999/beside/")
    assert unknown.status_code == 404
    for story in (draft, later):
        response = client.get(f"{story.get_absolute_url()}beside/")
        assert response.status_code == 404
        assert response.content == unknown.content
    response = client.get(f"{withdrawn.get_absolute_url()}beside/")
    assert response.status_code == 410
    assert "숨은" not in response.content.decode()


def test_a_story_alone_has_nothing_beside_it(client: Client) -> None:
    html = fragment(client, make_published())
    assert "data-part" not in html
    assert "data-part" not in checked(client.get("/readership/most-read/"))


def test_the_front_has_the_whole_ranking(client: Client) -> None:
    stories = [make_published(title=f"이야기 {number}") for number in range(10)]
    place(*stories)
    html = checked(client.get("/readership/most-read/"))
    assert part(html, "most-read") == [story.title for story in stories]
    assert part(fragment(client, stories[0]), "most-read") == [s.title for s in stories[:7]]
    assert 'data-beside="/readership/most-read/"' in client.get("/").content.decode()


def test_titles_are_escaped_and_advertising_is_marked(client: Client) -> None:
    story = make_published()
    make_published(title="<b>굵게</b>", reporting_type="advertising")
    html = fragment(client, story)
    assert "<b>" not in html
    assert '<span class="ad-mark">광고</span>' in html


def test_it_costs_few_queries(client: Client, django_assert_max_num_queries: Any) -> None:
    reporter = make_reporter()
    stories = [make_published(reporter_ids=(reporter.pk,)) for _ in range(12)]
    place(*stories[:10])
    with django_assert_max_num_queries(5):
        fragment(client, stories[0])
    with django_assert_max_num_queries(3):
        client.get("/readership/most-read/")


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_only_reading_is_allowed(client: Client, method: str) -> None:
    story = make_published()
    for address in (f"{story.get_absolute_url()}beside/", "/readership/most-read/"):
        assert getattr(client, method)(address).status_code == 405
