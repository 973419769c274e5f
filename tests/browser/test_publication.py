"""A story confirmed by one person while another saves it, in two browsers at once."""

from collections.abc import Iterator

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.roles import Role
from articles.models import Article
from tests.browser.layout import fits
from tests.browser.test_article_form import EDITOR, open_form, sign_in
from tests.builders import PASSWORD, make_draft, make_photo, make_reporter, make_section, make_user
from tests.desk.article_pages import change_url


@pytest.fixture
def article() -> Article:
    photo = make_photo(caption="새 도서관", alt="벽돌 건물")
    return make_draft(
        title="가온시 새 도서관",
        section_id=make_section("문화").pk,
        reporter_ids=(make_reporter("김정민").pk,),
        lead_photo_id=photo.pk,
    )


@pytest.fixture
def desk(page: Page, live_server: LiveServer, article: Article) -> Page:
    sign_in(page, live_server, make_user(Role.CHIEF, name="이국장", password=PASSWORD))
    return page


@pytest.fixture
def colleague(browser: Browser, live_server: LiveServer, article: Article) -> Iterator[Page]:
    chief = make_user(Role.CHIEF, name="최보라", password=PASSWORD)
    context = browser.new_context(locale="ko-KR", viewport={"width": 1280, "height": 900})
    page = context.new_page()
    sign_in(page, live_server, chief)
    yield page
    context.close()


def press(page: Page, label: str) -> None:
    page.get_by_role("button", name=label, exact=True).click()


def test_what_was_not_seen_is_not_sent_and_then_goes_to_readers(
    live_server: LiveServer, desk: Page, colleague: Page, article: Article
) -> None:
    desk.set_viewport_size({"width": 390, "height": 844})
    open_form(desk, live_server, change_url(article))
    desk.locator(EDITOR).click()
    desk.keyboard.insert_text("참석자는 TK명이다. ")
    press(desk, "출고")
    expect(desk.locator("h1")).to_have_text("출고 확인")
    expect(desk.locator(".notice-warn")).to_contain_text("‘TK’ 표시가 남아 있습니다")
    confirm = desk.get_by_role("button", name="경고 1건이 있어도 출고")
    expect(confirm).to_be_focused()
    assert fits(desk)

    open_form(colleague, live_server, change_url(article))
    # The window that the desk has just left is waited for some seconds otherwise.
    press(colleague, "이어받기")
    expect(colleague.locator("[name=title]")).to_be_editable()
    colleague.fill("[name=title]", "가온시 큰 도서관")
    colleague.locator(EDITOR).click()
    colleague.keyboard.press("Control+A")
    colleague.keyboard.insert_text("참석자는 120명이다.")
    press(colleague, "저장")
    expect(colleague.locator(".messagelist")).to_contain_text("저장했습니다")

    # A key that is still held down from before is no press.
    held = "new KeyboardEvent('keydown', {key: 'Enter', repeat: true, cancelable: true, bubbles: true})"
    assert confirm.evaluate(f"button => button.dispatchEvent({held})") is False
    desk.keyboard.press("Enter")
    expect(desk.locator(".messagelist")).to_contain_text("확인하는 사이에 다른 사람이")
    expect(desk.locator(".publication-title")).to_have_text("가온시 큰 도서관")
    expect(desk.locator(".notice-warn")).to_have_count(0)
    reader = Client()
    assert reader.get(article.get_absolute_url()).status_code == 404

    desk.keyboard.press("Enter")
    expect(desk.locator(".messagelist")).to_contain_text("출고했습니다")
    page = reader.get(article.get_absolute_url())
    assert page.status_code == 200
    assert "가온시 큰 도서관" in page.content.decode()
    assert "참석자는 120명이다." in page.content.decode()
    assert "TK" not in page.content.decode()
    article.refresh_from_db()
    assert article.live_revision == article.approved_revision == 3
