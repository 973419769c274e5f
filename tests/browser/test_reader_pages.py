"""The public pages of the sample newspaper, as Chromium shows them."""

from itertools import product
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, expect
from pytest_django.live_server_helper import LiveServer

from articles.models import Article
from mastheads.models import Masthead
from reporters.models import Reporter
from tests.browser.axe import ADVISED, faults
from tests.browser.layout import fits

# Every template that readers see, stories by the names of their sources in seeds/source.
PAGES = {
    "front": "/",
    "section": "/sections/gyeonggi/",
    "report": "/articles/{09-stream-otter}/",
    "long read": "/articles/{33-forty-years}/",
    "photo story": "/articles/{18-dawn-sea}/",
    "video": "/articles/{34-night-concert-video}/",
    "opinion": "/articles/{28-slow-mailbox}/",
    "people": "/articles/{31-appointments}/",
    "advertising": "/articles/{08-window-ad}/",
    "longest headline": "/articles/{35-very-long-headline}/",
    "longest word": "/articles/{39-very-long-word}/",
    "table": "/articles/{02-spring-travel}/",
    "print": "/articles/{09-stream-otter}/print/",
    "record": "/articles/{09-stream-otter}/revisions/",
    "reporter": "/reporters/{reporter}/",
    "tag": "/tags/수달/",
    "day": "/archive/2026/11/20/",
    "corrections": "/corrections/",
    "policy": "/pages/accessibility/",
    "saved": "/saved/",
    "search": "/search/?q=도서관",
    "nothing found": "/search/?q=없는말",
    "how to search": "/search/",
    "missing": "/articles/999999/",
}
STATUS = {"missing": 404}
WIDTHS = (320, 390, 1280)


@pytest.fixture
def paths(_database: None) -> dict[str, str]:
    """Addresses of the sample newspaper, whose numbers a test database makes up anew. All for one
    test: loading the newspaper takes longer than looking at a page of it."""
    call_command("loaddata", "sections", "reporters", "masthead", "pages", "stories", verbosity=0)
    Masthead.objects.update(shows_revision_history=True)
    numbers = {
        key.removeprefix("seed:"): number
        for key, number in Article.objects.values_list("import_key", "pk")
    }
    reporter = Reporter.objects.get(name="오세린").pk
    return {name: path.format(**numbers, reporter=reporter) for name, path in PAGES.items()}


def test_every_page_fits_can_be_read_by_everybody_and_asks_no_other_host(
    live_server: LiveServer, context: BrowserContext, page: Page, paths: dict[str, str]
) -> None:
    hosts: set[str] = set()
    complaints: list[str] = []
    _note(page, hosts, complaints)
    # What is light has its contrasts from tests/newsroom/test_design.py.
    page.emulate_media(color_scheme="dark")
    for name, path in paths.items():
        response = page.goto(live_server.url + path)
        assert response is not None, name
        assert response.status == STATUS.get(name, 200), name
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert fits(page), (name, width)
        page.set_viewport_size({"width": 390, "height": 900})
        assert faults(page, rules=ADVISED) == [], name
        _enlarge_text(page)
        assert fits(page), f"{name}, text at 200 %"
        if response.status == 200:
            assert complaints == [], name
        complaints.clear()
        assert context.cookies() == [], name
    assert hosts == {urlsplit(live_server.url).netloc}


@pytest.mark.stress
def test_every_page_can_be_read_in_both_themes_at_both_widths_and_in_large(
    live_server: LiveServer, page: Page, paths: dict[str, str]
) -> None:
    for (name, path), width in product(paths.items(), (390, 1280)):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(live_server.url + path)
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)
            assert faults(page, rules=ADVISED) == [], (name, width, theme)
        _enlarge_text(page)
        assert fits(page), (name, width)
        assert faults(page, rules=ADVISED) == [], (name, width, "text at 200 %")


def _enlarge_text(page: Page) -> None:
    """WCAG 2.2, 1.4.4: to 200 %."""
    page.evaluate("document.documentElement.style.fontSize = '200%'")


def _note(page: Page, hosts: set[str], complaints: list[str]) -> None:
    """The hosts that the page asks, and what it complains of."""

    def note_request(request: Request) -> None:
        if not request.url.startswith("data:"):
            hosts.add(urlsplit(request.url).netloc)

    def note_message(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            complaints.append(message.text)

    page.on("request", note_request)
    page.on("console", note_message)
    page.on("pageerror", lambda error: complaints.append(str(error)))


# What a keyboard comes by, one after another, and whether it can be seen to be there.
NOTE_FOCUS = """() => {
  window.come = new Set();
  window.unmarked = [];
  document.addEventListener("focusin", ({ target }) => {
    window.come.add(target);
    const marks = [getComputedStyle(target), getComputedStyle(target, "::after")];
    if (marks.every(({ outlineStyle }) => outlineStyle === "none"))
      window.unmarked.push(target.outerHTML.slice(0, 120));
  });
}"""
MISSED = """() => [...document.querySelectorAll("a[href], button, summary, input, select, audio, iframe")]
  .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.disabled && !window.come.has(one))
  .map((one) => one.outerHTML.slice(0, 120))"""


def test_everything_is_reached_by_keyboard_and_seen_to_be(
    live_server: LiveServer, page: Page, paths: dict[str, str]
) -> None:
    for name in ("front", "photo story", "section"):
        page.goto(live_server.url + paths[name])
        page.evaluate(NOTE_FOCUS)
        page.keyboard.press("Tab")
        expect(page.locator(".skip-link")).to_be_focused()
        links = page.locator("a[href], button, summary").count()
        for _ in range(links + 5):
            page.keyboard.press("Tab")
        assert page.evaluate("window.unmarked") == [], name
        assert page.evaluate(MISSED) == [], name
        page.reload()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.locator("#main")).to_be_focused()


def test_a_reader_chooses_light_or_dark_and_finds_it_again(
    live_server: LiveServer, page: Page, paths: dict[str, str]
) -> None:
    paper = "getComputedStyle(document.documentElement).backgroundColor"
    white, dark = "rgb(255, 255, 255)", "rgb(19, 20, 22)"
    page.goto(live_server.url)
    assert page.evaluate(paper) == white
    page.get_by_role("button", name="어두운 화면").click()
    assert page.evaluate(paper) == dark
    page.goto(live_server.url + paths["report"])
    assert page.evaluate(paper) == dark
    assert page.locator('meta[name="theme-color"]').first.get_attribute("content") == "#131416"
    page.get_by_role("button", name="밝은 화면").click()
    assert page.evaluate(paper) == white
    # What equals the system's is not kept: the page goes on with the system.
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(paper) == dark
