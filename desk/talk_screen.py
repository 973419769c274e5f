"""The conversation of a story: its own page, and what the panel beside the text sends.

A script sends with the header X-Requested-With and puts the answer, the list as it is now, into
the page it stands on; without one, the page of the conversation opens. Either way the story's form
stays as it is.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from http import HTTPStatus

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
    JsonResponse,
    QueryDict,
)
from django.template.response import TemplateResponse
from django.urls import reverse

from accounts.models import User
from articles import permissions
from articles.models import Article
from articles.refusals import Incomplete, Refused
from conversation import assignments
from conversation import talk as talking
from conversation.models import Comment
from desk import talk_panel
from desk.article_screen import page_of, require_readable
from desk.asked import is_number, user_of
from desk.moment_field import MomentField

_ON_COMMENT: Mapping[str, Callable[..., None]] = {
    "strike": talking.strike,
    "resolve": talking.resolve,
    "reopen": talking.reopen,
}


def talk(request: HttpRequest, site: AdminSite, article: Article) -> HttpResponse:
    user = user_of(request)
    _require(user, article)
    if request.method != "POST":
        return _page(request, site, article)
    posted = request.POST
    try:
        comment = talking.write(
            article,
            posted.get("text", ""),
            by=user,
            picked=_numbers(posted, "mention"),
            quote=posted.get("quote", ""),
            reply_to=_number(posted, "reply_to"),
        )
    except Refused as refusal:
        return refused(request, site, article, refusal)
    return done(request, article, f"comment-{comment.pk}")


def act_on(
    request: HttpRequest, site: AdminSite, article: Article, number: int, how: str
) -> HttpResponse:
    """strike, resolve or reopen one comment."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    user = user_of(request)
    _require(user, article)
    comment = Comment.objects.filter(article=article, pk=number).first()
    if comment is None or how not in _ON_COMMENT:
        raise Http404
    try:
        _ON_COMMENT[how](comment, by=user)
    except Refused as refusal:
        return refused(request, site, article, refusal)
    return done(request, article, f"comment-{comment.pk}")


def assign(request: HttpRequest, site: AdminSite, article: Article) -> HttpResponse:
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    user = user_of(request)
    _require(user, article)
    posted = request.POST
    try:
        assignments.assign(
            article,
            by=user,
            assignee=_number(posted, "assignee"),
            what=posted.get("what", ""),
            due_at=due_time(posted),
        )
    except Refused as refusal:
        return refused(request, site, article, refusal)
    return done(request, article, "works")


def due_time(posted: Mapping[str, str]) -> datetime | None:
    """The time typed, aware. Raises Incomplete for what is none."""
    try:
        due: datetime | None = MomentField(required=False).clean(posted.get("due_at", ""))
    except ValidationError as error:
        raise Incomplete(f"마감: {' '.join(error.messages)}") from None
    return due


def is_by_script(request: HttpRequest) -> bool:
    return request.headers.get("X-Requested-With") == "fetch"


def _require(user: User, article: Article) -> None:
    answer = permissions.can_converse(user, article)
    if not answer:
        require_readable(user, article)
        raise PermissionDenied(answer.reason)


def done(request: HttpRequest, article: Article, anchor: str) -> HttpResponse:
    if is_by_script(request):
        panel = talk_panel.of(user_of(request), article)
        return TemplateResponse(
            request, "admin/articles/article/talk/_list.html", {"talk": panel, "article": article}
        )
    address = reverse("admin:articles_article_talk", args=[article.pk])
    return HttpResponseRedirect(f"{address}#{anchor}")


def refused(
    request: HttpRequest, site: AdminSite, article: Article, refusal: Refused
) -> HttpResponse:
    if is_by_script(request):
        return JsonResponse(
            {"sentence": str(refusal)},
            status=HTTPStatus.CONFLICT,
            json_dumps_params={"ensure_ascii": False},
        )
    messages.error(request, str(refusal))
    return _page(request, site, article, request.POST, status=HTTPStatus.CONFLICT)


def _page(
    request: HttpRequest,
    site: AdminSite,
    article: Article,
    posted: QueryDict | None = None,
    *,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    """With what was typed in a form that was refused."""
    panel = talk_panel.of(user_of(request), article, most=talk_panel.LONGEST)
    if panel is None:
        raise PermissionDenied
    if posted is not None:
        panel.typed = {name: str(value) for name, value in posted.items()}
        panel.picked = frozenset(_numbers(posted, "mention"))
    return TemplateResponse(
        request,
        "admin/articles/article/talk/page.html",
        page_of(request, site, article, title=f"대화: {article.title}")
        | {"talk": panel, "may_read": True},
        status=status,
    )


def _numbers(posted: QueryDict, name: str) -> set[int]:
    return {int(value) for value in posted.getlist(name) if is_number(value)}


def _number(posted: Mapping[str, str], name: str) -> int | None:
    value = posted.get(name, "")
    return int(value) if is_number(value) else None
