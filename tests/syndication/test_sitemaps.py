from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles import listing, scheduling, workflow
from articles.labels import ReportingType
from articles.models import Article
from mastheads.models import Masthead
from newsroom.lib.dates import to_seoul
from pages.models import Page
from syndication import sitemaps
from tests.builders import make_draft, make_published, make_reporter, make_section
from tests.syndication.documents import NAMES, SITE, parse, text, texts
from tests.syndication.hidden import make_hidden

pytestmark = pytest.mark.django_db

# The last second of October in Seoul and the first of November; in UTC both are October.
LAST_OF_OCTOBER = datetime(2025, 10, 31, 14, 59, 59, tzinfo=UTC)
FIRST_OF_NOVEMBER = datetime(2025, 10, 31, 15, 0, 0, tzinfo=UTC)
OCTOBER, NOVEMBER = "/sitemaps/articles-2025-10.xml", "/sitemaps/articles-2025-11.xml"


def listed(client: Client, path: str) -> list[str]:
    """The addresses in a sitemap, without the site's own part."""
    found = texts(parse(client.get(path)), ".//map:loc")
    assert all(address.startswith(f"{SITE}/") for address in found)
    return [address.removeprefix(SITE) for address in found]


class TestIndex:
    def test_it_lists_the_months_of_seoul_and_the_pages(self, client: Client) -> None:
        make_published(at=LAST_OF_OCTOBER)
        make_published(at=FIRST_OF_NOVEMBER)
        response = client.get("/sitemap.xml", headers={"host": "127.0.0.1"})
        assert response["Content-Type"] == "application/xml; charset=utf-8"
        assert not response.cookies
        assert listed(client, "/sitemap.xml") == ["/sitemaps/pages.xml", NOVEMBER, OCTOBER]

    def test_lastmod_is_the_newest_change_of_the_file(self, client: Client) -> None:
        changed = make_published(at=LAST_OF_OCTOBER - timedelta(days=1))
        make_published(at=LAST_OF_OCTOBER)
        Article.objects.filter(pk=changed.pk).update(modified_at=FIRST_OF_NOVEMBER)
        listing.refresh([changed.pk])
        dates = texts(parse(client.get("/sitemap.xml")), "map:sitemap/map:lastmod")
        assert dates == ["2025-11-01T00:00:00+09:00"] * 2

    def test_it_is_there_before_the_first_story(self, client: Client) -> None:
        assert listed(client, "/sitemap.xml") == ["/sitemaps/pages.xml"]

    def test_what_readers_do_not_see_makes_no_month(self, client: Client) -> None:
        make_hidden()
        assert listed(client, "/sitemap.xml") == ["/sitemaps/pages.xml"]


class TestMonths:
    def test_each_holds_its_stories_with_lastmod(self, client: Client) -> None:
        october = make_published(at=LAST_OF_OCTOBER)
        november = make_published(at=FIRST_OF_NOVEMBER)
        assert listed(client, OCTOBER) == [october.get_absolute_url()]
        assert listed(client, NOVEMBER) == [november.get_absolute_url()]
        root = parse(client.get(OCTOBER))
        assert text(root, "map:url/map:lastmod") == "2025-10-31T23:59:59+09:00"

    def test_a_scheduled_story_whose_time_has_come_is_in(self, client: Client) -> None:
        article = make_published(at=LAST_OF_OCTOBER)
        Article.objects.filter(pk=article.pk).update(status="scheduled", modified_at=None)
        root = parse(client.get(OCTOBER))
        assert text(root, "map:url/map:lastmod") == "2025-10-31T23:59:59+09:00"

    def test_too_many_for_one_file_go_on_in_the_next(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sitemaps, "MOST_ADDRESSES", 2)
        articles = [
            make_published(at=LAST_OF_OCTOBER - timedelta(minutes=minutes))
            for minutes in (5, 4, 3, 2, 1)
        ]
        addresses = [article.get_absolute_url() for article in articles]
        second, third = "/sitemaps/articles-2025-10-2.xml", "/sitemaps/articles-2025-10-3.xml"
        assert listed(client, "/sitemap.xml")[1:] == [OCTOBER, second, third]
        files = [listed(client, path) for path in (OCTOBER, second, third)]
        assert files == [addresses[:2], addresses[2:4], addresses[4:]]
        assert client.get("/sitemaps/articles-2025-10-4.xml").status_code == 404

    def test_only_what_readers_see_is_in(self, client: Client) -> None:
        shown = make_published()
        make_hidden()
        month = f"{timezone.localtime():%Y-%m}"
        path = f"/sitemaps/articles-{month}.xml"
        assert listed(client, path) == [shown.get_absolute_url()]

    @pytest.mark.parametrize(
        "name",
        ["2025-10", "2025-13", "2025-00", "0001-01", "9999-12", "2025-10-1", "2025-10-02", "x"],
    )
    def test_no_stories_and_no_such_month_are_the_same_404(self, client: Client, name: str) -> None:
        assert client.get(f"/sitemaps/articles-{name}.xml").status_code == 404


