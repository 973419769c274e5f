"""The reader's tools on a story, and the story without them."""

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from articles.models import Article
from tests.browser.layout import fits
from tests.builders import make_photo, make_published

LONG = "가나다라마바사아자차카타파하" * 10


@pytest.fixture
def story() -> Article:
    return make_published(title="솔내천에 수달이 돌아왔다", lead_photo_id=make_photo(alt="물가").pk)


def body_size(page: Page) -> float:
    size = page.evaluate("getComputedStyle(document.querySelector('.article-body')).fontSize")
    return float(size.removesuffix("px"))


def test_the_text_size_is_kept_for_the_next_visit(
    live_server: LiveServer, page: Page, story: Article
) -> None:
    page.goto(live_server.url + story.get_absolute_url())
    usual = body_size(page)
    larger = page.get_by_role("button", name="글자 크게")
    larger.click()
    larger.click()
    chosen = body_size(page)
    assert chosen > usual
    page.reload()
    assert body_size(page) == chosen
    larger.click()
    assert larger.is_disabled()


def test_the_address_is_copied(live_server: LiveServer, page: Page, story: Article) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(live_server.url + story.get_absolute_url())
    page.locator(".share summary").click()
    page.get_by_role("button", name="주소 복사").click()
    page.get_by_text("주소를 복사했습니다.").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"https://news.example.com{story.get_absolute_url()}"
    page.keyboard.press("Escape")
    assert page.get_by_role("button", name="주소 복사").is_hidden()


def test_a_story_reads_and_is_shared_without_scripts(
    live_server: LiveServer, browser: Browser, story: Article
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(live_server.url + story.get_absolute_url())
    assert page.get_by_role("heading", level=1).is_visible()
    assert page.get_by_role("button", name="글자 크게").is_hidden()
    page.locator(".share summary").click()
    assert page.get_by_role("link", name="네이버").is_visible()
    assert page.get_by_text(story.get_absolute_url()).is_visible()
    context.close()


def test_words_without_an_end_stay_within_the_screen(live_server: LiveServer, page: Page) -> None:
    story = make_published(
        title=LONG, subtitle=LONG, body=f"<p>{LONG * 3}</p><p>{'supercalifragilistic' * 9}</p>"
        f"<table><tbody><tr>{f'<td>{LONG}</td>' * 8}</tr></tbody></table>",
        tags=(LONG[:40],),
    )  # fmt: skip
    page.set_viewport_size({"width": 320, "height": 700})
    for path in ("/", story.get_absolute_url(), f"{story.get_absolute_url()}print/"):
        page.goto(live_server.url + path)
        assert fits(page), path
