"""What a reader's browser keeps of stories, and the system's sheet for sharing one."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from articles.models import Article
from tests.browser.layout import fits
from tests.builders import make_published, make_section

# A system with a sheet, whose answer the test says.
SHEET = """
window.shared = [];
navigator.share = async (story) => {
  window.shared.push(story);
  if (window.answer) throw new DOMException("", window.answer);
};
"""
HOSTILE = """localStorage.setItem("saved", JSON.stringify([
  ...JSON.parse(localStorage.getItem("saved")),
  { id: 77, title: "<img src=x onerror=alert(1)>", section: "<b>", at: 1 },
  { id: "1/../../admin", title: "글", section: "", at: 1 },
  null,
]))"""


def test_stories_are_kept_in_the_browser_and_shared_by_the_system(
    live_server: LiveServer, page: Page
) -> None:
    section = make_section("문화·예술")
    body = "<p>물가에 수달이 산다.</p>" * 40
    first, second, third = (
        make_published(title=f"수달 {number}", body=body, section_id=section.pk)
        for number in range(3)
    )
    page.add_init_script(SHEET)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))

    def read(story: Article) -> None:
        page.goto(live_server.url + story.get_absolute_url())
        page.locator(".article-end").scroll_into_view_if_needed()

    # Saved, by the button that says so, and for the next visit.
    for story in (first, second):
        read(story)
        page.get_by_role("button", name="저장", exact=True).click()
        saved = page.get_by_role("button", name="저장됨")
        expect(saved).to_have_attribute("aria-pressed", "true")
    page.reload()
    expect(saved).to_have_attribute("aria-pressed", "true")
    page.evaluate(HOSTILE)

    # Shared by the sheet; a reader who closes it has his way, a sheet that fails gives the menu.
    share = page.get_by_role("button", name="공유", exact=True)
    menu = page.get_by_role("link", name="네이버")
    for answer in ("", "AbortError"):
        page.evaluate("(answer) => { window.answer = answer; }", answer)
        share.click()
        expect(menu).to_be_hidden()
    page.evaluate("() => { window.answer = 'NotAllowedError'; }")
    share.click()
    expect(menu).to_be_visible()
    address = f"https://news.example.com{second.get_absolute_url()}"
    assert page.evaluate("window.shared") == [{"title": second.title, "url": address}] * 3
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    page.locator(".share summary").click()
    expect(menu).to_be_visible()

    # The lists, newest first; what somebody else wrote there is words and nothing more.
    page.goto(f"{live_server.url}/saved/")
    kept = page.get_by_role("region", name="저장한 기사").get_by_role("listitem")
    history = page.get_by_role("region", name="읽은 기사").get_by_role("listitem")
    expect(kept.get_by_role("link")).to_have_text(
        [second.title, first.title, "<img src=x onerror=alert(1)>"]
    )
    expect(kept.get_by_role("link").last).to_have_attribute("href", "/articles/77/")
    expect(kept.first).to_contain_text(section.name)
    expect(history.get_by_role("link")).to_have_text([second.title, first.title])
    page.set_viewport_size({"width": 320, "height": 700})
    assert fits(page)
    assert Axe().run(page).violations_count == 0

    # Removed, with the keyboard left where it was, and taken back.
    remove = kept.get_by_role("button", name=f"지우기: {second.title}")
    remove.press("Enter")
    expect(kept).to_have_count(2)
    expect(kept.first.get_by_role("button")).to_be_focused()
    page.get_by_role("button", name="되돌리기").click()
    expect(kept).to_have_count(3)
    page.get_by_role("button", name="저장한 기사 모두 지우기").click()
    expect(page.get_by_text("저장한 기사가 없습니다.")).to_be_visible()

    # The history is off, and stays off.
    page.get_by_role("checkbox", name="읽은 기사 기록하기").uncheck()
    page.clock.install()
    read(third)
    page.clock.run_for(20_000)
    expect(page.get_by_role("button", name="저장", exact=True)).to_be_visible()
    page.goto(f"{live_server.url}/saved/")
    expect(page.get_by_role("checkbox", name="읽은 기사 기록하기")).not_to_be_checked()
    expect(history).to_have_count(2)

    # On again: ten seconds on the screen are enough without scrolling.
    page.get_by_role("checkbox", name="읽은 기사 기록하기").check()
    page.goto(live_server.url + third.get_absolute_url())
    page.clock.run_for(9_000)
    assert third.title not in page.evaluate("localStorage.getItem('read')")
    page.clock.run_for(2_000)
    assert third.title in page.evaluate("localStorage.getItem('read')")
    assert said == []
    assert page.context.cookies() == []