class TestPages:
    def test_it_lists_front_sections_policies_and_reporters_with_stories(
        self, client: Client
    ) -> None:
        Page.objects.create(slug="privacy", title="개인정보처리방침")
        section = make_section(slug="economy")
        first, second, idle, hidden = (make_reporter() for _ in range(4))
        make_published(section_id=section.pk, reporter_ids=(first.pk, second.pk))
        make_hidden(section_id=section.pk, reporter_ids=(hidden.pk,))
        found = listed(client, "/sitemaps/pages.xml")
        reporters = [f"/reporters/{reporter.pk}/" for reporter in (first, second)]
        assert found == ["/", "/sections/economy/", "/pages/privacy/", *reporters]
        assert idle.get_absolute_url() not in found

    def test_the_front_changed_with_its_newest_story(self, client: Client) -> None:
        make_published(at=FIRST_OF_NOVEMBER)
        root = parse(client.get("/sitemaps/pages.xml"))
        assert texts(root, "map:url/map:lastmod") == ["2025-11-01T00:00:00+09:00"]


class TestNews:
    def test_it_says_what_a_search_engine_asks(self, client: Client) -> None:
        Masthead.objects.create(pk=1, title="가온신문")
        at = timezone.now() - timedelta(hours=47)
        article = make_published(at=at, title="<속도> & '균형'\x08")
        (url,) = parse(client.get("/news-sitemap.xml")).findall("map:url", NAMES)
        news = "news:news/news:"
        assert text(url, "map:loc") == SITE + article.get_absolute_url()
        assert text(url, f"{news}publication/news:name") == "가온신문"
        assert text(url, f"{news}publication/news:language") == "ko"
        assert text(url, f"{news}title") == "<속도> & '균형'"
        told = text(url, f"{news}publication_date")
        assert told.endswith("+09:00")
        assert datetime.fromisoformat(told) == at.replace(microsecond=0)

    def test_only_the_last_two_days_without_advertising(self, client: Client) -> None:
        now = timezone.now()
        recent = make_published(at=now - timedelta(hours=47))
        newer = make_published(at=now - timedelta(hours=1))
        make_published(at=now - timedelta(hours=49))
        make_published(reporting_type=ReportingType.ADVERTISING)
        make_hidden()
        assert listed(client, "/news-sitemap.xml") == [
            newer.get_absolute_url(),
            recent.get_absolute_url(),
        ]


def test_queries_do_not_grow_with_the_stories(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(3):
        make_published()
    month = f"{timezone.localtime():%Y-%m}"
    for path, queries in (
        ("/sitemap.xml", 3),
        ("/sitemaps/pages.xml", 5),
        (f"/sitemaps/articles-{month}.xml", 1),
        ("/news-sitemap.xml", 2),
    ):
        with django_assert_num_queries(queries):
            client.get(path)


def test_a_month_of_scheduled_stories_alone_is_listed(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing was ever published by hand in it; the next day it is listed all the same."""
    soon = timezone.now() + timedelta(minutes=1)
    article = make_draft()
    workflow.approve(workflow.submit(article, by=None), by=None)
    workflow.schedule(article, by=None, at=soon)
    monkeypatch.setattr(timezone, "now", lambda: soon)
    scheduling.settle_due()
    monkeypatch.setattr(timezone, "now", lambda: soon + timedelta(days=1))
    assert f"articles-{to_seoul(soon):%Y-%m}.xml" in client.get("/sitemap.xml").content.decode()
