"""The public pages of the sample newspaper, as Chromium shows them."""

from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request
from pytest_django.live_server_helper import LiveServer

from articles.models import Article
from tests.browser.layout import fits

PAGES = {
    "front": "/",
    "section": "/sections/gyeonggi/",
    "article": "/articles/{article}/",
    "print": "/articles/{article}/print/",
    "reporter": "/reporters/{reporter}/",
    "corrections": "/corrections/",
}


@pytest.fixture
def paths(_database: None) -> dict[str, str]:
    """Addresses of the sample newspaper, whose numbers a test database makes up anew. All for one
    test: loading the newspaper takes longer than looking at a page of it."""
    call_command("loaddata", "sections", "reporters", "masthead", "pages", "stories", verbosity=0)
    article = Article.objects.published().filter(lead_photo__isnull=False).earliest("published_at")
    return {
        name: path.format(article=article.pk, reporter=article.lead_reporter_id)
        for name, path in PAGES.items()
    }


def test_a_page_asks_no_other_host_sets_no_cookie_and_has_no_error(
    live_server: LiveServer, context: BrowserContext, paths: dict[str, str]
) -> None:
    for name, path in paths.items():
        hosts: set[str] = set()
        errors: list[str] = []
        page = context.new_page()
        _note(page, hosts, errors)
        response = page.goto(live_server.url + path, wait_until="networkidle")
        assert response is not None, name
        assert response.status == 200, name
        assert hosts == {urlsplit(live_server.url).netloc}, name
        assert errors == [], name
        assert context.cookies() == [], name
        page.close()


def _note(page: Page, hosts: set[str], errors: list[str]) -> None:
    """The hosts that the page asks, and what it complains of."""

    def note_request(request: Request) -> None:
        if not request.url.startswith("data:"):
            hosts.add(urlsplit(request.url).netloc)

    def note_message(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            errors.append(message.text)

    page.on("request", note_request)
    page.on("console", note_message)
    page.on("pageerror", lambda error: errors.append(str(error)))


def test_a_page_fits_every_screen_and_can_be_read_by_everybody(
    live_server: LiveServer, page: Page, paths: dict[str, str]
) -> None:
    for name, path in paths.items():
        page.goto(live_server.url + path)
        for width in (320, 390, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            assert fits(page), (name, width)
        results = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa"]})
        assert results.violations_count == 0, f"{name}: {results.generate_report()}"
