"""Acts on several stories of the list at once: what is asked before, and what is told after."""

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.contrib.admin import ModelAdmin, helpers
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from articles import workflow
from articles.batches import MOST_TOGETHER, TOGETHER
from articles.models import Article
from articles.states import Action
from desk import actions, batch_screen, counting
from desk.asked import user_of
from desk.told_changes import mark_changes, told_number


def of(action: Action) -> Callable[..., HttpResponse | None]:
    def run(
        model_admin: "ModelAdmin[Article]", request: HttpRequest, articles: QuerySet[Article]
    ) -> HttpResponse | None:
        if _is_too_much(articles):
            most = MOST_TOGETHER if action in TOGETHER else counting.MOST_AT_ONCE
            messages.error(request, f"한 번에 {most:,}건까지만 처리할 수 있습니다.")
            return None
        if action in TOGETHER:
            return _send_together(model_admin, request, action, articles)
        # A list of all shows only a page of them: what nobody has seen is shown first.
        seen = actions.posted_revisions(request.POST.getlist("seen"))
        is_unseen = any(article.pk not in seen for article in articles)
        if is_unseen or (actions.asks_more(action) and "confirm" not in request.POST):
            return _ask_for_bulk(model_admin, request, action, articles, seen)
        user = user_of(request)
        try:
            at = actions.posted_time(action, request.POST) if actions.takes_time(action) else None
            if not actions.posted_reason(action, request.POST) and actions.needs_reason(action):
                raise workflow.Incomplete(f"‘{action.label}’ 사유를 적어 주세요.")
            if at is None and actions.takes_time(action):
                raise workflow.Incomplete(actions.TIME_MISSING)
        except workflow.Incomplete as refusal:
            messages.error(request, str(refusal))
            return _ask_for_bulk(model_admin, request, action, articles, seen)
        report = actions.perform_in_bulk(
            articles,
            action,
            by=user,
            seen=seen,
            reason=actions.posted_reason(action, request.POST),
            at=at,
        )
        _tell(request, action, report)
        _tell_moved_on(request, articles)
        return None

    return run


def _send_together(
    model_admin: "ModelAdmin[Article]",
    request: HttpRequest,
    action: Action,
    articles: QuerySet[Article],
) -> HttpResponse | None:
    """None leads back to the list, with what came of it."""
    if not batch_screen.is_few(request, articles):
        return None
    if "confirm" in request.POST and batch_screen.send(request, action, articles):
        _tell_moved_on(request, articles)
        return None
    return batch_screen.ask(request, model_admin.admin_site, action, articles)


def _ask_for_bulk(
    model_admin: "ModelAdmin[Article]",
    request: HttpRequest,
    action: Action,
    articles: QuerySet[Article],
    seen: Mapping[int, int],
) -> HttpResponse:
    """`seen`: the revisions that the list showed; the others are seen here."""
    mark_changes(user_of(request), articles)
    numbers = {article.pk: seen.get(article.pk, told_number(article)) for article in articles}
    return TemplateResponse(
        request,
        "admin/articles/article/bulk_ask.html",
        model_admin.admin_site.each_context(request)
        | {
            "title": f"{len(articles)}건 {action.label}",
            "opts": Article._meta,
            "is_nav_sidebar_enabled": False,
            "ask": actions.asks([action], request.POST)[0],
            "articles": articles,
            "seen": " ".join(f"{pk}:{revision}" for pk, revision in numbers.items()),
            "checkbox_name": helpers.ACTION_CHECKBOX_NAME,
            "media": model_admin.media,
        },
    )


def _tell(request: HttpRequest, action: Action, report: actions.BulkReport) -> None:
    if report.done:
        messages.success(request, f"{len(report.done)}건: {actions.done_text(action)}")
    for refusal in report.refused:
        messages.error(request, f"‘{refusal.article.title}’: {refusal.reason}")


def _tell_moved_on(request: HttpRequest, articles: QuerySet[Article]) -> None:
    moved_on = _moved_on(request, articles)
    if moved_on:
        messages.warning(request, f"{moved_on}건은 그사이 이 목록에서 빠져서 건드리지 않았습니다.")


def _is_too_much(articles: QuerySet[Article]) -> bool:
    """Whether "all of the list" would be more than a page can name one by one."""
    return articles.order_by()[: counting.MOST_AT_ONCE + 1].count() > counting.MOST_AT_ONCE


def _moved_on(request: HttpRequest, articles: QuerySet[Article]) -> int:
    """How many ticked stories have left the list since it was shown."""
    if request.POST.get("select_across") == "1":
        return 0
    return len(set(request.POST.getlist(helpers.ACTION_CHECKBOX_NAME))) - len(articles)
