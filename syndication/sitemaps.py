"""Sitemaps: an index, one file a month of stories, one of the other pages, one of recent news."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from io import StringIO

from django.db.models import DateTimeField, Exists, Max, OuterRef, QuerySet
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import page_keys
from articles.list_kinds import ListKind
from articles.models import Article, Listing
from articles.months import months_of_all
from mastheads.models import Masthead
from newsroom.lib.dates import day_bounds, iso
from pagecache import cached_page, depends, until
from pages.models import Page
from pages.page_keys import PAGES
from reporters.models import Reporter
from sections.models import Section
from sections.page_keys import NAV
from syndication.addresses import absolute
from syndication.stories import reported
from syndication.xml import XmlWriter

# sitemaps.org; a month with more goes on in articles-YYYY-MM-2.xml.
MOST_ADDRESSES = 50_000
# What search engines take from a news sitemap.
RECENT = timedelta(hours=48)
MOST_NEWS = 1_000

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"


@cached_page()
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    depends(PAGES)
    months = months_of_all(_now())
    newest = max((month.changed_at for month in months), default=None)
    with _document("sitemapindex", {"xmlns": SITEMAP}) as (xml, response):
        _entry(xml, "sitemap", reverse("sitemap_pages"), _latest(newest, _pages_changed_at()))
        for month in months:
            for path in _month_paths(month.first_day, month.stories):
                _entry(xml, "sitemap", path, month.changed_at)
    return response


@cached_page()
@require_safe
def pages(request: HttpRequest) -> HttpResponse:
    now = _now()
    depends(NAV, PAGES)
    months = months_of_all(now)
    signed = Listing.objects.filter(
        kind=ListKind.REPORTER, list_id=OuterRef("pk"), visible_from__lte=now
    )
    with _document("urlset", {"xmlns": SITEMAP}) as (xml, response):
        _entry(xml, "url", "/", max((month.changed_at for month in months), default=None))
        for section in Section.objects.all():
            _entry(xml, "url", section.get_absolute_url())
        for page in Page.objects.defer("body"):
            _entry(xml, "url", page.get_absolute_url(), page.updated_at)
        for reporter in Reporter.objects.filter(Exists(signed)).order_by("pk"):
            _entry(xml, "url", reporter.get_absolute_url())
    return response


@cached_page()
@require_safe
def articles(request: HttpRequest, year: str, month: str, part: str | None = None) -> HttpResponse:
    """The stories first published in a Seoul month; 404 if readers see none, as for any month."""
    depends(page_keys.month(int(year), int(month)))
    first = (int(part or 1) - 1) * MOST_ADDRESSES
    stories = list(
        _of_month(int(year), int(month))
        .order_by("visible_from", "pk")
        .values_list("pk", _changed_at())[first : first + MOST_ADDRESSES]
    )
    if not stories:
        raise Http404
    with _document("urlset", {"xmlns": SITEMAP}) as (xml, response):
        for pk, changed_at in stories:
            _entry(xml, "url", reverse("article_detail", args=[pk]), changed_at)
    return response


@cached_page()
@require_safe
def news(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    stories = reported(now).filter(visible_from__gt=now - RECENT)
    depends(page_keys.STORIES)
    page_keys.until_next(ListKind.ALL, 0, now)
    name = Masthead.current().title or "인터넷신문"
    with _document("urlset", {"xmlns": SITEMAP, "xmlns:news": NEWS}) as (xml, response):
        newest = stories.newest_first().only("title", "published_at")
        for article in newest[:MOST_NEWS]:
            until(article.published_at and article.published_at + RECENT)
            with xml.inside("url"):
                xml.addQuickElement("loc", absolute(article.get_absolute_url()))
                _news(xml, article, name)
    return response


def _now() -> datetime:
    """This moment, for a page that shows something of every story."""
    now = timezone.now()
    depends(page_keys.STORIES)
    page_keys.until_next(ListKind.ALL, 0, now)
    return now


def _news(xml: XmlWriter, article: Article, publication: str) -> None:
    with xml.inside("news:news"):
        with xml.inside("news:publication"):
            xml.addQuickElement("news:name", publication)
            xml.addQuickElement("news:language", "ko")
        if article.published_at:
            xml.addQuickElement("news:publication_date", iso(article.published_at))
        xml.addQuickElement("news:title", article.title)


@contextmanager
def _document(root: str, attributes: dict[str, str]) -> Iterator[tuple[XmlWriter, HttpResponse]]:
    """The response holds the document once the block is left."""
    response = HttpResponse(content_type="application/xml; charset=utf-8")
    text = StringIO()
    xml = XmlWriter(text, "utf-8", short_empty_elements=True)
    xml.startDocument()
    with xml.inside(root, attributes):
        yield xml, response
    response.content = text.getvalue().encode()


def _entry(xml: XmlWriter, name: str, path: str, changed_at: datetime | None = None) -> None:
    with xml.inside(name):
        xml.addQuickElement("loc", absolute(path))
        if changed_at:
            xml.addQuickElement("lastmod", iso(changed_at))


def _changed_at() -> Coalesce:
    # A scheduled story is visible before the clock has written its modified_at.
    return Coalesce("modified_at", "published_at", output_field=DateTimeField())


def _pages_changed_at() -> datetime | None:
    changed_at: datetime | None = Page.objects.aggregate(at=Max("updated_at"))["at"]
    return changed_at


def _latest(*moments: datetime | None) -> datetime | None:
    return max((moment for moment in moments if moment), default=None)


def _month_paths(month: date, total: int) -> Iterator[str]:
    for part in range(1, -(-total // MOST_ADDRESSES) + 1):
        numbers = [f"{month.year:04}", f"{month.month:02}"]
        yield reverse("sitemap_articles", args=numbers if part == 1 else [*numbers, str(part)])


def _of_month(year: int, month: int) -> QuerySet[Article]:
    """What readers see now of a Seoul month. Raises Http404 if there is no such month."""
    try:
        start, _ = day_bounds(date(year, month, 1))
        end, _ = day_bounds(date(year + month // 12, month % 12 + 1, 1))
    except (ValueError, OverflowError):
        raise Http404 from None
    now = timezone.now()
    page_keys.until_next(ListKind.ALL, 0, now)
    return Article.objects.published(now).filter(visible_from__gte=start, visible_from__lt=end)
