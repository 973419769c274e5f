"""History, comparison and restoring in Chromium, with two people at one story."""

from dataclasses import replace

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.roles import Role
from articles import workflow
from articles.content import Content
from tests.browser.test_article_form import open_form, sign_in
from tests.builders import PASSWORD, make_published, make_user
from tests.desk.article_pages import change_url
from tests.desk.test_history import revisions_url


def test_restoring_is_refused_when_a_colleague_saved_in_between(
    page: Page, browser: Browser, live_server: LiveServer
) -> None:
    desk = make_user(Role.CHIEF, name="한편집", password=PASSWORD)
    colleague = make_user(Role.CHIEF, name="박편집", password=PASSWORD)
    article = make_published(title="서울시가 도서관 열어")
    content = replace(Content.of(article), title="서울시는 도서관 열어")
    workflow.save(article, content, by=desk, base_revision=1)

    sign_in(page, live_server, colleague)
    open_form(page, live_server, change_url(article))

    # Nothing of this needs scripts.
    with browser.new_context(java_script_enabled=False, locale="ko-KR") as context:
        plain = context.new_page()
        sign_in(plain, live_server, desk)
        plain.goto(live_server.url + change_url(article))
        plain.get_by_role("link", name="판 이력과 비교").click()
        expect(plain.get_by_text("독자가 보는 글은 1판(게재본)입니다.")).to_be_visible()
        plain.get_by_role("button", name="고른 두 판 비교").click()
        title = plain.get_by_role("region", name="제목")
        expect(title.locator("del")).to_have_text("[지움] 가")
        expect(title.locator("ins")).to_have_text("[더함] 는")

        page.fill("#id_title", "동료가 고친 제목")
        page.get_by_role("button", name="저장", exact=True).click()
        expect(page.get_by_text("저장했습니다.")).to_be_visible()

        plain.get_by_role("button", name="1판 되살리기").click()
        alert = plain.get_by_role("alert")
        expect(alert).to_contain_text("박편집 님이 3판을 저장했습니다")
        expect(title.locator("ins")).to_contain_text("동료가 고친")
        article.refresh_from_db()
        assert article.revision == 3

        alert.get_by_role("button", name="1판 되살리기").click()
        expect(plain.get_by_text("1판의 글을 되살려 4판으로 저장했습니다.")).to_be_visible()
        expect(plain.locator("#id_title")).to_have_value("서울시가 도서관 열어")

    article.refresh_from_db()
    assert (article.revision, article.live_revision) == (4, 1)
    for address in (revisions_url(article), revisions_url(article) + "compare/?from=2&to=3"):
        page.goto(live_server.url + address)
        violations = Axe().run(page).response["violations"]
        assert violations == [], violations
