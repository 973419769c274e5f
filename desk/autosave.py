"""The doors of autosave: text comes in every few seconds, is offered back, or thrown away.

What is taken in is the user's own, unsaved text: no revision, nothing that anybody else sees. The
script behind it (static/desk/autosave.js) is told in JSON what became of it.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import wraps
from http import HTTPStatus

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
from django.utils import timezone
from django.views.decorators.cache import never_cache

from accounts.models import User
from articles import permissions
from articles.models import Article
from articles.states import Action
from desk import offers
from desk.asked import is_number, user_of
from desk.task_admin import asking_user
from newsroom.lib.dates import to_seoul
from writing import slots
from writing.sweep import KEPT

_LARGEST = 2**53
_LARGEST_REVISION = 2**31 - 1
_STATUSES: Mapping[type[slots.Refused], tuple[HTTPStatus, str]] = {
    slots.TooLong: (HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "refused"),
    slots.TooMany: (HTTPStatus.TOO_MANY_REQUESTS, "refused"),
    slots.Stale: (HTTPStatus.CONFLICT, "stale"),
    # No mishap: the page after a save asks so of each copy that the form left behind.
    slots.Closed: (HTTPStatus.OK, "closed"),
}


class _Unreadable(Exception):
    """The request isn't one that the form's script sends."""


def answers_json(
    view: Callable[[HttpRequest, User], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Instead of AdminSite.admin_view, whose redirect to the login a script can't tell from an
    answer. CSRF is the middleware's business as everywhere."""

    @never_cache
    @wraps(view)
    def door(request: HttpRequest) -> HttpResponse:
        user = asking_user(request)
        if user is None:
            return _refusal(HTTPStatus.UNAUTHORIZED, "signed-out", "로그인이 끊겼습니다.")
        return view(request, user)

    return door


@answers_json
def take_in(request: HttpRequest, user: User) -> HttpResponse:
    """Keep the posted form as it stands; {"saved_at": "14:05:10"} in Seoul time."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if request.POST.get("_user") != str(user.pk):
        # The page is one person's and the session by now another's, on a shared computer.
        return _refusal(
            HTTPStatus.CONFLICT,
            "other-user",
            "이 브라우저가 지금은 다른 사람으로 로그인되어 있어 자동 저장하지 않습니다.",
        )
    try:
        article = _story(user, request.POST.get("_article", ""))
        typed = _typed(request.POST)
        slots.keep(typed, user=user, article=article)
    except _Unreadable:
        return _refusal(HTTPStatus.BAD_REQUEST, "refused", "자동 저장할 수 없는 요청입니다.")
    except Http404:
        return _refusal(
            HTTPStatus.NOT_FOUND, "refused", "지금은 열 수 없는 기사라서 자동 저장하지 못합니다."
        )
    except slots.Refused as refusal:
        status, error = _STATUSES[type(refusal)]
        return _refusal(status, error, str(refusal))
    return JsonResponse({"saved_at": f"{to_seoul(typed.typed_at):%H:%M:%S}"})


def show_offers(request: HttpRequest) -> HttpResponse:
    """The part of a page that offers text back (?article=ID, ?new, or neither for the first
    page), to be put in place by a script; `besides` names the form that asks."""
    user = user_of(request)
    found: object
    if "article" in request.GET:
        article = _story(user, request.GET["article"])
        found = offers.of_form(user, article, besides=request.GET.get("besides", ""))
        template = "admin/articles/article/_offers.html"
    else:
        found = offers.on_first_page(user)
        template = "desk/_autosaved.html"
    return TemplateResponse(request, template, {"offers": found})


def discard(request: HttpRequest, form_key: str) -> HttpResponse:
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    slot = offers.find(user_of(request), form_key)
    if slot is None:
        raise Http404
    slots.close(slot.form_key, user=slot.user)
    article = slot.article
    is_open = article is None or permissions.can(user_of(request), Action.READ, article)
    if request.POST.get("back") != "form" or not is_open:
        return HttpResponseRedirect(reverse("admin:index"))
    return HttpResponseRedirect(offers.form_url(slot.article_id))


def forget(posted: QueryDict, user: User) -> None:
    """The form has been saved: in the same transaction its slot is let go of."""
    form_key = posted.get("_form_key", "")
    if offers.is_key(form_key):
        slots.close(form_key, user=user)


def _story(user: User, number: str) -> Article | None:
    """None for a story never saved. 404 unless `user` may write one, or read this one: text typed
    before the desk took the story is still theirs to keep, though not to save."""
    if not number:
        if not permissions.can(user, Action.CREATE):
            raise Http404
        return None
    if not is_number(number):
        raise Http404
    article = Article.objects.filter(pk=int(number)).first()
    if article is None or not permissions.can_read_working_copy(user, article):
        raise Http404
    return article


def _typed(posted: QueryDict) -> slots.Typed:
    form_key = posted.get("_form_key", "")
    counter = _number(posted.get("_counter", ""), _LARGEST)
    if not offers.is_key(form_key) or counter == 0:
        raise _Unreadable
    # How long ago by the browser's clock, which may be wrong; the difference isn't.
    age = timedelta(seconds=_number(posted.get("_age", "0"), int(KEPT.total_seconds())))
    return slots.Typed(
        form_key=form_key,
        counter=counter,
        fields={
            # What no database takes and nobody types.
            name: [value.replace("\x00", "") for value in values]
            for name, values in posted.lists()
            if not name.startswith("_") and "\x00" not in name and name != "csrfmiddlewaretoken"
        },
        base_revision=_number(posted.get("base_revision") or "0", _LARGEST_REVISION),
        typed_at=timezone.now() - age,
    )


def _number(text: str, most: int) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(most))):
        raise _Unreadable
    return min(int(text), most)


def _refusal(status: HTTPStatus, error: str, sentence: str) -> JsonResponse:
    return JsonResponse(
        {"error": error, "sentence": sentence},
        status=status,
        json_dumps_params={"ensure_ascii": False},
    )
