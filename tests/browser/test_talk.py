"""Desk and reporter talk about a story in two browsers; what is typed into the form stays."""

from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.roles import Role
from conversation.models import Comment
from tests.browser.layout import fits
from tests.browser.test_article_form import EDITOR, open_form, sign_in
from tests.builders import PASSWORD, make_draft, make_section, make_user
from tests.desk.article_pages import change_url

BODY = "<p>가온시가 새 도서관을 열었다.</p><p>시민 300명이 모였다.</p>"


def test_a_passage_is_asked_about_and_answered(
    page: Page, browser: Browser, live_server: LiveServer
) -> None:
    here = make_section("문화")
    reporter = make_user(Role.REPORTER, name="김정민", password=PASSWORD)
    desk = make_user(Role.DESK, name="최보라", password=PASSWORD, sections=(here,))
    article = make_draft(reporter, section_id=here.pk, body=BODY)
    context = browser.new_context(locale="ko-KR", viewport={"width": 390, "height": 844})
    writer = context.new_page()
    sign_in(writer, live_server, reporter)

    sign_in(page, live_server, desk)
    open_form(page, live_server, change_url(article))
    page.fill("[name=subtitle]", "저장하지 않은 부제목")
    page.locator(f"{EDITOR} p").nth(1).select_text()
    page.get_by_role("link", name="고른 글에 의견").click()
    text = page.locator("#talk-text")
    expect(text).to_be_focused()
    text.press_sequentially("@김")
    page.locator("#talk-people [role=option]").click()
    page.keyboard.type("몇 명인가요?")
    # Enter that ends a syllable sends nothing, even with Ctrl; a plain one begins a line.
    text.dispatch_event("keydown", {"key": "Enter", "ctrlKey": True, "isComposing": True})
    page.keyboard.press("Enter")
    page.keyboard.type("확인해 주세요.")
    assert not Comment.objects.exists()
    page.keyboard.press("Control+Enter")
    expect(page.locator(".said-text")).to_have_text(
        "@김정민 몇 명인가요?\n확인해 주세요.", use_inner_text=True
    )
    expect(text).to_have_value("")
    expect(page.locator("[data-talk-jump]")).to_have_text("대화 1")
    expect(page.locator("[name=subtitle]")).to_have_value("저장하지 않은 부제목")
    expect(page.locator(".unsaved-mark")).to_be_visible()

    writer.goto(f"{live_server.url}/admin/")
    unread = writer.locator(".desk-inbox .desk-unread")
    expect(unread).to_have_text("1")
    writer.get_by_role("link", name="알림").click()
    writer.get_by_role("link", name="나를 부름").click()
    expect(unread).to_have_count(0)
    expect(writer.locator(".talk-quote")).to_have_text("시민 300명이 모였다.")
    # Before its script is there, the form answers in another tab.
    writer.wait_for_load_state()
    writer.get_by_text("답하기").click()
    writer.get_by_label("답글").fill("300명 맞습니다.")
    writer.get_by_role("button", name="답글 보내기").click()
    expect(writer.locator(".replies .said-text")).to_have_text("300명 맞습니다.")
    assert fits(writer)
    context.close()

    # The last word was the script's: the session is gone, the words stay where they were typed.
    page.context.clear_cookies()
    text.fill("고맙습니다.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("[data-talk-say]")).to_contain_text("적은 글은 그대로 있습니다")
    expect(text).to_have_value("고맙습니다.")
