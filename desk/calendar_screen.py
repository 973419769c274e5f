"""The calendar of what goes live when, and moving it. All moving goes through the workflow."""

from dataclasses import dataclass
from datetime import date, datetime

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from articles import permissions, scheduling, workflow
from articles.models import Article
from articles.states import Action
from desk import actions, coming
from desk.asked import seen_revision, user_of
from desk.calendar_span import Size, Span
from desk.coming import Coming, Kind
from newsroom.lib.dates import parse_seoul, to_seoul


@dataclass
class Day:
    """A cell of the calendar. `shown` are its first entries; `more` says how many are left out."""

    on: date
    entries: list[Coming]
    most: int
    is_today: bool
    is_past: bool
    is_outside: bool

    @property
    def shown(self) -> list[Coming]:
        return self.entries[: self.most]

    @property
    def more(self) -> int:
        return len(self.entries) - len(self.shown)

    @property
    def query(self) -> str:
        return Span(Size.DAY, self.on).query


def show(request: HttpRequest, site: AdminSite) -> HttpResponse:
    user = user_of(request)
    now = timezone.now()
    span = Span.asked(request.GET.get("size", ""), request.GET.get("day", ""), now)
    entries, is_all = coming.between(user, *span.bounds)
    return TemplateResponse(
        request,
        "admin/articles/article/calendar.html",
        site.each_context(request)
        | {
            "title": "예약 달력",
            "opts": Article._meta,
            "is_nav_sidebar_enabled": False,
            "span": span,
            "sizes": [(size, span.sized(size)) for size in Size],
            "today": span.at(to_seoul(now).date()),
            "days": _days(span, entries, to_seoul(now).date()),
            "is_all": is_all,
            "is_empty": not entries,
            "now": now,
        },
    )


def move(request: HttpRequest, article: Article) -> HttpResponse:
    """Set another time for a scheduled story or change, and back to the calendar."""
    user = user_of(request)
    if not permissions.can(user, Action.READ, article):
        raise Http404
    is_change = request.POST.get("kind") == Kind.CHANGE.value
    action = Action.RESCHEDULE_CHANGE if is_change else Action.RESCHEDULE
    function = scheduling.reschedule_change if is_change else scheduling.reschedule
    try:
        at = actions.read_time(request.POST.get("at", "").strip())
        if at is None:
            raise workflow.Incomplete(actions.TIME_MISSING)
        done = function(
            article, by=user, at=at, revision=seen_revision(request.POST), was=_was(request)
        )
        messages.success(request, f"‘{done.title}’: {actions.done_text(action, done)}")
    except workflow.Refused as refusal:
        messages.error(request, f"‘{article.title}’ 기사를 옮기지 못했습니다. {refusal}")
    span = Span.asked(request.POST.get("size", ""), request.POST.get("day", ""), timezone.now())
    return HttpResponseRedirect(reverse("admin:articles_article_calendar") + span.query)


def _days(span: Span, entries: list[Coming], today: date) -> list[Day]:
    by_day: dict[date, list[Coming]] = {day: [] for day in span.days}
    for entry in entries:
        by_day[to_seoul(entry.at).date()].append(entry)
    return [
        Day(
            day,
            found,
            span.size.most_a_day,
            is_today=day == today,
            is_past=day < today,
            is_outside=span.size == Size.MONTH and day.month != span.around.month,
        )
        for day, found in by_day.items()
    ]


def _was(request: HttpRequest) -> datetime:
    """The time the person saw, to the microsecond. Raises Conflict for what can't be one."""
    try:
        return parse_seoul(request.POST.get("was", ""))
    except ValueError:
        raise workflow.Conflict("달력을 다시 연 뒤에 옮겨 주세요.") from None
