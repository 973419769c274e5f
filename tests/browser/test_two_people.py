"""Two people at one story, in two browsers at once: late saves, and taking over."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from accounts.roles import Role
from articles.models import Article
from tests.browser.layout import fits
from tests.browser.test_article_form import EDITOR, open_form, sign_in
from tests.builders import PASSWORD, make_draft, make_reporter, make_section, make_user
from tests.desk.article_pages import change_url, list_url


@pytest.fixture
def reporter() -> User:
    user = make_user(Role.REPORTER, name="김정민", password=PASSWORD)
    make_reporter("김정민", user=user)
    return user


@pytest.fixture
def article(reporter: User) -> Article:
    return make_draft(
        reporter,
        title="가온시 새 도서관",
        body="<p>가온시가 새 도서관을 열었다.</p>",
        section_id=make_section("문화").pk,
    )


@pytest.fixture
def first(page: Page, live_server: LiveServer, reporter: User, article: Article) -> Page:
    sign_in(page, live_server, reporter)
    open_form(page, live_server, change_url(article))
    return page


@pytest.fixture
def second(browser: Browser, live_server: LiveServer, article: Article) -> Iterator[Page]:
    chief = make_user(Role.CHIEF, name="최보라", password=PASSWORD)
    context = browser.new_context(locale="ko-KR", viewport={"width": 390, "height": 844})
    page = context.new_page()
    sign_in(page, live_server, chief)
    yield page
    context.close()


def look(page: Page) -> None:
    """As when the person comes back to the window: the next beat, at once."""
    with page.expect_response(lambda answer: answer.url.endswith("/presence/beat/")):
        page.evaluate("window.dispatchEvent(new Event('focus'))")


def save(page: Page) -> None:
    page.get_by_role("button", name="저장", exact=True).click()


def type_body(page: Page, text: str) -> None:
    page.locator(EDITOR).click()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text(text)


def test_both_write_and_the_later_save_is_compared_merged_and_saved(
    live_server: LiveServer, first: Page, second: Page, article: Article
) -> None:
    expect(first.locator("[data-presence]")).to_be_hidden()
    first.fill("[name=title]", "가온시 새 도서관 개관")
    # Nobody is kept from writing who has begun to, so the second types before the first beat.
    second.route("**/presence/beat/", lambda route: route.abort())
    open_form(second, live_server, change_url(article))
    second.fill("[name=title]", "가온시 큰 도서관")
    type_body(second, " 시민이 모였다.")
    save(first)
    expect(first.locator(".messagelist")).to_contain_text("저장했습니다")
    save(second)
    expect(second.locator("h1")).to_have_text("내가 쓴 글과 저장된 글")
    expect(second.locator(".three-conflict legend")).to_contain_text("제목 겹침")
    expect(second.locator(".three-conflict ins")).to_have_text(["개관", "큰"])
    assert fits(second)
    # Nothing is merged before every conflict is decided, by the browser itself.
    second.get_by_role("button", name="고른 대로 합치기").click()
    expect(second.locator("h1")).to_have_text("내가 쓴 글과 저장된 글")
    second.locator("[name=pick-title][value=theirs]").check()
    second.get_by_role("button", name="고른 대로 합치기").click()
    expect(second.locator("[name=title]")).to_have_value("가온시 새 도서관 개관")
    expect(second.locator(EDITOR)).to_contain_text("시민이 모였다.")
    expect(second.locator(".unsaved-mark")).to_be_visible()
    article.refresh_from_db()
    assert article.revision == 2
    save(second)
    expect(second.locator(".messagelist")).to_contain_text("저장했습니다")
    article.refresh_from_db()
    assert (article.revision, article.title) == (3, "가온시 새 도서관 개관")
    assert "시민이 모였다." in article.body
    assert article.set_aside.get().used_in == 3


def test_the_second_waits_or_takes_over_and_the_first_loses_no_word(
    live_server: LiveServer, first: Page, second: Page, article: Article
) -> None:
    second.goto(live_server.url + list_url())
    expect(second.locator(".open-by")).to_have_text("지금 김정민 기자가 쓰는 중")
    open_form(second, live_server, change_url(article))
    expect(second.locator("[data-presence-say]")).to_contain_text("김정민 기자님이 쓰고 있습니다")
    expect(second.locator("[name=title]")).not_to_be_editable()
    expect(second.locator(EDITOR)).to_have_attribute("contenteditable", "false")
    expect(second.locator(".unsaved-mark")).to_be_hidden()
    assert fits(second)
    first.fill("[name=title]", "적던 제목")
    type_body(first, " 적던 문장.")
    look(first)
    expect(first.locator("[data-presence-others]")).to_have_text("지금 최보라 편집국장이 열어 둠")
    second.get_by_role("button", name="이어받기").click()
    expect(second.locator("[name=title]")).to_be_editable()
    expect(second.locator(EDITOR)).to_have_attribute("contenteditable", "true")
    look(first)
    expect(first.locator("[data-presence-say]")).to_contain_text(
        "최보라 편집국장님이 이 기사를 이어받았습니다"
    )
    expect(first.locator("[name=title]")).not_to_be_editable()
    text = article.set_aside.get()
    assert text.content.title == "적던 제목"
    assert "적던 문장." in text.content.body
    second.fill("[name=title]", "국장이 쓴 제목")
    save(second)
    expect(second.locator(".messagelist")).to_contain_text("저장했습니다")
    first.on("dialog", lambda dialog: dialog.accept())
    first.get_by_role("link", name="보관한 글 보기").click()
    expect(first.locator(".three-conflict legend")).to_contain_text("제목 겹침")
    expect(first.locator(".three-head")).to_contain_text("최보라 님이 이 기사를 이어받았습니다")
    article.refresh_from_db()
    assert (article.revision, article.title) == (2, "국장이 쓴 제목")
