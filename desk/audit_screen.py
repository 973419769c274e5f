"""감사 기록: who did what when, in one list, and the same as a CSV file."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
    QueryDict,
    StreamingHttpResponse,
)
from django.template.response import TemplateResponse
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Task, can_do
from articles.list_views import EARLIEST_YEAR, LATEST_YEAR
from audit.models import Kind
from audit.recording import record
from desk.asked import is_number, user_of
from desk.audit_lines import OTHER_KINDS, PAGE, STORY_KINDS, Line, Place, Wanted, every, page
from newsroom.lib.csv_cells import BYTE_ORDER_MARK, defused
from newsroom.lib.dates import day_bounds, format_day, to_seoul
from sections.models import Section

DAYS_SHOWN = 30
# A year of a busy newsroom is some hundred thousand lines, an import of an archive millions.
DAYS_EXPORTED = 366
_COLUMNS = (
    *("때", "누가", "한 일", "기사 번호", "제목", "대상", "이전", "다음"),
    *("사유", "내용", "판", "접속 주소"),
)


class FilterForm(forms.Form):
    since = forms.DateField(label="부터", required=False)
    until = forms.DateField(label="까지", required=False)
    by = forms.ModelChoiceField(
        label="누가", queryset=User.objects.order_by("name", "username"), required=False
    )
    kind = forms.ChoiceField(label="한 일", required=False)
    article = forms.IntegerField(label="기사 번호", required=False, min_value=1)
    section = forms.ChoiceField(label="섹션", required=False)

    def __init__(self, typed: QueryDict, *, sees_all: bool) -> None:
        super().__init__(typed, label_suffix="")
        groups = [("", "전체"), ("기사", list(STORY_KINDS.items()))]
        groups.append(("그 밖에", list(OTHER_KINDS.items())))
        self.fields["kind"].choices = groups  # type: ignore[attr-defined]
        self.ids: dict[str, tuple[int, ...]] = {}
        self.fields["section"].choices = [("", "전체"), *self._sections()]  # type: ignore[attr-defined]
        if not sees_all:
            # Whose names there are is the administrator's to see.
            del self.fields["by"]
        else:
            self.fields["by"].empty_label = "전체"  # type: ignore[attr-defined]
            self.fields["by"].label_from_instance = (  # type: ignore[attr-defined]
                lambda user: f"{user.display_name} ({user.username})"
            )
        for name in ("since", "until"):
            self.fields[name].widget.attrs |= {"size": 10, "placeholder": "2025.10.29"}
        article = self.fields["article"]
        article.widget = forms.TextInput(attrs={"size": 8, "inputmode": "numeric"})

    def _sections(self) -> Iterator[tuple[str, str]]:
        for top in Section.objects.tree():
            self.ids[str(top.pk)] = (top.pk, *(child.pk for child in top.child_list))
            yield str(top.pk), top.name
            for child in top.child_list:
                self.ids[str(child.pk)] = (child.pk,)
                yield str(child.pk), f"\u2003{child.name}"

    def clean_article(self) -> int | None:
        number: int | None = self.cleaned_data["article"]
        if number is not None and not is_number(str(number)):
            raise forms.ValidationError("그런 기사 번호는 없습니다.")
        return number

    def clean(self) -> dict[str, Any]:
        for name in ("since", "until"):
            day = self.cleaned_data.get(name)
            if day is not None and not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
                self.add_error(name, "2025.10.29처럼 적어 주세요.")
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and since > until:
            self.add_error("until", "‘부터’보다 앞선 날입니다.")
        return self.cleaned_data


@dataclass(frozen=True)
class Span:
    """The days asked for, both shown; without a beginning the last DAYS_SHOWN days."""

    first: date
    last: date

    @classmethod
    def of(cls, values: dict[str, Any]) -> "Span":
        last = values.get("until") or to_seoul(timezone.now()).date()
        return cls(values.get("since") or last - timedelta(days=DAYS_SHOWN), last)

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def __str__(self) -> str:
        return f"{format_day(self.first)}–{format_day(self.last)}"


def show(request: HttpRequest, site: AdminSite) -> HttpResponse:
    user = _allowed(request)
    form, span, wanted = _asked(request, user)
    after = Place.read(request.GET.get("after", ""))
    lines = page(user, wanted, after, PAGE + 1) if wanted else []
    query = request.GET.copy()
    query.pop("after", None)
    older = query.copy()
    if len(lines) > PAGE:
        older["after"] = str(lines[PAGE - 1].place)
    return TemplateResponse(
        request,
        "desk/audit/lines.html",
        site.each_context(request)
        | {
            "title": "감사 기록",
            "is_nav_sidebar_enabled": False,
            "form": form,
            "span": span,
            "lines": lines[:PAGE],
            "older": older.urlencode() if len(lines) > PAGE else "",
            "newest": query.urlencode() if after else "",
            "is_later": after is not None,
            "sees_all": bool(can_do(user, Task.READ_WHOLE_AUDIT)),
            "export_days": DAYS_EXPORTED,
        },
    )


def export(request: HttpRequest, site: AdminSite) -> HttpResponseBase:
    """By POST, since it leaves a line of its own: before the first byte goes out."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    user = _allowed(request)
    form, span, wanted = _asked(request, user)
    if wanted is not None and span.days > DAYS_EXPORTED:
        form.add_error("since", f"한 번에 {DAYS_EXPORTED}일까지 내려받을 수 있습니다.")
        wanted = None
    if wanted is None:
        return show_again(request, site, form, span)
    record(Kind.EXPORT, by=user, subject=f"감사 기록 CSV {span}", detail=_named(form))
    name = f"audit-{span.first:%Y%m%d}-{span.last:%Y%m%d}.csv"
    return StreamingHttpResponse(
        _csv(every(user, wanted)),
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "X-Content-Type-Options": "nosniff",
        },
    )


