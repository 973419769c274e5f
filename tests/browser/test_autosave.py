"""Autosave in Chromium: nothing typed is lost to a killed page, an expired session or a dead server."""

import json

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from accounts.roles import Role
from articles.models import Article
from tests.browser.test_article_form import EDITOR, open_form, sign_in
from tests.builders import PASSWORD, make_draft, make_reporter, make_section, make_user
from tests.desk.article_pages import add_url, change_url
from writing.models import Slot

MARK = "[data-autosave-mark]"
AUTOSAVE = "**/autosave/"
KEPT = "자동 저장됨"
TYPED_HERE = "Object.keys(localStorage).filter(name => name.startsWith('newsroom.typed.'))"


@pytest.fixture
def reporter() -> User:
    user = make_user(Role.REPORTER, sections=(make_section(),), password=PASSWORD)
    make_reporter("김정민", user=user)
    return user


def write(page: Page, live_server: LiveServer, user: User, address: str, text: str) -> None:
    """Type into the body of a form whose clock stands still until the test turns it."""
    page.clock.install()
    sign_in(page, live_server, user)
    open_form(page, live_server, address)
    # Some way ahead, because the clock goes on until the page hears of it.
    page.clock.pause_at(page.evaluate("Date.now() / 1000") + 10)
    page.click(EDITOR)
    page.keyboard.insert_text(text)


def pass_seconds(page: Page, seconds: float) -> None:
    page.clock.run_for(round(seconds * 1000))


def kept_text() -> str:
    return Slot.objects.kept().get().value("body")


def test_a_killed_page_is_offered_back_even_in_the_middle_of_a_syllable(
    live_server: LiveServer, context: BrowserContext, page: Page, reporter: User
) -> None:
    article = make_draft(reporter, body="<p>저장된 글.</p>")
    write(page, live_server, reporter, change_url(article), "쓰던 ")
    keyboard = context.new_cdp_session(page)
    for composed in ("ㄱ", "그", "글"):
        keyboard.send(
            "Input.imeSetComposition",
            {"text": composed, "selectionStart": 1, "selectionEnd": 1},
        )
    pass_seconds(page, 5)
    assert not Slot.objects.exists()
    with page.expect_response(AUTOSAVE):
        pass_seconds(page, 4)
    expect(page.locator(MARK)).to_contain_text(KEPT)
    assert "쓰던 글" in kept_text()
    # The syllable is still open and goes on.
    keyboard.send("Input.imeSetComposition", {"text": "긂", "selectionStart": 1, "selectionEnd": 1})
    keyboard.send("Input.insertText", {"text": "긂"})
    with page.expect_response(AUTOSAVE):
        pass_seconds(page, 2.1)
    assert "쓰던 긂" in kept_text()
    assert page.evaluate(TYPED_HERE) == []
    page.clock.resume()
    page.close(run_before_unload=False)

    again = context.new_page()
    open_form(again, live_server, change_url(article))
    offer = again.locator(".offer")
    expect(offer).to_contain_text("자동 저장된 글이 있습니다")
    offer.get_by_text("비교해서 보기").click()
    expect(offer).to_contain_text("저장된 글.")
    offer.get_by_role("link", name="되살리기").click()
    expect(again.locator(EDITOR)).to_contain_text("쓰던 긂")
    expect(again.locator(".unsaved-mark")).to_be_visible()
    again.get_by_role("button", name="저장", exact=True).click()
    expect(again.locator(".messagelist")).to_contain_text("저장했습니다.")
    article.refresh_from_db()
    assert "쓰던 긂" in article.body
    assert article.revision == 2
    assert not Slot.objects.kept().exists()


def test_an_expired_session_is_told_and_logging_in_beside_it_goes_on(
    live_server: LiveServer, context: BrowserContext, page: Page, reporter: User
) -> None:
    write(page, live_server, reporter, add_url(), "끊긴 뒤에도 쓰는 글")
    Session.objects.all().delete()
    with page.expect_response(AUTOSAVE):
        pass_seconds(page, 2.1)
    expect(page.locator(MARK)).to_contain_text("로그인이 끊겨 자동 저장 못 함")
    assert len(page.evaluate(TYPED_HERE)) == 1

    with context.expect_page() as opened:
        page.locator(MARK).get_by_role("link", name="새 창에서 로그인").click()
    login = opened.value
    login.fill("#id_username", reporter.username)
    login.fill("#id_password", PASSWORD)
    login.locator("#login-form [type=submit]").click()
    expect(login.locator("#logout-form")).to_be_visible()
    page.keyboard.insert_text(" 그리고 더")
    with page.expect_response(AUTOSAVE):
        pass_seconds(page, 2.1)
    expect(page.locator(MARK)).to_contain_text(KEPT)
    assert "끊긴 뒤에도 쓰는 글 그리고 더" in kept_text()
    assert page.evaluate(TYPED_HERE) == []
    # The page's own token is of the session before.
    page.fill("#id_title", "끊겼다 이어진 기사")
    page.get_by_role("button", name="저장", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("저장했습니다.")
    assert Article.objects.get().title == "끊겼다 이어진 기사"


def test_saving_after_the_session_ended_loses_nothing_and_logging_out_leaves_nothing(
    live_server: LiveServer, page: Page, reporter: User
) -> None:
    article = make_draft(reporter)
    write(page, live_server, reporter, change_url(article), "저장을 누른 글")
    Session.objects.all().delete()
    page.get_by_role("button", name="저장", exact=True).click()
    expect(page.locator("#login-form")).to_be_visible()
    page.evaluate("localStorage.setItem('newsroom.typed.999.x', '{}')")
    page.fill("#id_username", reporter.username)
    page.fill("#id_password", PASSWORD)
    page.locator("#login-form [type=submit]").click()
    offer = page.locator(".offer")
    expect(offer).to_contain_text("자동 저장된 글이 있습니다")
    assert "저장을 누른 글" in kept_text()
    # A colleague's copy is neither handed in nor touched, until somebody logs out.
    assert page.evaluate(TYPED_HERE) == ["newsroom.typed.999.x"]
    offer.get_by_text("버리기…").click()
    offer.get_by_role("button", name="자동 저장된 이 글을 버립니다").click()
    expect(offer).to_have_count(0)
    assert not Slot.objects.kept().exists()
    page.get_by_role("button", name="로그아웃").click()
    expect(page.get_by_role("heading", name="로그아웃했습니다")).to_be_visible()
    page.wait_for_load_state()
    assert page.evaluate(TYPED_HERE) == []


def test_a_server_that_is_gone_is_told_and_tried_until_it_is_back(
    live_server: LiveServer, page: Page, reporter: User
) -> None:
    page.route(AUTOSAVE, lambda route: route.abort())
    write(page, live_server, reporter, add_url(), "서버가 멈춘 사이에 쓴 글")
    with page.expect_event("requestfailed"):
        pass_seconds(page, 2.1)
    expect(page.locator(MARK)).to_contain_text("자동 저장 못 함, 다시 시도 중")
    (name,) = page.evaluate(TYPED_HERE)
    assert (
        "서버가 멈춘 사이에 쓴 글"
        in json.loads(page.evaluate(f"localStorage['{name}']")).get("pairs").__str__()
    )
    page.unroute(AUTOSAVE)
    with page.expect_response(AUTOSAVE):
        pass_seconds(page, 8)
    expect(page.locator(MARK)).to_contain_text(KEPT)
    assert "서버가 멈춘 사이에 쓴 글" in kept_text()
    assert page.evaluate(TYPED_HERE) == []
