"""The calendar: what is shown to whom, and moving by its forms."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from articles import clock_failures, scheduling, workflow
from articles.models import Article, ScheduledChange
from desk.calendar_span import Size, Span
from newsroom.lib.dates import SEOUL, format_time, format_time_with_weekday, to_seoul
from tests.articles.test_scheduling import edited, fresh, scheduled
from tests.builders import make_draft, make_published, make_section, make_user
from tests.desk.article_pages import change_url, confirm, form_data, messages_of, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
CALENDAR = "/admin/articles/article/calendar/"


@pytest.fixture
def at() -> datetime:
    """Tomorrow at two in the afternoon."""
    tomorrow = to_seoul(timezone.now()) + timedelta(days=1)
    return tomorrow.replace(hour=14, minute=0, second=0, microsecond=0)


def day_of(at: datetime) -> str:
    return f"?size=day&day={at:%Y-%m-%d}"


def titles(client: Client, query: str) -> list[str]:
    days = client.get(CALENDAR + query).context["days"]
    return [entry.title for day in days for entry in day.entries]


def move_url(article: Article) -> str:
    return reverse("admin:articles_article_move", args=[article.pk])


def move(client: Client, article: Article, seen: datetime, to: datetime | str, **typed: Any) -> Any:
    shown = to if isinstance(to, str) else f"{to_seoul(to):%Y-%m-%dT%H:%M}"
    data: dict[str, Any] = {
        "kind": "story",
        "revision": article.revision,
        "was": to_seoul(seen).isoformat(),
        "at": shown,
        "size": "week",
        "day": f"{to_seoul(seen):%Y-%m-%d}",
    }
    return client.post(move_url(article), data | typed, follow=True)


# --- what is shown --------------------------------------------------------------------------


def test_it_shows_what_goes_live_in_order(at: datetime) -> None:
    scheduled(at, title="예약 기사")
    live = edited(make_published(title="게재된 제목"), title="바뀔 제목")
    scheduling.schedule_change(live, by=None, at=at + timedelta(minutes=1))
    make_draft(title="엠바고 기사", embargo_until=at - timedelta(minutes=1))
    scheduled(at + timedelta(days=1), title="다음 날 기사")
    client = signed_in(make_user(Role.CHIEF))
    assert titles(client, day_of(at)) == ["엠바고 기사", "예약 기사", "바뀔 제목"]
    page = client.get(CALENDAR + day_of(at)).content.decode()
    assert "14:01" in page
    assert "2판" in page
    assert page.count(">옮기기<") == 4  # two forms, each with its summary and its button


def test_only_what_one_may_read_is_shown(at: datetime) -> None:
    here, elsewhere = make_section(), make_section()
    desk = make_user(Role.DESK, sections=(here,))
    reporter = make_user(Role.REPORTER, sections=(here,))
    scheduled(at, title="여기", section_id=here.pk)
    scheduled(at, title="저기", section_id=elsewhere.pk)
    for section, name in ((here, "여기"), (elsewhere, "저기")):
        live = edited(make_published(section_id=section.pk, title=name), title=f"{name} 수정안")
        scheduling.schedule_change(live, by=None, at=at)
        secret = make_published(section_id=section.pk)
        secret = edited(secret, title=f"{name} 비밀", embargo_until=at)
        scheduling.schedule_change(secret, by=None, at=at)
        make_draft(title=f"{name} 엠바고", section_id=section.pk, embargo_until=at)
    shown = {
        role: set(titles(signed_in(user), day_of(at)))
        for role, user in (
            ("desk", desk),
            ("reporter", reporter),
            ("admin", make_user(Role.ADMIN)),
            ("contributor", make_user(Role.CONTRIBUTOR)),
        )
    }
    assert shown["desk"] == {"여기", "여기 수정안", "여기 비밀", "여기 엠바고"}
    assert shown["reporter"] == {"여기", "여기 수정안"}
    assert shown["admin"] == shown["contributor"] == set()
    assert Client().get(CALENDAR).status_code == 302


def test_who_may_not_move_gets_no_form(at: datetime) -> None:
    section = make_section()
    reporter = make_user(Role.REPORTER, sections=(section,))
    scheduled(at, section_id=section.pk)
    (entry,) = next(
        day.entries for day in signed_in(reporter).get(CALENDAR + day_of(at)).context["days"]
    )
    assert not entry.may_move


@pytest.mark.parametrize("query", ["?day=2026-13-40", "?day=9999-12-31", "?size=year", "?day=\x00"])
def test_nonsense_shows_this_week(query: str) -> None:
    response = signed_in(make_user(Role.CHIEF)).get(CALENDAR + query)
    assert response.status_code == 200
    assert any(day.is_today for day in response.context["days"])


def test_many_of_a_day_are_told_as_a_number(at: datetime) -> None:
    draft = scheduled(at)
    for _ in range(6):
        scheduled(at, section_id=draft.section_id, reporter_ids=(draft.lead_reporter_id,))
    client = signed_in(make_user(Role.CHIEF))
    assert "2건 더보기" in client.get(f"{CALENDAR}?size=month&day={at:%Y-%m-%d}").content.decode()
    assert "더보기" not in client.get(CALENDAR + day_of(at)).content.decode()


def test_spans() -> None:
    now = datetime(2026, 11, 22, 15, 30, tzinfo=SEOUL)
    month = Span.asked("month", "2026-02-14", now)
    assert (month.days[0], month.days[-1]) == (date(2026, 1, 26), date(2026, 3, 1))
    assert (month.before.title, month.after.title) == ("2026년 1월", "2026년 3월")
    week = Span.asked("", "", now)
    assert (week.size, week.days[0], len(week.days)) == (Size.WEEK, date(2026, 11, 16), 7)
    assert week.title == "2026년 11월 16일–22일"
    assert week.after.title == "2026년 11월 23일–29일"
    assert week.after.after.title == "2026년 11월 30일–12월 6일"
    assert Span.asked("day", "2026-11-30", now).after.days == [date(2026, 12, 1)]
    assert Span.asked("month", "2026-12-31", now).after.title == "2027년 1월"
    start, end = Span.asked("day", "2026-11-30", now).bounds
    assert (start.isoformat(), end - start) == ("2026-11-30T00:00:00+09:00", timedelta(days=1))


# --- moving ---------------------------------------------------------------------------------


def test_a_story_and_a_change_move_by_their_forms(at: datetime) -> None:
    chief = signed_in(make_user(Role.CHIEF))
    article, live = scheduled(at), edited(make_published())
    scheduling.schedule_change(live, by=None, at=at)
    later = at + timedelta(days=2, minutes=5)
    response = move(chief, article, at, later)
    assert format_time_with_weekday(later) in messages_of(response)[0]
    assert response.context["span"].around == at.date()
    move(chief, live, at, later, kind="change")
    assert fresh(article).published_at == later
    assert ScheduledChange.objects.get().publish_at == later


def test_a_move_is_refused(at: datetime) -> None:
    here, elsewhere = make_section(), make_section()
    article = scheduled(at, section_id=here.pk)
    chief, owner = signed_in(make_user(Role.CHIEF)), make_user(Role.REPORTER, sections=(here,))
    later = at + timedelta(days=1)

    def said(client: Client, *told: Any, **typed: Any) -> str:
        (message,) = messages_of(move(client, article, *told, **typed))
        assert fresh(article).published_at == at
        return message

    assert "뒤여야" in said(chief, at, timezone.now() - timedelta(days=1))
    assert "예약 시각을 바꾸었습니다" in said(chief, at - timedelta(minutes=1), later)
    assert "다시 연" in said(chief, at, later, was="언젠가")
    assert "다른 사람이 이 기사를 저장" in said(chief, at, later, revision="7")
    assert "다른 사람이 이 기사를 저장" in said(chief, at, later, revision="x")
    assert "알 수 없습니다" in said(chief, at, "아침에")
    assert "요일입니다" in said(chief, at, wrong_weekday(later))
    assert "적어 주세요" in said(chief, at, "")
    assert "예약 상태의 기사에는" in said(chief, at, later, kind="change")
    assert "권한이 없습니다" in said(signed_in(owner), at, later)
    for stranger in (make_user(Role.DESK, sections=(elsewhere,)), make_user(Role.ADMIN)):
        assert move(signed_in(stranger), article, at, later).status_code == 404
    assert chief.get(move_url(article)).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(make_user(Role.CHIEF))
    assert strict.post(move_url(article), {"at": format_time(later)}).status_code == 403
    assert fresh(article).published_at == at


def wrong_weekday(moment: datetime) -> str:
    right = format_time_with_weekday(moment)
    wrong = format_time_with_weekday(moment + timedelta(days=1))
    return right.replace(right[11:14], wrong[11:14])


# --- where else schedules show --------------------------------------------------------------


def test_the_form_schedules_a_change_and_says_what_it_is_bound_to(at: datetime) -> None:
    user = make_user(Role.CHIEF)
    client, article = signed_in(user), make_published()
    data = form_data(user, article, title="고친 제목")
    typed = {"_action": "schedule_change", "at-schedule_change": f"{at:%Y-%m-%dT%H:%M}"}
    response = confirm(client, client.post(change_url(article), data | typed))
    assert messages_of(response)[0].startswith("수정안을 예약했습니다. ")
    assert f"2판이 {format_time_with_weekday(at)}에 나갑니다" in response.content.decode()
    edited(fresh(article), title="더 고친 제목")
    page = client.get(change_url(article)).content.decode()
    assert "그 뒤에 저장한 3판은 그때 나가지 않습니다" in page
    assert "바뀔" not in signed_in(make_user(Role.ADMIN)).get(change_url(article)).content.decode()


def test_the_first_page_tells_the_desk_what_the_clock_failed_at(at: datetime) -> None:
    here = make_section()
    article = scheduled(at, title="걸린 기사", section_id=here.pk)
    clock_failures.note(article.pk, "데이터베이스가 거절했습니다.", timezone.now())

    def told(user: User) -> bool:
        page = signed_in(user).get("/admin/").content.decode()
        return "제때 처리하지 못한 예약" in page and "데이터베이스가 거절했습니다." in page

    assert told(make_user(Role.CHIEF))
    assert told(make_user(Role.DESK, sections=(here,)))
    assert not told(make_user(Role.DESK, sections=(make_section(),)))
    assert not told(make_user(Role.REPORTER, sections=(here,)))
    workflow.unschedule(article, by=None)
    assert not told(make_user(Role.CHIEF))


def test_the_first_page_tells_when_the_clock_stands_still(at: datetime) -> None:
    live = edited(make_published())
    scheduling.schedule_change(live, by=None, at=at)
    chief = signed_in(make_user(Role.CHIEF))
    page = chief.get("/admin/").content.decode()
    assert "예약된 수정안" in page
    assert "예약 시계가 돌고 있지 않은" not in page
    ScheduledChange.objects.update(publish_at=timezone.now() - timedelta(minutes=1))
    assert "예약 시계가 돌고 있지 않은" in chief.get("/admin/").content.decode()