def show_again(request: HttpRequest, site: AdminSite, form: FilterForm, span: Span) -> HttpResponse:
    return TemplateResponse(
        request,
        "desk/audit/lines.html",
        site.each_context(request)
        | {
            "title": "감사 기록",
            "is_nav_sidebar_enabled": False,
            "form": form,
            "span": span,
            "lines": [],
            "export_days": DAYS_EXPORTED,
        },
        status=400,
    )


def _allowed(request: HttpRequest) -> User:
    user = user_of(request)
    answer = can_do(user, Task.READ_AUDIT)
    if not answer:
        raise PermissionDenied(answer.reason)
    return user


def _asked(request: HttpRequest, user: User) -> tuple[FilterForm, Span, Wanted | None]:
    """The filters of a GET or a POST; None for what can't be asked for, which the form says."""
    typed = request.POST if request.method == "POST" else request.GET
    form = FilterForm(typed, sees_all=bool(can_do(user, Task.READ_WHOLE_AUDIT)))
    is_valid = form.is_valid()
    values = form.cleaned_data
    span = Span.of(values)
    if not is_valid:
        return form, span, None
    by = values.get("by")
    return (
        form,
        span,
        Wanted(
            since=day_bounds(span.first)[0],
            until=day_bounds(span.last)[1],
            by=by.pk if by else None,
            kind=values["kind"],
            article=values["article"],
            sections=form.ids.get(values["section"], ()),
        ),
    )


def _named(form: FilterForm) -> str:
    """The filters besides the period, for the line that tells of the export."""
    values = form.cleaned_data
    kinds = STORY_KINDS | OTHER_KINDS
    sections = dict(form.fields["section"].choices)  # type: ignore[attr-defined]
    told = {
        "누가": str(values.get("by") or ""),
        "한 일": kinds.get(values["kind"], ""),
        "기사": str(values["article"] or ""),
        "섹션": sections[values["section"]].strip() if values["section"] else "",
    }
    return ", ".join(f"{name}: {value}" for name, value in told.items() if value)


def _csv(lines: Iterator[Line]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield BYTE_ORDER_MARK + writer.writerow(_COLUMNS)
    for line in lines:
        cells = (
            f"{to_seoul(line.at):%Y-%m-%d %H:%M:%S}",
            line.by_name,
            line.act,
            str(line.article_id or ""),
            *(line.title, line.subject, line.before, line.after, line.reason, line.detail),
            str(line.revision or ""),
            line.address,
        )
        yield writer.writerow([defused(cell) for cell in cells])


class _Echo:
    """Hands a written row back to the caller."""

    def write(self, row: str) -> str:
        return row
