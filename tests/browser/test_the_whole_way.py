"""From a reporter's first keystroke to the reader and off the site again, in real browsers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from accounts.models import User
from accounts.roles import Role
from articles.models import Article
from articles.states import Status
from tests.browser.layout import fits
from tests.browser.test_article_form import sign_in
from tests.builders import PASSWORD, make_reporter, make_section, make_user

TITLE = "가온시 새 도서관, 토요일 밤에도 연다"
CORRECTED = "가온시 새 도서관, 토요일 밤 10시까지 연다"
FIRST = "가온시가 다음 달부터 새 도서관의 토요일 운영 시간을 밤 10시까지 늘린다."
ADDED = "시는 시민 1,200명에게 물어 이같이 정했다고 밝혔다."
REASON = "제목에 시각을 넣고, 근거가 되는 조사를 덧붙여 주세요."


@dataclass
class Newsroom:
    """Three people in three browsers, and everything the console complained of."""

    address: str
    reporter: Page
    desk: Page
    chief: Page
    complaints: list[str]


@pytest.fixture
def newsroom(browser: Browser, live_server, browser_context_args) -> Iterator[Newsroom]:
    section = make_section("경기소식", slug="gyeonggi")
    people = {
        "gija": make_user(
            Role.REPORTER, username="gija", name="김기자", password=PASSWORD, sections=(section,)
        ),
        "desk": make_user(
            Role.DESK, username="desk", name="이데스크", password=PASSWORD, sections=(section,)
        ),
        "chief": make_user(Role.CHIEF, username="chief", name="박국장", password=PASSWORD),
    }
    make_reporter("김기자", user=people["gija"], email="gija@example.com")
    complaints: list[str] = []
    contexts: list[BrowserContext] = []

    def page_of(username: str) -> Page:
        context = browser.new_context(**browser_context_args)
        contexts.append(context)
        page = context.new_page()
        page.on(
            "console",
            lambda message: complaints.append(message.text) if message.type == "error" else None,
        )
        page.on("pageerror", lambda error: complaints.append(str(error)))
        sign_in(page, live_server, people[username])
        page.goto(f"{live_server.url}/admin/")
        expect(page.get_by_text(people[username].name).first).to_be_visible()
        return page

    yield Newsroom(live_server.url, page_of("gija"), page_of("desk"), page_of("chief"), complaints)
    for context in contexts:
        context.set_offline(True)
        context.close()


def body_of(page: Page) -> Locator:
    area = page.locator(".cke_wysiwyg_div")
    expect(area).to_be_visible()
    return area


def press(page: Page, label: str) -> None:
    page.get_by_role("button", name=label, exact=True).click()


def write_on(page: Page) -> None:
    """Somebody else still has the story open."""
    press(page, "이어받기")
    expect(page.locator("#id_title")).to_be_editable()


def state(page: Page) -> str:
    return page.locator(".status").first.inner_text().strip()


def reads(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    assert not response.cookies
    return response.content.decode()


def test_write_send_back_publish_read_withdraw(newsroom: Newsroom) -> None:
    reporter, desk, chief = newsroom.reporter, newsroom.desk, newsroom.chief
    anonymous = Client()

    # 기자 writes and 송고s.
    reporter.get_by_role("link", name=re.compile("새 기사")).first.click()
    reporter.fill("#id_title", TITLE)
    body_of(reporter).click()
    reporter.keyboard.insert_text(FIRST)
    reporter.select_option("#id_section", label="경기소식")
    expect(reporter.locator("#id_reporters")).to_have_value(re.compile("김기자"))
    reporter.fill("#id_tags", "도서관, 가온시")
    press(reporter, "송고")
    expect(reporter.get_by_text("송고했습니다.")).to_be_visible()
    article = Article.objects.get()
    assert article.body.strip() == f"<p>{FIRST}</p>"
    assert article.status == Status.SUBMITTED
    page_path = f"/articles/{article.pk}/"
    change = f"{newsroom.address}/admin/articles/article/{article.pk}/change/"
    assert anonymous.get(page_path).status_code == 404

    # 데스크 sends it back with a reason, which the reporter sees.
    desk.goto(change)
    press(desk, "데스킹 시작")
    assert state(desk) == "데스킹중"
    desk.locator("summary", has_text="반려").click()
    desk.fill("#reason-reject, [name=reason-reject]", REASON)
    press(desk, "반려")
    expect(desk.get_by_text("반려했습니다.")).to_be_visible()
    reporter.goto(f"{newsroom.address}/admin/")
    expect(reporter.get_by_text(REASON).first).to_be_visible()

    # 기자 corrects and sends again.
    reporter.goto(change)
    expect(reporter.get_by_text(REASON).first).to_be_visible()
    write_on(reporter)
    reporter.fill("#id_title", CORRECTED)
    body_of(reporter).click()
    reporter.keyboard.press("Control+End")
    reporter.keyboard.press("Enter")
    reporter.keyboard.insert_text(ADDED)
    press(reporter, "송고")
    expect(reporter.get_by_text("송고했습니다.")).to_be_visible()

    # 데스크 승인s, then 게재s.
    desk.goto(change)
    press(desk, "승인")
    assert state(desk) == "승인"
    assert anonymous.get(page_path).status_code == 404
    press(desk, "게재")
    expect(desk.locator("h1")).to_have_text("게재 확인")
    assert anonymous.get(page_path).status_code == 404
    expect(desk.get_by_role("button", name="게재", exact=True)).to_be_focused()
    desk.keyboard.press("Enter")
    expect(desk.get_by_text("게재했습니다.")).to_be_visible()
    assert state(desk) == "게재"

    # A reader sees it at the next request, wherever it belongs.
    article.refresh_from_db()
    story = reads(anonymous, page_path)
    for text in (CORRECTED, FIRST, ADDED, "【예시신문 = 김기자 기자】"):
        assert text in story
    author = article.lead_reporter
    assert author is not None
    places = (
        "/",
        "/sections/gyeonggi/",
        author.get_absolute_url(),
        "/tags/도서관/",
        "/feed/",
        "/sections/gyeonggi/feed/",
        f"/reporters/{author.pk}/feed/",
        "/news-sitemap.xml",
    )
    for path in places:
        assert CORRECTED in reads(anonymous, path), path

    # An edit of the live story waits for the desk.
    reporter.goto(change)
    write_on(reporter)
    reporter.fill("#id_title", "아직 나가지 않은 제목")
    press(reporter, "저장")
    expect(reporter.get_by_text("저장했습니다.")).to_be_visible()
    assert "아직 나가지 않은 제목" not in reads(anonymous, page_path)

    # 편집국장 withdraws it: 410, and gone from all lists.
    chief.goto(change)
    chief.locator("summary", has_text="게재중지").click()
    chief.fill("[name=reason-withdraw]", "사실을 다시 확인합니다.")
    press(chief, "게재중지")
    expect(chief.get_by_text("게재를 중지했습니다.")).to_be_visible()
    gone = anonymous.get(page_path)
    assert gone.status_code == 410
    assert CORRECTED not in gone.content.decode()
    for path in places:
        response = anonymous.get(path)
        assert CORRECTED not in response.content.decode(), path

    assert newsroom.complaints == []


def test_opening_and_saving_changes_nothing(newsroom: Newsroom) -> None:
    page = newsroom.reporter
    page.goto(f"{newsroom.address}/admin/articles/article/add/")
    page.fill("#id_title", TITLE)
    body_of(page).click()
    page.keyboard.insert_text(FIRST)
    page.keyboard.press("Enter")
    page.keyboard.insert_text("둘째 문단 “따옴표” & <꺾쇠>")
    press(page, "저장")
    expect(page.get_by_text("저장했습니다.")).to_be_visible()
    article = Article.objects.get()
    before = article.body
    assert before.count("<p>") == 2
    body_of(page)
    press(page, "저장")
    expect(page.get_by_text("저장했습니다.")).to_be_visible()
    article.refresh_from_db()
    assert (article.revision, article.body) == (1, before)
    assert newsroom.complaints == []


def test_a_late_save_keeps_what_was_typed(newsroom: Newsroom) -> None:
    page, chief = newsroom.reporter, newsroom.chief
    page.goto(f"{newsroom.address}/admin/articles/article/add/")
    page.fill("#id_title", TITLE)
    press(page, "저장")
    expect(page.get_by_text("저장했습니다.")).to_be_visible()
    article = Article.objects.get()
    chief.goto(f"{newsroom.address}/admin/articles/article/{article.pk}/change/")
    write_on(chief)
    chief.fill("#id_subtitle", "국장이 먼저 고침")
    press(chief, "저장")
    expect(chief.get_by_text("저장했습니다.")).to_be_visible()
    page.fill("#id_subtitle", "기자가 늦게 고침")
    press(page, "저장")
    expect(page.get_by_text("다른 사람이 이 기사를 저장했습니다").first).to_be_visible()
    expect(page.locator(".three-conflict")).to_contain_text("기자가 늦게 고침")
    article.refresh_from_db()
    assert article.subtitle == "국장이 먼저 고침"


def test_leaving_with_unsaved_text_asks_first(newsroom: Newsroom) -> None:
    page = newsroom.reporter
    page.goto(f"{newsroom.address}/admin/articles/article/add/")
    asked: list[str] = []

    def stay(dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    body_of(page).click()
    page.keyboard.insert_text("아직 저장하지 않은 글")
    page.wait_for_timeout(300)
    page.evaluate("window.location.href = '/admin/'")
    page.wait_for_timeout(500)
    assert asked == ["beforeunload"]
    assert page.url.endswith("/add/")


def test_the_form_works_on_a_phone(newsroom: Newsroom) -> None:
    page = newsroom.reporter
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{newsroom.address}/admin/articles/article/add/")
    body_of(page)
    assert fits(page)
    page.fill("#id_title", TITLE)
    body_of(page).click()
    page.keyboard.insert_text(FIRST)
    page.select_option("#id_section", label="경기소식")
    press(page, "송고")
    expect(page.get_by_text("송고했습니다.")).to_be_visible()
    assert Article.objects.get().status == Status.SUBMITTED
    assert User.objects.get(username="gija").articles.count() == 1
