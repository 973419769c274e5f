"""The page between a button and readers: it shows what will go, and asks once."""

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from articles import permissions, workflow
from articles.models import Article
from articles.publication_stops import GOES_LIVE
from articles.states import Action
from desk import actions, article_screen, publication_review, typed_beside
from desk.asked import is_number, seen_revision, user_of


def show(request: HttpRequest, site: AdminSite, article: Article, action: str) -> HttpResponse:
    """404 for what isn't an act that readers see and for who may not read the story, 403 for who
    may not do it."""
    if action not in GOES_LIVE:
        raise Http404
    wanted, user = Action(action), user_of(request)
    article_screen.require_readable(user, article)
    for answer in (
        permissions.can_read_working_copy(user, article),
        permissions.can(user, wanted, article),
    ):
        if not answer:
            raise PermissionDenied(answer.reason)
    if request.method == "POST":
        return _perform(request, article, wanted)
    return _ask(request, site, article, wanted)


def _ask(request: HttpRequest, site: AdminSite, article: Article, action: Action) -> HttpResponse:
    typed = typed_beside.of(request, article)
    try:
        at, reason = publication_review.asked_for(action, typed)
        if actions.takes_time(action) and at is None:
            raise workflow.Incomplete(actions.TIME_MISSING)
    except workflow.Incomplete as refusal:
        messages.error(request, str(refusal))
        return article_screen.onwards(request, article)
    review = publication_review.review(article, action, by=user_of(request), at=at, reason=reason)
    pressed = request.GET.get("seen", "")
    return TemplateResponse(
        request,
        "admin/articles/article/publication/confirm.html",
        article_screen.page_of(request, site, article, title=f"{action.label} 확인")
        | {
            "review": review,
            "typed": typed,
            "reason": reason,
            "has_moved_on": is_number(pressed) and int(pressed) != article.revision,
        },
    )


def _perform(request: HttpRequest, article: Article, action: Action) -> HttpResponse:
    try:
        done = actions.perform_posted(
            article,
            action,
            request.POST,
            by=user_of(request),
            revision=seen_revision(request.POST),
        )
    except workflow.Conflict:
        typed_beside.keep(request, article, action, request.POST)
        messages.error(
            request,
            "내보내지 않았습니다. 확인하는 사이에 다른 사람이 이 기사를 저장했습니다."
            " 아래가 지금 글입니다. 다시 확인해 주세요.",
        )
        return HttpResponseRedirect(address(request, article, action))
    except workflow.Refused as refusal:
        messages.error(request, f"‘{action.label}’ 처리를 하지 못했습니다. {refusal}")
        return article_screen.onwards(request, article)
    typed_beside.forget(request, article)
    messages.success(request, actions.done_text(action, done))
    return article_screen.onwards(request, done)


def address(request: HttpRequest, article: Article, action: Action) -> str:
    page = reverse("admin:articles_article_confirm", args=[article.pk, action.value])
    return page + article_screen.way_here(request)
