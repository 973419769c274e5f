"""What the pages say of the feeds and hold as structured data."""

import json
import re

import pytest
from django.test import Client

from tests.builders import make_published, make_reporter, make_section

pytestmark = pytest.mark.django_db

FEED = re.compile(r'<link rel="alternate" type="application/rss\+xml"[^>]* href="([^"]+)"')
DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def kinds(page: str) -> list[str]:
    return [json.loads(found)["@type"] for found in DATA.findall(page)]


def test_article_page_carries_its_structured_data(client: Client) -> None:
    article = make_published()
    page = client.get(article.get_absolute_url()).text
    assert kinds(page) == ["NewsArticle", "BreadcrumbList"]
    assert FEED.findall(page) == ["/feed/"]


def test_front_page_describes_the_site(client: Client) -> None:
    page = client.get("/").text
    assert kinds(page) == ["WebSite", "NewsMediaOrganization"]
    assert FEED.findall(page) == ["/feed/"]


def test_section_and_reporter_pages_name_their_feeds(client: Client) -> None:
    section, reporter = make_section(), make_reporter()
    for owner in (section, reporter):
        path = owner.get_absolute_url()
        feeds = FEED.findall(client.get(path).text)
        assert feeds == ["/feed/", f"{path}feed/"]
        assert client.get(feeds[-1]).status_code == 200
