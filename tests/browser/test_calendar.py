"""Scheduling from the form, then moving by drag and by form, seen from a second browser."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from accounts.models import User
from accounts.roles import Role
from articles import workflow
from articles.models import ScheduledChange
from newsroom.lib.dates import format_time_with_weekday, to_seoul
from tests.articles.test_scheduling import edited, fresh
from tests.browser.layout import fits
from tests.browser.test_article_form import sign_in
from tests.builders import PASSWORD, make_draft, make_published, make_section, make_user

CALENDAR = "/admin/articles/article/calendar/"


@pytest.fixture
def opened(
    browser: Browser, live_server, browser_context_args
) -> Iterator[Callable[[str, str], Page]]:
    """Opens an address of the desk in a browser of its own, signed in."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_as(username: str, path: str) -> Page:
        context = browser.new_context(**browser_context_args)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        sign_in(page, live_server, User.objects.get(username=username))
        page.goto(live_server.url + path)
        return page

    yield open_as
    for context in contexts:
        context.close()
    assert complaints == []


def monday_after_next() -> datetime:
    """At two in the afternoon, with all of that week ahead."""
    now = to_seoul(timezone.now())
    day = now + timedelta(days=14 - now.weekday())
    return day.replace(hour=14, minute=0, second=0, microsecond=0)


def in_field(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M}"


def entry_on(page: Page, day: datetime, title: str) -> Locator:
    cell = page.locator(f"[data-day='{day:%Y-%m-%d}']")
    return cell.locator("[data-entry]", has_text=title)


def test_schedule_see_drag_and_move_by_form(opened: Callable[[str, str], Page]) -> None:
    section = make_section("경기소식")
    make_user(Role.DESK, username="desk", name="이데스크", password=PASSWORD, sections=(section,))
    make_user(Role.CHIEF, username="chief", name="박국장", password=PASSWORD)
    article = make_draft(title="도서관 문 연다", section_id=section.pk)
    article = workflow.approve(workflow.submit(article, by=None), by=None)
    live = edited(make_published(section_id=section.pk), title="버스 노선 2보")
    monday = monday_after_next()
    week = f"{CALENDAR}?day={monday:%Y-%m-%d}"
    thursday, friday = monday + timedelta(days=3), monday + timedelta(days=4)

    # From the form, which tells what the typed time means and what was done.
    desk = opened("desk", f"/admin/articles/article/{article.pk}/change/")
    desk.locator("summary", has_text=re.compile("^예약…")).click()
    desk.fill("[name=at-schedule]", "2020-01-01T10:00")
    expect(desk.locator(".moment-past")).to_contain_text("지난 시각")
    desk.fill("[name=at-schedule]", in_field(monday))
    expect(desk.locator("[name=at-schedule] + .moment-echo")).to_contain_text("월요일 14:00")
    desk.get_by_role("button", name="예약", exact=True).click()
    expect(desk.locator("h1")).to_have_text("예약 확인")
    desk.get_by_role("button", name="예약", exact=True).click()
    expect(desk.get_by_text(f"예약했습니다. {format_time_with_weekday(monday)}")).to_be_visible()

    desk.goto(desk.url.split("/articles/")[0] + f"/articles/article/{live.pk}/change/")
    desk.locator("summary", has_text="수정안 예약…").click()
    desk.fill("[name=at-schedule_change]", in_field(monday))
    desk.get_by_role("button", name="수정안 예약", exact=True).click()
    expect(desk.locator("h1")).to_have_text("수정안 예약 확인")
    desk.get_by_role("button", name="수정안 예약", exact=True).click()
    expect(desk.get_by_text("2판이").first).to_be_visible()

    # The other sees both, and drags the story to Thursday.
    chief = opened("chief", week)
    expect(entry_on(chief, monday, "버스 노선 2보")).to_be_visible()
    desk.goto(chief.url)
    entry_on(chief, monday, "도서관 문 연다").drag_to(
        chief.locator(f"[data-day='{thursday:%Y-%m-%d}']"), target_position={"x": 60, "y": 200}
    )
    expect(entry_on(chief, thursday, "도서관 문 연다")).to_be_visible()
    assert fresh(article).published_at == thursday

    # The first still has the old week on the screen: what they do to it is refused, and they see.
    stale = entry_on(desk, monday, "도서관 문 연다")
    stale.drag_to(
        desk.locator(f"[data-day='{friday:%Y-%m-%d}']"), target_position={"x": 60, "y": 200}
    )
    expect(desk.get_by_text("그사이 다른 사람이 예약 시각을 바꾸었습니다")).to_be_visible()
    expect(entry_on(desk, thursday, "도서관 문 연다")).to_be_visible()
    assert fresh(article).published_at == thursday

    # A drag into the past is told of without asking the server, which would refuse it too.
    change = entry_on(desk, monday, "버스 노선 2보")
    change.locator("[name=at]").evaluate("field => { field.min = '2099-01-01T00:00'; }")
    change.drag_to(desk.locator(f"[data-day='{friday:%Y-%m-%d}']"))
    expect(desk.get_by_text("지난 시각으로는 옮길 수 없습니다")).to_be_visible()
    desk.reload()

    # By keyboard alone: to another hour, which a drag can't do.
    change.locator("summary").focus()
    desk.keyboard.press("Enter")
    change.locator("[name=at]").fill(in_field(friday + timedelta(minutes=5)))
    change.get_by_role("button", name="옮기기").focus()
    desk.keyboard.press("Enter")
    expect(entry_on(desk, friday, "버스 노선 2보")).to_contain_text("14:05")
    assert ScheduledChange.objects.get().publish_at == friday + timedelta(minutes=5)
    chief.reload()
    expect(entry_on(chief, friday, "버스 노선 2보")).to_be_visible()

    # A phone gets a list by day, no wider than itself.
    chief.set_viewport_size({"width": 390, "height": 844})
    assert fits(chief)
    expect(chief.locator(f"[data-day='{monday:%Y-%m-%d}']")).to_be_hidden()
