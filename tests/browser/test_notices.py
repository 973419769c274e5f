"""The desk publishes a notice while a reader has the story open; each in a browser of their own."""

from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.roles import Role
from notices.models import Notice
from notices.register import receive
from tests.browser.test_article_form import sign_in
from tests.builders import PASSWORD, make_facts, make_published, make_section, make_user
from tests.desk.article_pages import change_url


def test_the_readers_next_page_shows_the_notice(
    live_server: LiveServer, page: Page, browser: Browser
) -> None:
    section = make_section("경기소식")
    desk = make_user(Role.DESK, sections=(section,), name="박데스크", password=PASSWORD)
    article = make_published(title="도서관 예산 5억 원", section_id=section.pk)
    receive(article, make_facts(claimant="가온시", is_marked=True), by=desk)
    readers = browser.new_context(locale="ko-KR", viewport={"width": 390, "height": 844})
    reader = readers.new_page()
    reader.goto(live_server.url + article.get_absolute_url())
    expect(reader.locator(".claim-mark")).to_have_text("정정보도 청구 중")
    sign_in(page, live_server, desk)
    page.goto(live_server.url + change_url(article))
    page.get_by_role("link", name="가온시, 정정보도 청구").click()
    page.get_by_role("link", name="보도문 싣기").click()
    page.fill("[name=text]", "예산은 3억 원이므로 바로잡습니다.")
    page.get_by_role("button", name="싣기").click()
    expect(page.locator(".errorlist")).to_contain_text("확인 표시를 해 주세요")
    page.check("[name=is_final]")
    page.get_by_role("button", name="싣기").click()
    expect(page.locator(".messagelist")).to_contain_text("보도문을 실었습니다")
    reader.reload()
    expect(reader.locator(".claim-mark")).to_have_count(0)
    expect(reader.locator(".story-notice")).to_contain_text("예산은 3억 원이므로")
    reader.locator(".story-notice").get_by_role("link", name="정정보도").click()
    expect(reader).to_have_url(live_server.url + Notice.objects.get().get_absolute_url())
    reader.get_by_role("link", name="도서관 예산 5억 원").click()
    expect(reader).to_have_url(live_server.url + article.get_absolute_url())
    readers.close()
