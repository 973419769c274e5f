"""What the script of a story's page asks (static/desk/presence.js): I am here, I write on, I go.

Nobody is told anything of a story that they may not read, not even by whom it is open.
"""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.urls import reverse

from accounts.models import User
from articles import permissions
from articles.models import Article
from articles.states import Action
from desk.article_screen import require_readable
from desk.asked import user_of
from desk.typed_text import set_aside_autosaved, set_aside_typed
from presence import windows
from presence.models import SetAsideText
from presence.words import sentence_of, title_of


def beat(request: HttpRequest, article: Article) -> HttpResponse:
    """This window is there; who else is, who writes, and which revision is the newest."""
    user = user_of(request)
    require_readable(user, article)
    window = request.POST.get("window", "")
    if not windows.is_window(window):
        return HttpResponseBadRequest()
    may_edit = bool(permissions.can(user, Action.EDIT, article))
    standing = windows.beat(
        article,
        user,
        window,
        is_form="form" in request.POST and may_edit,
        is_opened="opened" in request.POST,
    )
    return _told(user, article, standing)


def take_over(request: HttpRequest, article: Article) -> HttpResponse:
    """이어받기. What was autosaved of the other's text is set aside at once; the other is told at
    the next beat, and sends what isn't saved."""
    user = user_of(request)
    require_readable(user, article)
    window = request.POST.get("window", "")
    if not windows.is_window(window):
        return HttpResponseBadRequest()
    answer = permissions.can_take_over(user, article)
    if not answer:
        return _json({"sentence": answer.reason}, status=HTTPStatus.FORBIDDEN)
    loser = windows.take_over(article, user, window)
    if loser is not None:
        set_aside_autosaved(article, loser, displaced_by=user)
    return _told(user, article, windows.beat(article, user, window, is_form=True))


def leave(request: HttpRequest, article: Article) -> HttpResponse:
    user = user_of(request)
    window = request.POST.get("window", "")
    if windows.is_window(window):
        windows.leave(article, user, window)
    # Whoever lost the right meanwhile has left all the same.
    require_readable(user, article)
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


def keep(request: HttpRequest, article: Article) -> HttpResponse:
    """The unsaved text of a window from which the story was taken over."""
    user = user_of(request)
    require_readable(user, article)
    taker = windows.taker_from(article, user, request.POST.get("_window", ""))
    if taker is None:
        return HttpResponseBadRequest()
    text = set_aside_typed(article, request.POST, by=user, displaced_by=taker)
    return _json({"address": _address(text)})


def _told(user: User, article: Article, standing: windows.Standing) -> HttpResponse:
    holder = standing.holder
    is_other = holder is not None and holder.user_id != user.pk
    newest: dict[str, Any] = {}
    if permissions.can_read_working_copy(user, article):
        newest = {"revision": article.revision}
    return _json(
        {
            "sentence": sentence_of(standing.others),
            "writer": title_of(holder.user) if holder is not None and is_other else "",
            "holds": standing.holds,
            "elsewhere": holder is not None and not is_other and not standing.holds,
            "may_take_over": is_other and bool(permissions.can_take_over(user, article)),
            "taken_over_by": title_of(standing.taken_over_by) if standing.taken_over_by else "",
            **newest,
        }
    )


def _address(text: SetAsideText) -> str:
    return reverse("admin:articles_article_set_aside", args=[text.article_id, text.pk])


def _json(told: dict[str, Any], status: int = HTTPStatus.OK) -> JsonResponse:
    return JsonResponse(told, status=status, json_dumps_params={"ensure_ascii": False})
