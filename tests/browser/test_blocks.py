"""A story's gallery by keys, buttons and finger, and its video: nothing from elsewhere unasked."""

import json
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page, Request, Route, expect
from pytest_django.live_server_helper import LiveServer

from tests.articles.blocks.bodies import gallery, make_file, photo_figure, story_with
from tests.browser.layout import fits
from tests.builders import make_published, make_rendered_photo

VIDEO = '<figure data-embed="youtube:dQw4w9WgXcQ"><figcaption>개관식</figcaption></figure>'
PLAYER = "https://www.youtube-nocookie.com/"
CASES = Path(__file__).parent.parent / "articles/blocks/video_addresses.json"


def test_a_story_of_blocks(page: Page, live_server: LiveServer) -> None:
    """One after another: making the story takes as long as looking at it."""
    photos = [make_rendered_photo(caption=f"사진 {number}", credit="본사") for number in range(3)]
    file = make_file("wav", "인터뷰")
    story = story_with(
        gallery(*map(photo_figure, photos)),
        VIDEO,
        f'<figure data-file="{file.token}.wav"></figure>',
        f'<figure data-article="{make_published(title="옆 이야기").pk}"></figure>',
        '<aside class="box"><h3>이용 안내</h3><p>아홉 시부터.</p></aside>',
        '<figure class="quote"><blockquote><p>말</p></blockquote></figure>',
        "<table><tbody><tr><td>가</td></tr></tbody></table>",
        '<figure data-notice="suicide"></figure>',
    )
    elsewhere: list[str] = []
    complaints: list[str] = []

    def note_request(request: Request) -> None:
        if not request.url.startswith((live_server.url, "data:")):
            elsewhere.append(request.url)

    def note_message(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            complaints.append(message.text)

    def play(route: Route) -> None:
        route.fulfill(body="<!doctype html><h1>Player</h1>", content_type="text/html")

    page.on("request", note_request)
    page.on("console", note_message)
    page.route(f"{PLAYER}**", play)
    page.emulate_media(reduced_motion="reduce")
    page.goto(live_server.url + story.get_absolute_url())
    expect(page.locator("[data-gallery-strip][tabindex]")).to_be_visible()
    assert Axe().run(page).violations_count == 0
    _through_the_gallery(page)
    _the_editor_reads_the_same_addresses(page, live_server)
    assert elsewhere == []
    _video(page)
    assert [address for address in elsewhere if not address.startswith(PLAYER)] == []
    assert complaints == []


def _through_the_gallery(page: Page) -> None:
    strip, count = page.locator("[data-gallery-strip]"), page.locator("[data-gallery-count]")
    before, after = page.get_by_label("이전 사진"), page.get_by_label("다음 사진")
    where_below = "document.querySelector('.video').getBoundingClientRect().top + scrollY"
    place = page.evaluate(where_below)
    expect(count).to_have_text("1 / 3")
    expect(before).to_have_attribute("aria-disabled", "true")
    strip.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(count).to_have_text("3 / 3")
    expect(after).to_have_attribute("aria-disabled", "true")
    page.keyboard.press("Home")
    expect(count).to_have_text("1 / 3")
    after.click()
    expect(count).to_have_text("2 / 3")
    expect(page.locator("[data-gallery-slide]").nth(1)).to_be_in_viewport(ratio=0.2)
    # As a finger leaves it.
    strip.evaluate("strip => strip.scrollTo({ left: 2 * strip.clientWidth })")
    expect(count).to_have_text("3 / 3")
    page.set_viewport_size({"width": 390, "height": 800})
    expect(page.locator("[data-gallery-slide]").nth(2)).to_be_in_viewport(ratio=0.5)
    assert fits(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    assert page.evaluate(where_below) == place


def _video(page: Page) -> None:
    link = page.locator("[data-video]")
    size = "element => [element.offsetWidth, element.offsetHeight]"
    before = link.evaluate(size)
    link.focus()
    page.keyboard.press("Enter")
    frame = page.locator(".video iframe")
    expect(frame).to_have_attribute("title", "개관식")
    assert (frame.get_attribute("src") or "").startswith(f"{PLAYER}embed/dQw4w9WgXcQ?")
    expect(page.frame_locator(".video iframe").locator("h1")).to_be_visible()
    expect(link).to_have_count(0)
    assert frame.evaluate(size) == before


def _the_editor_reads_the_same_addresses(page: Page, live_server: LiveServer) -> None:
    read = """async ([module, addresses]) => {
        const { videoReference } = await import(module);
        return addresses.map((address) => videoReference(address));
    }"""
    cases = json.loads(CASES.read_text())
    module = f"{live_server.url}/static/desk/editor/video-address.js"
    found = page.evaluate(read, [module, [address for address, _ in cases]])
    assert found == [reference for _, reference in cases]
