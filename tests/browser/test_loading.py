"""What Chromium loads of a page, and that nothing moves while it does (docs/decisions/0038).

Every page is a first visit: a context of its own, with nothing kept."""

from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response, expect
from pytest_django.live_server_helper import LiveServer

from articles.models import Article
from photos import renditions
from photos.models import Photo
from tests.articles.blocks.bodies import gallery, photo_figure
from tests.builders import make_published
from tests.page_files import icons_of, scripts_of, styles_of

# With the density of the pixels there.
PHONE = ({"width": 390, "height": 844}, 2)
DESKTOP = ({"width": 1280, "height": 900}, 1)
# Pages with a picture on top on both; lists are alike.
SCREENS = {
    "front": (PHONE, DESKTOP),
    "article": (PHONE, DESKTOP),
    "gallery": (PHONE,),
    "section": (PHONE,),
    "corrections": (PHONE,),
}
MOST_SHIFT = 0.01
# Beside pictures: the page, the list beside it, the rules for the next page, the count of views.
MOST_REQUESTS_BESIDE_FILES = 4
WATCH_SHIFTS = """
window.shifts = [];
new PerformanceObserver((list) => {
  for (const { value, sources } of list.getEntries()) {
    window.shifts.push({ value, moved: sources.map(({ node }) => node?.className ?? "") });
  }
}).observe({ type: "layout-shift", buffered: true });
"""
# By steps, as a reader does: lazy pictures load on the way. Answers once two frames are drawn.
SCROLL = """async () => {
  const drawn = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight * 0.8) {
    scrollTo(0, y);
    await drawn();
  }
}"""


@dataclass
class Load:
    """What one visit asked for."""

    addresses: list[str] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)

    def watch(self, page: Page) -> None:
        page.on("request", self._asked)
        page.on("response", self._answered)
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.troubles.append(str(error)))

    def _asked(self, request: Request) -> None:
        if not request.url.startswith("data:"):
            self.addresses.append(urlsplit(request.url).path)
            self.hosts.add(urlsplit(request.url).netloc)

    def _answered(self, response: Response) -> None:
        if response.status >= 400:
            self.troubles.append(f"{response.status} {response.url}")

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.troubles.append(message.text)

    def static(self) -> set[str]:
        found = [path for path in self.addresses if path.startswith("/static/")]
        return {path.removeprefix("/static/") for path in found}

    def photos(self) -> list[str]:
        return [path for path in self.addresses if path.startswith("/photos/")]


@pytest.fixture
def addresses(_database: None) -> dict[str, str]:
    """Pages of the sample newspaper, and a story with a gallery. The pictures on top are made,
    which takes a third of a second each; for the others their colours stand."""
    call_command("loaddata", "sections", "reporters", "masthead", "pages", "stories", verbosity=0)
    story = Article.objects.published().filter(lead_photo__isnull=False).earliest("published_at")
    photos = list(Photo.objects.all()[:4])
    slides = make_published(
        title="사진으로 본 하루",
        section_id=story.section_id,
        lead_photo_id=story.lead_photo_id,
        body=f"<p>글.</p>{gallery(*map(photo_figure, photos))}" + "<p>다음 문단이다.</p>" * 20,
    )
    renditions.make(story.lead_photo)
    return {
        "front": "/",
        "article": story.get_absolute_url(),
        "gallery": slides.get_absolute_url(),
        "section": story.section.get_absolute_url(),
        "corrections": "/corrections/",
    }


def test_a_page_loads_what_it_needs_once_and_stays_where_it_is(
    live_server: LiveServer, browser: Browser, addresses: dict[str, str]
) -> None:
    for name, address in addresses.items():
        for viewport, density in SCREENS[name]:
            context = browser.new_context(
                locale="ko-KR", viewport=viewport, device_scale_factor=density
            )
            page = context.new_page()
            load = Load()
            load.watch(page)
            page.add_init_script(WATCH_SHIFTS)
            answer = page.goto(live_server.url + address)
            assert answer is not None
            html = answer.text()
            # What is fetched beside the page has come.
            expect(page.locator("[data-parts]:not([data-settled])")).to_have_count(0)
            where = f"{name} at {viewport['width']}"
            _first_picture_came_first(page, load, where)
            page.evaluate(SCROLL)
            shifts = page.evaluate("window.shifts")
            assert sum(shift["value"] for shift in shifts) <= MOST_SHIFT, (where, shifts)
            assert load.hosts == {urlsplit(live_server.url).netloc}, where
            assert load.troubles == [], where
            assert context.cookies() == [], where
            twice = {path for path, times in Counter(load.addresses).items() if times > 1}
            assert twice == set(), where
            # The bytes that tests/newsroom/test_page_weight.py counts are all there are.
            assert load.static() == styles_of(html) | scripts_of(html) | icons_of(html), where
            others = len(load.addresses) - len(load.static()) - len(load.photos())
            assert others <= MOST_REQUESTS_BESIDE_FILES, (where, load.addresses)
            context.close()


def _first_picture_came_first(page: Page, load: Load, where: str) -> None:
    """The picture that is shown on top is the one that was fetched ahead, in that width, and no
    other of it was."""
    preloads = page.locator('link[rel="preload"][as="image"]').count()
    tops = page.locator('img[fetchpriority="high"]')
    assert preloads == tops.count() <= 1, where
    if preloads:
        shown = urlsplit(tops.evaluate("(image) => image.currentSrc")).path
        photo = shown.rpartition("/")[0]
        assert load.photos()[0] == shown, where
        assert [path for path in load.photos() if path.startswith(f"{photo}/")] == [shown], where
