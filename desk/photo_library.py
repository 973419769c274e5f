"""The grid of the library: searched, filtered, newest first, a page at a time."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.utils import timezone

from desk.asked import is_number, user_of
from desk.photo_form import WORDS, PhotoForm
from desk.photo_search import MOST_TYPED, Day, Show, Span, newest_first, search, show
from desk.photo_told import Badge, badges, thumb
from photos.licences import GROUPED, Licence
from photos.models import Photo
from photos.permissions import can_add_photo, sees_whole_library

SHOWN = 48


class SearchForm(forms.Form):
    q = forms.CharField(label="찾기", required=False)
    licence = forms.ChoiceField(label="이용 조건", required=False)
    of = forms.ChoiceField(label="날짜 기준", required=False, choices=Day.choices)
    day = forms.CharField(
        label="날짜나 달",
        required=False,
        max_length=11,
        error_messages={"max_length": "2025.10.29나 2025.10처럼 적어 주세요."},
    )

    def __init__(self, typed: QueryDict) -> None:
        super().__init__(typed, label_suffix="")
        # The unknown has a word of its own here: empty is "any".
        known = [("unknown", Licence.UNKNOWN.label), *GROUPED[1:]]
        self.fields["licence"].choices = [("", "이용 조건"), *known]  # type: ignore[attr-defined]
        self.fields["q"].widget = forms.TextInput(
            attrs={
                "type": "search",
                "maxlength": MOST_TYPED,
                "placeholder": "설명·출처·인물·장소·올린 사람",
            }
        )
        self.fields["day"].widget.attrs |= {"placeholder": "2025.10 또는 2025.10.29"}

    def clean_day(self) -> Span | None:
        typed = self.cleaned_data["day"]
        span = Span.read(typed)
        if typed and span is None:
            raise forms.ValidationError("2025.10.29나 2025.10처럼 적어 주세요.")
        return span


@dataclass(frozen=True)
class Shown:
    """A picture on the grid."""

    photo: Photo
    thumb: str
    badges: list[Badge]


def screen(request: HttpRequest, site: AdminSite) -> HttpResponse:
    user, now = user_of(request), timezone.now()
    form = SearchForm(request.GET)
    asked = request.GET.get("show", "")
    which = Show(asked) if asked in Show.values else Show.ALL
    rows: list[Photo] = []
    before = request.GET.get("before", "")
    if form.is_valid():
        photos = show(newest_first(user), which, user, now).select_related("uploaded_by")
        photos = search(photos, form.cleaned_data["q"]).filter(**_narrowed(form.cleaned_data))
        if (span := form.cleaned_data["day"]) is not None:
            is_taken = form.cleaned_data["of"] == Day.TAKEN
            photos = photos.filter(span.within("taken_at" if is_taken else "created_at"))
        if is_number(before):
            photos = photos.filter(pk__lt=int(before))
        rows = list(photos[: SHOWN + 1])
    sees_all = sees_whole_library(user)
    return TemplateResponse(
        request,
        "admin/photos/photo/change_list.html",
        site.each_context(request)
        | {
            "title": "사진",
            "opts": Photo._meta,
            "is_nav_sidebar_enabled": False,
            "form": form,
            "shown": [_shown(photo, now) for photo in rows[:SHOWN]],
            "tabs": _tabs(request.GET, which, sees_all=sees_all),
            "which": which,
            "sees_all": sees_all,
            "may_add": bool(can_add_photo(user)),
            "is_narrowed": bool(set(request.GET) & {"q", "licence", "day", "show"}),
            "is_later": is_number(before),
            "newest": _query(request.GET),
            "older": _query(request.GET, before=str(rows[SHOWN - 1].pk))
            if len(rows) > SHOWN
            else "",
            "word_names": " ".join(WORDS),
            "licence_field": PhotoForm()["licence"],
        },
    )


def _narrowed(typed: dict[str, Any]) -> dict[str, str]:
    licence = typed["licence"]
    return {"licence": "" if licence == "unknown" else licence} if licence else {}


def _shown(photo: Photo, now: datetime) -> Shown:
    return Shown(photo, thumb(photo), badges(photo, now))


def _tabs(asked: QueryDict, which: Show, *, sees_all: bool) -> list[dict[str, Any]]:
    return [
        {"label": tab.label, "query": _query(asked, show=tab.value), "is_current": tab == which}
        for tab in Show
        # Of whoever sees own pictures only, all are.
        if sees_all or tab != Show.MINE
    ]


def _query(asked: QueryDict, **changed: str) -> str:
    """The same search from its beginning, with something else of it."""
    query = QueryDict(mutable=True)
    for name in ("q", "licence", "of", "day", "show"):
        if value := changed.get(name, asked.get(name, "")):
            query[name] = value
    if before := changed.get("before"):
        query["before"] = before
    return query.urlencode()
