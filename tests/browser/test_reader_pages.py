"""The public pages of the sample newspaper, as Chromium shows them."""

from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command
from playwright.sync_api import ConsoleMessage, Page, Request
from pytest_django.live_server_helper import LiveServer

from articles.models import Article

PAGES = {
    "front": "/",
    "section": "/sections/gyeonggi/",
    "article": "/articles/{article}/",
    "print": "/articles/{article}/print/",
    "reporter": "/reporters/{reporter}/",
    "corrections": "/corrections/",
}


@pytest.fixture(params=list(PAGES.values()), ids=list(PAGES))
def path(request: pytest.FixtureRequest, _database: None) -> str:
    """An address of the sample newspaper, whose numbers a test database makes up anew."""
    call_command("loaddata", "sections", "reporters", "masthead", "pages", "stories", verbosity=0)
    article = Article.objects.published().filter(lead_photo__isnull=False).earliest("published_at")
    return str(request.param).format(article=article.pk, reporter=article.lead_reporter_id)


def test_a_page_asks_no_other_host_sets_no_cookie_and_has_no_error(
    live_server: LiveServer, page: Page, path: str
) -> None:
    hosts: set[str] = set()
    errors: list[str] = []

    def note_request(request: Request) -> None:
        if not request.url.startswith("data:"):
            hosts.add(urlsplit(request.url).netloc)

    def note_message(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            errors.append(message.text)

    page.on("request", note_request)
    page.on("console", note_message)
    page.on("pageerror", lambda error: errors.append(str(error)))
    response = page.goto(live_server.url + path, wait_until="networkidle")
    assert response is not None
    assert response.status == 200
    assert hosts == {urlsplit(live_server.url).netloc}
    assert errors == []
    assert page.context.cookies() == []


def test_a_page_fits_every_screen_and_can_be_read_by_everybody(
    live_server: LiveServer, page: Page, path: str
) -> None:
    page.goto(live_server.url + path)
    for width in (320, 390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    results = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa"]})
    assert results.violations_count == 0, results.generate_report()
