"""The page of what a reader's browser keeps, and what it needs of a story."""

import pytest
from django.test import Client, RequestFactory

from articles.views import render_article
from tests.builders import make_published, make_section
from tests.public_pages import Elements, assert_public_page

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def test_the_page_is_the_same_for_everybody_and_says_so_without_scripts(client: Client) -> None:
    response = client.get("/saved/")
    html = assert_public_page(response)
    assert response.status_code == 200
    assert '<meta name="robots" content="noindex">' in html
    assert "이 브라우저 안에만 남고" in html
    [unfilled] = html.split("<noscript>")[1:]
    assert "자바스크립트를 켜야 합니다" in unfilled.split("</noscript>")[0]
    lists = [section for section in Elements(html).named("section") if "data-kept" in section]
    assert [section["data-kept"] for section in lists] == ["saved", "read"]
    assert all("hidden" in section for section in lists)


def test_it_is_reached_from_every_page_and_not_from_the_sitemap(client: Client) -> None:
    make_published()
    for path in ("/corrections/", "/saved/"):
        assert 'href="/saved/"' in client.get(path).text, path
    assert "/saved/" not in client.get("/sitemaps/pages.xml").text


def test_a_story_can_be_saved_and_a_preview_cannot(client: Client, rf: RequestFactory) -> None:
    story = make_published(section_id=make_section("문화").pk)
    [button] = saving(client.get(story.get_absolute_url()).text)
    assert button["data-save"] == str(story.pk)
    assert button["data-section"] == "문화"
    assert button["aria-pressed"] == "false"
    assert saving(render_article(rf.get("/"), story, preview=True).text) == []


def saving(html: str) -> list[dict[str, str]]:
    return [button for button in Elements(html).named("button") if "data-save" in button]
