"""The history of a story in the desk: its revisions, any two side by side, an old one restored."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from articles import history, permissions, workflow
from articles.comparison import compare_contents
from articles.content import Content
from articles.models import Article, Revision
from articles.states import Action
from desk import preview
from desk.article_screen import require_readable
from desk.asked import user_of
from newsroom.lib import paging

PAGE_SIZE = 20
_LARGEST_NUMBER = 10**9


def show_history(request: HttpRequest, site: AdminSite, article: Article) -> HttpResponse:
    user = user_of(request)
    require_readable(user, article)
    numbers = history.readable_numbers(user, article)
    try:
        page = paging.paginate(
            _Numbers(numbers), paging.page_number(request.GET.get("page")), PAGE_SIZE
        )
    except paging.NoSuchPage:
        raise Http404 from None
    older = numbers[page.number * PAGE_SIZE : page.number * PAGE_SIZE + 1]
    return TemplateResponse(
        request,
        "admin/articles/article/history/list.html",
        _page(request, site, article, f"판 이력: {article.title}")
        | {
            "page": page,
            "entries": history.entries(user, article, page.items, older[0] if older else None),
            "live": article.live_revision if article.live_revision in numbers else None,
        },
    )


def show_revision(
    request: HttpRequest, site: AdminSite, article: Article, number: int
) -> HttpResponse:
    user = user_of(request)
    require_readable(user, article)
    revision = _readable(user, article, number)
    content = Content.from_json(revision.data)
    return TemplateResponse(
        request,
        "admin/articles/article/history/revision.html",
        _page(request, site, article, f"{number}판: {content.title}")
        | {
            "revision": revision,
            "standing": history.standing(article, revision),
            "content": content,
            "shown": preview.overlaid(article, content),
            "previous": _before(history.readable_numbers(user, article), number),
        },
    )


def show_comparison(request: HttpRequest, site: AdminSite, article: Article) -> HttpResponse:
    """?from=3&to=5, in either order; without them, the newest and the one before it."""
    user = user_of(request)
    require_readable(user, article)
    numbers = history.readable_numbers(user, article)
    low, high = sorted((_asked(request, "from"), _asked(request, "to")))
    if not high:
        high = numbers[0] if numbers else 0
    if not low:
        low = _before(numbers, high) or high
    if low == high:
        messages.info(request, "견줄 판 두 개를 골라 주세요.")
        return HttpResponseRedirect(reverse("admin:articles_article_revisions", args=[article.pk]))
    older, newer = (_readable(user, article, number) for number in (low, high))
    return _show_compared(request, site, article, older, newer)


def restore(request: HttpRequest, site: AdminSite, article: Article, number: int) -> HttpResponse:
    """POST: an old text becomes the newest revision; 409 when there is a newer one by now."""
    user = user_of(request)
    require_readable(user, article)
    _readable(user, article, number)
    base = _number(request.POST.get("base_revision", ""))
    try:
        saved = workflow.restore_revision(article, number, by=user, base_revision=base)
    except workflow.Conflict:
        return _show_conflict(request, site, article, number, base)
    except workflow.NotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from None
    except workflow.Refused as refusal:
        messages.error(request, str(refusal))
    except ValidationError as error:
        messages.error(
            request, f"{number}판은 지금 그대로 저장할 수 없습니다. {' '.join(error.messages)}"
        )
    else:
        messages.success(request, _restored_text(saved, number))
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[saved.pk]))
    return HttpResponseRedirect(reverse("admin:articles_article_revisions", args=[article.pk]))


def _restored_text(saved: Article, number: int) -> str:
    text = f"{number}판의 글을 되살려 {saved.revision}판으로 저장했습니다."
    if saved.has_unpublished_changes:
        text += f" 독자는 게재할 때까지 {saved.live_revision}판을 봅니다."
    return text


def _show_conflict(
    request: HttpRequest, site: AdminSite, article: Article, number: int, base: int
) -> HttpResponse:
    """What came in between, against what the person saw as the newest. Nothing was changed."""
    user = user_of(request)
    article.refresh_from_db()
    require_readable(user, article)
    newer = _readable(user, article, article.revision)
    seen = history.readable_revision(user, article, base)
    if seen is None or seen.number == newer.number:
        seen = _readable(user, article, number)
    return _show_compared(
        request, site, article, seen, newer, status=HTTPStatus.CONFLICT, restoring=number
    )


def _show_compared(
    request: HttpRequest,
    site: AdminSite,
    article: Article,
    older: Revision,
    newer: Revision,
    *,
    status: int = HTTPStatus.OK,
    restoring: int | None = None,
) -> HttpResponse:
    user = user_of(request)
    contents = [Content.from_json(revision.data) for revision in (older, newer)]
    compared = compare_contents(*contents, by=user)
    return TemplateResponse(
        request,
        "admin/articles/article/history/compare.html",
        _page(request, site, article, f"{older.number}판과 {newer.number}판 비교")
        | {
            "sides": [
                (revision, history.standing(article, revision)) for revision in (older, newer)
            ],
            "older": older,
            "newer": newer,
            "changed": [field for field in compared if field.is_changed],
            "unchanged": [field.name for field in compared if not field.is_changed],
            "restoring": restoring,
        },
        status=status,
    )


def _page(request: HttpRequest, site: AdminSite, article: Article, title: str) -> dict[str, Any]:
    user = user_of(request)
    return site.each_context(request) | {
        "title": title,
        "opts": Article._meta,
        "article": article,
        "status": article.status_at(timezone.now()),
        "is_nav_sidebar_enabled": False,
        "may_read": True,
        "may_log": bool(permissions.can(user, Action.READ_LOG, article)),
        "may_edit": bool(permissions.can(user, Action.EDIT, article)),
    }


def _readable(user: User, article: Article, number: int) -> Revision:
    """404 alike for what isn't there and for what isn't this user's to read."""
    revision = history.readable_revision(user, article, number)
    if revision is None:
        raise Http404
    return revision


def _before(numbers: Sequence[int], number: int) -> int | None:
    """The readable one before `number`."""
    return next((other for other in numbers if other < number), None)


def _asked(request: HttpRequest, name: str) -> int:
    return _number(request.GET.get(name, ""))


def _number(typed: str) -> int:
    """0 for what is no number of a revision."""
    is_number = typed.isascii() and typed.isdecimal() and len(typed) < len(str(_LARGEST_NUMBER))
    return int(typed) if is_number else 0


class _Numbers:
    """The numbers of revisions as a source of pages."""

    def __init__(self, numbers: Sequence[int]) -> None:
        self.numbers = numbers

    def read(self, start: int, size: int, /) -> tuple[int, Sequence[int]]:
        return len(self.numbers), self.numbers[start : start + size]
