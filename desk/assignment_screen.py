"""맡은 일: what a user has to do and has given others, with or without a story."""

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.db.models import QuerySet
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
)
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from accounts.permissions import Task, can_do
from articles.refusals import Refused
from conversation import assignments
from conversation.models import Assignment
from desk import talk_screen
from desk.asked import is_number, user_of
from desk.colleagues import named

MOST_SHOWN = 200
_HOW = {"done": assignments.finish, "drop": assignments.drop}


def show(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """The two lists; posted, one more thing to do that has no story yet."""
    user = user_of(request)
    status = 200
    if request.method == "POST":
        assignee = request.POST.get("assignee", "")
        try:
            assignments.assign(
                None,
                by=user,
                assignee=int(assignee) if is_number(assignee) else None,
                what=request.POST.get("what", ""),
                due_at=talk_screen.due_time(request.POST),
            )
        except Refused as refusal:
            messages.error(request, str(refusal))
            status = 409
        else:
            messages.success(request, "일을 맡겼습니다.")
            return HttpResponseRedirect(reverse("admin:assignments"))
    may_assign = bool(can_do(user, Task.ASSIGN_WORK))
    return TemplateResponse(
        request,
        "admin/assignments.html",
        site.each_context(request)
        | {
            "title": "맡은 일",
            "mine": assignments.open_for(user)[:MOST_SHOWN],
            "given": assignments.open_from(user)[:MOST_SHOWN],
            "assignable": named(assignments.colleagues(None)) if may_assign else [],
            "may_assign": may_assign,
            "typed": request.POST,
            "what_max": assignments.WHAT_MAX_LENGTH,
            "now": timezone.now(),
            "is_nav_sidebar_enabled": False,
        },
        status=status,
    )


def end(site: AdminSite, request: HttpRequest, number: int, how: str) -> HttpResponse:
    """done or drop; back to the story's conversation if it was ended from there."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    user = user_of(request)
    known: QuerySet[Assignment] = assignments.shown_to(user, Assignment.objects.all())
    assignment = known.select_related("article").filter(pk=number).first()
    if assignment is None or how not in _HOW:
        raise Http404
    from_story = assignment.article if "from_story" in request.POST else None
    try:
        _HOW[how](assignment, by=user)
    except Refused as refusal:
        if from_story is not None:
            return talk_screen.refused(request, site, from_story, refusal)
        messages.error(request, str(refusal))
    else:
        if from_story is not None:
            return talk_screen.done(request, from_story, "works")
        ended = "마친 일로 적었습니다." if how == "done" else "맡긴 일을 거두었습니다."
        messages.success(request, ended)
    return HttpResponseRedirect(reverse("admin:assignments"))
