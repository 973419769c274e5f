"""What pages fetch after they are shown, and the view they tell of."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Route
from pytest_django.live_server_helper import LiveServer

from articles.models import Article
from readership import counting
from readership.models import MostRead
from tests.builders import make_published, make_reporter, make_section
from tests.public_pages import ago
from tests.readership.reading import BROWSER

# The sum of unexpected shifts until nothing moved for a while; 0.1 is what Google calls good.
LAYOUT_SHIFT = """() => new Promise((resolve) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) sum += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => resolve(sum), 300);
})"""


@pytest.fixture
def story() -> Article:
    """A short one, so that what stands beside it is on the screen, with full lists."""
    section = make_section("교통·환경")
    reporter = make_reporter("김정민")
    stories = [
        make_published(
            title=f"{number}번째 소식, 제목이 길어 좁은 난에서는 두 줄에 걸쳐 실리는 기사",
            section_id=section.pk,
            reporter_ids=(reporter.pk,),
            at=ago(hours=number + 1),
        )
        for number in range(10)
    ]
    for place, ranked in enumerate(stories, 1):
        MostRead.objects.create(place=place, article=ranked)
    return stories[5]


@pytest.fixture(autouse=True)
def _nothing_counted() -> Iterator[None]:
    counting.tally.take()
    yield
    counting.tally.take()


@pytest.fixture
def reader(browser: Browser) -> Iterator[BrowserContext]:
    """Chromium under test says that it is headless, which isn't counted."""
    context = browser.new_context(user_agent=BROWSER, locale="ko-KR")
    yield context
    context.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_the_lists_come_after_the_page_and_nothing_moves(
    live_server: LiveServer, page: Page, story: Article, width: int
) -> None:
    said: list[str] = []

    def note(message: ConsoleMessage) -> None:
        said.append(message.text)

    page.on("console", note)
    for height in (900, 3000):
        page.set_viewport_size({"width": width, "height": height})
        for path in (story.get_absolute_url(), "/"):
            page.goto(live_server.url + path)
            page.get_by_role("heading", name="많이 본 뉴스").wait_for()
            assert page.evaluate(LAYOUT_SHIFT) < 0.001, (path, height)
    page.goto(live_server.url + story.get_absolute_url())
    page.get_by_role("heading", name="최신기사").wait_for()
    others = page.locator(".reporter-card")
    assert others.get_by_role("heading", name="김정민 기자의 다른 기사").is_visible()
    assert others.get_by_role("link").count() == 1 + 4
    assert page.get_by_role("link", name="첫 화면으로").count() == 0
    results = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa"]})
    assert results.violations_count == 0, results.generate_report()
    assert said == []


def test_the_plain_links_come_back_when_nothing_can_be_fetched(
    live_server: LiveServer, page: Page, story: Article
) -> None:
    def refuse(route: Route) -> None:
        route.abort()

    page.route("**/beside/", refuse)
    page.goto(live_server.url + story.get_absolute_url())
    page.get_by_role("link", name="첫 화면으로").wait_for()


def test_without_scripts_there_are_plain_links_and_no_gap(
    live_server: LiveServer, browser: Browser, story: Article
) -> None:
    context = browser.new_context(
        java_script_enabled=False, user_agent=BROWSER, viewport={"width": 390, "height": 900}
    )
    page = context.new_page()
    page.goto(live_server.url + story.get_absolute_url())
    for name in ("교통·환경 기사 모두", "김정민 기자의 기사 모두", "첫 화면으로"):
        assert page.get_by_role("link", name=name).is_visible()
    assert page.locator(".beside").bounding_box()["height"] < 300
    assert page.locator(".beside-others").bounding_box()["height"] == 0
    assert _counted() == {story.pk: 1}
    page.goto(live_server.url + "/")
    assert page.locator(".most-read").is_hidden()
    page.get_by_role("link", name=story.title).first.click()
    context.close()


def test_a_view_is_told_once_and_without_a_cookie(
    live_server: LiveServer, reader: BrowserContext, story: Article
) -> None:
    page = reader.new_page()
    with page.expect_request_finished(lambda sent: "/readership/articles/" in sent.url):
        page.goto(live_server.url + story.get_absolute_url(), wait_until="networkidle")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.wait_for_load_state("networkidle")
    assert _counted() == {story.pk: 1}
    assert reader.cookies() == []


def test_a_page_nobody_looks_at_is_not_told(
    live_server: LiveServer, reader: BrowserContext, story: Article
) -> None:
    page = reader.new_page()
    page.add_init_script(
        "window.shown = 'hidden';"
        "Object.defineProperty(document, 'visibilityState', { get: () => window.shown });"
    )
    page.goto(live_server.url + story.get_absolute_url(), wait_until="networkidle")
    assert _counted() == {}
    with page.expect_request_finished(lambda sent: "/readership/articles/" in sent.url):
        page.evaluate(
            "window.shown = 'visible'; document.dispatchEvent(new Event('visibilitychange'))"
        )
    assert _counted() == {story.pk: 1}


def _counted() -> dict[int, int]:
    return {number: views for (number, _), views in counting.tally.take().items()}
