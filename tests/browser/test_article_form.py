"""Writing a story in Chromium: the editor, the counters, the suggestions, nothing lost."""

from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import ConsoleMessage, Dialog, Page, Request, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from accounts.roles import Role
from articles import body, workflow
from articles.models import Article
from articles.states import Status
from newsroom.lib.korean import count_characters, manuscript_sheets
from tests.browser.layout import fits
from tests.builders import (
    PASSWORD,
    make_draft,
    make_photo,
    make_published,
    make_reporter,
    make_section,
    make_user,
)
from tests.desk.article_pages import add_url, change_url, list_url
from tests.search.test_similar import RELEASE

EDITOR = ".cke_wysiwyg_div"
EVERYTHING = (
    "<h2>중간 제목</h2>\n<p>첫 문단 &amp; <strong>굵게</strong>, “따옴표”·가운뎃점<br>둘째 줄</p>\n"
    '<figure data-embed="youtube:abcdefghijk"></figure>\n'
    '<figure class="photo"><img src="/photos/{photo}" alt="도서관"><figcaption>설명</figcaption>'
    "</figure>\n<ul><li>하나</li><li>둘</li></ul>\n<blockquote><p>인용</p></blockquote>\n"
    "<table><tbody><tr><td>가</td><td>나</td></tr></tbody></table>\n"
    '<p><a href="https://example.com/?a=1&amp;b=2" rel="noopener noreferrer">링크</a></p>'
)


@pytest.fixture
def reporter() -> User:
    user = make_user(Role.REPORTER, sections=(make_section(),), password=PASSWORD)
    make_reporter("김정민", user=user)
    return user


