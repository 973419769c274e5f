"""Why a section or reporter can't be deleted, and moving the stories that stand in the way.

A press moves what fits into a few seconds; what is left is told, and the next press goes on.
"""

import time
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import quote, unquote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
    QueryDict,
)
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from articles import permissions
from articles.moving import BATCH, Move, ReporterMove, SectionMove, move_some
from desk.asked import is_number, user_of
from desk.names import resolve_reporters
from reporters.models import Reporter
from sections.models import Section

# Well within what gunicorn and nginx wait for an answer.
SECONDS_A_PRESS = 5.0
MOST_COUNTED = 10_000


class SectionTarget(forms.Form):
    target = forms.ModelChoiceField(
        label="옮길 섹션", queryset=Section.objects.none(), empty_label="섹션을 고르세요"
    )

    def __init__(self, typed: QueryDict | None = None, *, old: Section) -> None:
        super().__init__(typed, label_suffix="")
        others = Section.objects.exclude(pk=old.pk).select_related("parent")
        self.fields["target"].queryset = others  # type: ignore[attr-defined]
        self.fields["target"].label_from_instance = (  # type: ignore[attr-defined]
            lambda section: f"{section.parent} > {section}" if section.parent else str(section)
        )
        self.old = old

    def move(self) -> Move:
        return SectionMove(self.old, self.cleaned_data["target"])


class ReporterTarget(forms.Form):
    target = forms.CharField(
        label="대신할 기자",
        max_length=100,
        help_text="이름을 적습니다. 같은 이름이 여럿이면 고를 말을 알려 드립니다.",
    )

    def __init__(self, typed: QueryDict | None = None, *, old: Reporter) -> None:
        super().__init__(typed, label_suffix="")
        self.old = old

    def clean_target(self) -> Reporter:
        found = resolve_reporters(self.cleaned_data["target"])
        if len(found) != 1 or found[0] == self.old.pk:
            raise forms.ValidationError("다른 기자 한 명의 이름을 적어 주세요.")
        return Reporter.objects.get(pk=found[0])

    def move(self) -> Move:
        return ReporterMove(self.old, self.cleaned_data["target"])


class OffersToMove(admin.ModelAdmin):
    """For what can't be deleted while stories are in it."""

    target_form: ClassVar[type[SectionTarget] | type[ReporterTarget]]
    use_advice: ClassVar[str] = ""
    # What to do instead of deleting, if that is better.
    gentler: ClassVar[str] = ""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.move_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_move"
        return [path("<path:object_id>/move/", view, name=name), *super().get_urls()]

    def uses(self, obj: Any) -> list[str]:
        raise NotImplementedError

    def story_counts(self, obj: Any) -> list[str]:
        """Those of `uses` that moving stories takes out of the way."""
        raise NotImplementedError

    def refuse_deletion(self, request: HttpRequest, obj: Any, uses: list[str]) -> HttpResponse:
        return self._page(request, obj, self.target_form(old=obj))

    def move_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        number = unquote(object_id)
        obj = self.get_object(request, number) if is_number(number) else None
        if obj is None:
            raise Http404
        if not self.has_delete_permission(request, obj):
            raise PermissionDenied
        answer = permissions.can_move_stories(user_of(request))
        if not answer:
            raise PermissionDenied(answer.reason)
        form = self.target_form(request.POST, old=obj)
        if not form.is_valid():
            return self._page(request, obj, form, status=400)
        moved = _move_for_a_while(form.move(), request)
        left = self.story_counts(obj)
        if left:
            told = f"기사 {moved:,}건을 옮겼습니다. 아직 {', '.join(left)} 남았습니다."
            messages.warning(request, f"{told} 한 번 더 누르면 이어서 옮깁니다.")
        else:
            messages.success(request, f"기사 {moved:,}건을 옮겼습니다. 남은 기사가 없습니다.")
        query = f"?target={request.POST['target']}" if left else ""
        return HttpResponseRedirect(self._address(obj, "delete") + query)

    def _page(
        self, request: HttpRequest, obj: Any, form: Any, *, status: int = 200
    ) -> HttpResponse:
        if request.GET.get("target") and not form.is_bound:
            form.initial = {"target": request.GET["target"]}
        name = f"{self.opts.verbose_name} ‘{obj}’"
        uses, stories = self.uses(obj), self.story_counts(obj)
        return TemplateResponse(
            request,
            "desk/moving.html",
            self.admin_site.each_context(request)
            | {
                "title": f"{name}: 지울 수 없습니다",
                "opts": self.opts,
                "obj": obj,
                "uses": uses,
                "has_stories": bool(stories),
                "advice": self.use_advice if len(uses) > len(stories) else "",
                "gentler": self.gentler,
                "form": form,
                "why_not": permissions.can_move_stories(user_of(request)).reason,
                "list_url": reverse(
                    f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"
                ),
                "change_url": self._address(obj, "change"),
                "move_url": self._address(obj, "move"),
            },
            status=status,
        )

    def _address(self, obj: Any, view: str) -> str:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_{view}"
        return reverse(name, args=[quote(obj.pk)])


def counted(rows: "QuerySet[Any]", text: str) -> list[str]:
    """ "기사 12건", from "기사 {}건"; nothing for none. Never counts further than MOST_COUNTED."""
    number = rows.order_by()[: MOST_COUNTED + 1].count()
    if number > MOST_COUNTED:
        return [f"{text.format(f'{MOST_COUNTED:,}')} 이상"]
    return [text.format(f"{number:,}")] if number else []


def _move_for_a_while(move: Move, request: HttpRequest) -> int:
    """A transaction after the other: what is done stays done if the next is broken off."""
    end = time.monotonic() + SECONDS_A_PRESS
    number = 0
    while moved := move_some(move, by=user_of(request), most=BATCH):
        number += moved
        if time.monotonic() > end:
            break
    return number