@pytest.fixture
def errors(page: Page, live_server: LiveServer) -> list[str]:
    """What the console and the network complain of, other hosts included."""
    found: list[str] = []

    def note_message(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            found.append(message.text)

    def note_request(request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme != "data" and parts.netloc != urlsplit(live_server.url).netloc:
            found.append(request.url)

    page.on("console", note_message)
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("request", note_request)
    return found


def sign_in(page: Page, live_server: LiveServer, user: User) -> None:
    """By a session made beside the browser: the form takes two pages, and has tests of its own."""
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies(
        [{"name": name, "value": client.cookies[name].value, "url": live_server.url}]
    )


def open_form(page: Page, live_server: LiveServer, address: str) -> None:
    page.goto(live_server.url + address)
    expect(page.locator(EDITOR)).to_be_visible()


def rich_draft(user: User) -> Article:
    photo = make_photo(user)
    html = EVERYTHING.format(photo=f"{photo.token}.{photo.extension}")
    return make_draft(user, body=html, lead_photo_id=photo.pk, tags=("나", "가"))


def test_opening_and_saving_makes_no_revision_and_no_complaint(
    live_server: LiveServer, page: Page, reporter: User, errors: list[str]
) -> None:
    article = rich_draft(reporter)
    sign_in(page, live_server, reporter)
    open_form(page, live_server, change_url(article))
    expect(page.locator(".unsaved-mark")).to_be_hidden()
    page.get_by_role("button", name="저장", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("저장했습니다.")
    article.refresh_from_db()
    assert article.revision == 1
    assert errors == []


def test_the_editor_keeps_every_kind_of_block(
    live_server: LiveServer, page: Page, reporter: User
) -> None:
    article = rich_draft(reporter)
    sign_in(page, live_server, reporter)
    open_form(page, live_server, change_url(article))
    made = page.evaluate("CKEDITOR.instances.id_body.getData()")
    assert body.clean(made) == article.body


def test_the_counters_count_as_the_server_does(
    live_server: LiveServer, page: Page, reporter: User
) -> None:
    article = rich_draft(reporter)
    sign_in(page, live_server, reporter)
    open_form(page, live_server, change_url(article))
    text = body.text_of(article.body)
    count = count_characters(text)
    expect(page.locator("[data-counters]")).to_have_text(
        f"본문 {count.with_spaces}자 · 공백 없이 {count.without_spaces}자"
        f" · 원고지 {manuscript_sheets(text)}매"
    )
    page.fill("#id_title", "가" * 27)
    expect(page.locator(".title-count")).to_have_text("27자 · 권장보다 2자 깁니다")


def test_the_tools_of_the_editor_work_under_the_policy(
    live_server: LiveServer, page: Page, reporter: User, errors: list[str]
) -> None:
    sign_in(page, live_server, reporter)
    open_form(page, live_server, add_url())
    page.click(EDITOR)
    page.keyboard.type("한글 문단")
    page.click(".cke_combo__format a")
    page.frame_locator(".cke_panel_frame").get_by_role("option", name="제목 2").click()
    page.click(".cke_button__signs")
    page.get_by_role("group", name="단위·셈").get_by_role("button", name="㎡").click()
    page.click(".cke_button__link")
    page.get_by_role("textbox", name="URL").fill("example.com/")
    page.locator(".cke_dialog_ui_button_ok:visible").click()
    page.click(".cke_button__table")
    page.locator(".cke_dialog_ui_button_cancel:visible").click()
    made = body.clean(page.evaluate("CKEDITOR.instances.id_body.getData()"))
    assert made.startswith("<h2>")
    assert "㎡" in made
    assert 'href="https://example.com/"' in made
    assert errors == []


def test_names_are_suggested_and_put_in_order(
    live_server: LiveServer, page: Page, reporter: User
) -> None:
    make_reporter("윤채이")
    sign_in(page, live_server, reporter)
    open_form(page, live_server, add_url())
    field = page.locator("#id_reporters")
    expect(field).to_have_value("김정민")
    field.fill("김정민, 윤")
    expect(page.get_by_role("option", name="윤채이")).to_be_visible()
    field.press("Enter")
    expect(field).to_have_value("김정민, 윤채이, ")
    field.blur()
    expect(field).to_have_value("김정민, 윤채이")


def test_keys_of_the_input_method_choose_nothing(
    live_server: LiveServer, page: Page, reporter: User
) -> None:
    make_reporter("윤채이")
    sign_in(page, live_server, reporter)
    open_form(page, live_server, add_url())
    field = page.locator("#id_reporters")
    field.fill("윤")
    expect(page.get_by_role("option", name="윤채이")).to_be_visible()
    field.evaluate(
        """field => field.dispatchEvent(new KeyboardEvent(
            "keydown", {key: "Enter", isComposing: true, bubbles: true, cancelable: true}))"""
    )
    expect(field).to_have_value("윤")
    expect(page).to_have_url(live_server.url + add_url())


def test_a_photo_and_a_related_story_are_chosen_by_looking(
    live_server: LiveServer, page: Page, reporter: User
) -> None:
    photo = make_photo(reporter, caption="도서관 전경")
    related = make_published(title="먼저 나간 기사")
    proposed = make_published(title="도서관 고양이 이야기")
    sign_in(page, live_server, reporter)
    open_form(page, live_server, add_url())
    page.fill("#id_title", "도서관에 온 고양이")
    page.get_by_label("있는 사진에서 고르기").click()
    page.get_by_role("option", name="도서관 전경").click()
    expect(page.locator("[data-photo-name]")).to_have_text("도서관 전경")
    page.get_by_label("관련 기사 찾기").fill("먼저")
    page.get_by_role("option", name="먼저 나간 기사").click()
    page.get_by_role("button", name="저장", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("저장했습니다.")
    article = Article.objects.exclude(pk__in=(related.pk, proposed.pk)).get()
    assert article.lead_photo == photo
    assert list(article.related.all()) == [related]
    # And one that is proposed by what was saved.
    add = page.get_by_role("button", name="관련 기사로 넣기: 도서관 고양이 이야기")
    add.click()
    expect(page.get_by_text("넣었습니다", exact=True)).to_be_disabled()
    page.get_by_role("button", name="저장", exact=True).click()
    expect(page.get_by_text("이 주제의 지난 기사")).to_have_count(0)
    assert set(article.related.all()) == {related, proposed}


def test_other_stories_are_told_of_while_one_is_written(
    live_server: LiveServer, page: Page, reporter: User
) -> None:
    title, text = RELEASE
    for other in ("느린 우체통", "동네책방 아홉 곳", "첫 교신에 성공한 위성"):
        make_published(title=other, body="<p>글이다.</p>")
    release = make_published(title=title, body=f"<p>{text}</p>")
    page.clock.install()
    sign_in(page, live_server, reporter)
    open_form(page, live_server, add_url())
    expect(page.get_by_text("이 주제의 지난 기사")).to_have_count(0)
    page.fill("#id_title", title)
    proposal = page.get_by_role("button", name=f"관련 기사로 넣기: {title}")
    expect(proposal).to_be_visible(timeout=8_000)
    expect(page.get_by_text("거의 같은 기사가")).to_have_count(0)
    proposal.click()
    expect(page.locator("#id_related")).to_have_value(f"{release.pk} {title}")
    page.locator(EDITOR).click()
    with page.expect_response("**/autosave/"):
        page.keyboard.insert_text(text)
    warning = page.get_by_role("status").filter(has_text="거의 같은 기사가")
    # It is asked for a quarter of a minute after the last, once the answer has been read.
    for _ in range(20):
        page.clock.fast_forward(15_000)
        page.wait_for_timeout(200)
        if warning.is_visible():
            break
    expect(warning).to_be_visible()
    assert Article.objects.count() == 4


def test_leaving_with_unsaved_text_asks_first(
    live_server: LiveServer, page: Page, reporter: User
) -> None:
    article = make_draft(reporter)
    sign_in(page, live_server, reporter)
    open_form(page, live_server, change_url(article))
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.click(EDITOR)
    page.keyboard.type("한글을 더 씁니다")
    expect(page.locator(".unsaved-mark")).to_be_visible()
    page.get_by_role("link", name="기사", exact=True).first.click(no_wait_after=True)
    page.wait_for_timeout(500)
    assert asked == ["beforeunload"]
    expect(page).to_have_url(live_server.url + change_url(article))
    page.get_by_role("button", name="송고").click()
    expect(page.locator(".messagelist")).to_contain_text("송고했습니다.")
    assert asked == ["beforeunload"]
    article.refresh_from_db()
    assert article.status == Status.SUBMITTED
    assert "한글을 더 씁니다" in article.body


def test_two_at_once_lose_nothing(live_server: LiveServer, page: Page, reporter: User) -> None:
    article = make_draft(reporter)
    sign_in(page, live_server, reporter)
    open_form(page, live_server, change_url(article))
    other = page.context.new_page()
    open_form(other, live_server, change_url(article))
    other.fill("#id_subtitle", "먼저 저장한 부제목")
    other.get_by_role("button", name="저장", exact=True).click()
    expect(other.locator(".messagelist")).to_contain_text("저장했습니다.")
    page.click(EDITOR)
    page.keyboard.type("나중에 쓴 글. ")
    page.get_by_role("button", name="저장", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("그사이 다른 사람이")
    expect(page.locator(".three-row").last).to_contain_text("나중에 쓴 글.")
    page.get_by_role("button", name="겹치지 않는 것은 합치기").click()
    expect(page.locator(EDITOR)).to_contain_text("나중에 쓴 글.")
    expect(page.locator("#id_subtitle")).to_have_value("먼저 저장한 부제목")
    expect(page.locator(".unsaved-mark")).to_be_visible()
    article.refresh_from_db()
    assert (article.subtitle, article.revision) == ("먼저 저장한 부제목", 2)


@pytest.mark.parametrize("width", [390, 1280])
def test_the_pages_fit_the_screen_and_can_be_used_by_everybody(
    live_server: LiveServer, page: Page, reporter: User, width: int
) -> None:
    draft = rich_draft(reporter)
    sent = workflow.submit(make_draft(reporter), by=reporter)
    page.set_viewport_size({"width": width, "height": 900})
    sign_in(page, live_server, reporter)
    for address in (change_url(draft), change_url(sent), list_url("?queue=mine")):
        page.goto(live_server.url + address, wait_until="networkidle")
        assert fits(page)
        # The editor's own frame of buttons is CKEditor's business.
        results = Axe().run(
            page, context={"exclude": [[".cke"]]}, options={"runOnly": ["wcag2a", "wcag2aa"]}
        )
        assert results.violations_count == 0, results.generate_report()
