"""Stories in the desk: the queues as a list, bulk actions, and the addresses of one story."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin import helpers
from django.contrib.admin.utils import unquote
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from accounts.models import User
from articles import permissions, workflow
from articles.batches import MOST_TOGETHER, TOGETHER
from articles.models import Article
from articles.states import Action
from desk import (
    actions,
    article_screen,
    autosave,
    batch_screen,
    calendar_screen,
    counting,
    history,
    not_deleted,
    presence_doors,
    publication_screen,
    queues,
    set_aside_screen,
    suggestions,
    talk_screen,
)
from desk.asked import is_number, refuse_unsearchable, user_of
from desk.queues import Queue
from desk.task_admin import asking_user
from newsroom.lib.dates import format_time
from newsroom.lib.korean import clean_name
from presence import set_aside, windows
from presence.words import sentence_of
from sections.models import Section

_PRESENCE_DOORS = {
    "beat": presence_doors.beat,
    "take_over": presence_doors.take_over,
    "leave": presence_doors.leave,
    "keep": presence_doors.keep,
}
# Queues that are shown as tabs only while something stands in them.
_SHOWN_WHEN_FILLED = frozenset({Queue.REVIEW, Queue.INCOMPLETE, Queue.WITHDRAWN})


class QueueFilter(admin.SimpleListFilter):
    """?queue=: the tabs over the list. Without it, everything that isn't in the trash."""

    template = "admin/articles/article/_tabs.html"
    title = "목록"
    parameter_name = "queue"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        user = user_of(request)
        self.counts = queues.counts(permissions.readable(user, Article.objects.all()), user)
        return [
            (queue.value, queue.label)
            for queue in Queue
            if self.counts[queue] or queue not in _SHOWN_WHEN_FILLED
        ]

    def queue(self) -> Queue:
        value = self.value()
        return Queue(value) if value in Queue.values else Queue.ALL

    def queryset(self, request: HttpRequest, articles: QuerySet[Article]) -> QuerySet[Article]:
        return queues.filter(self.queue(), articles, user_of(request))

    def choices(self, changelist: Any) -> Iterator[dict[str, Any]]:  # type: ignore[override]
        for value, label in self.lookup_choices:
            yield {
                "selected": value == self.queue().value,
                "query_string": changelist.get_query_string({"queue": value}, ["p"]),
                "display": label,
                "count": self.counts[Queue(value)],
                "shown": counting.shown(self.counts[Queue(value)]),
            }


class SectionFilter(admin.SimpleListFilter):
    """?section=: a section with everything below it."""

    title = "섹션"
    parameter_name = "section"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        found: list[tuple[str, str]] = []
        self.ids: dict[str, list[int]] = {}
        for top in Section.objects.tree():
            self.ids[str(top.pk)] = [top.pk, *(child.pk for child in top.child_list)]
            found.append((str(top.pk), top.name))
            for child in top.child_list:
                self.ids[str(child.pk)] = [child.pk]
                found.append((str(child.pk), f"\u2003{child.name}"))
        return found

    def queryset(self, request: HttpRequest, articles: QuerySet[Article]) -> QuerySet[Article]:
        if self.value() in self.ids:
            return articles.filter(section__in=self.ids[str(self.value())])
        return articles


@admin.register(Article)
class ArticleAdmin(admin.ModelAdmin):
    list_display = ("headline", "section_name", "reporter_names", "state", "edition", "saved_at")
    list_display_links = ("headline",)
    list_filter = (QueueFilter, SectionFilter)
    list_per_page = 50
    search_fields = ("title",)
    search_help_text = "제목에서 찾습니다."
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    ordering = ("-updated_at", "-pk")
    sortable_by = ("saved_at",)
    actions_selection_counter = True

    class Media:
        css = {"all": ("desk/article.css",)}

    # --- who may ----------------------------------------------------------------------------

    def has_module_permission(self, request: HttpRequest) -> bool:
        return asking_user(request) is not None

    def has_view_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        user = asking_user(request)
        return user is not None and (obj is None or bool(permissions.can_read(user, obj)))

    def has_add_permission(self, request: HttpRequest) -> bool:
        user = asking_user(request)
        return user is not None and bool(permissions.can(user, Action.CREATE))

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        user = asking_user(request)
        if user is None or obj is None:
            return self.has_add_permission(request)
        return bool(permissions.can_edit(user, obj))

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """Nothing is deleted; what is not wanted goes to the trash."""
        return False

    # --- the list ---------------------------------------------------------------------------

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        stories = permissions.readable(user_of(request), Article.objects.all())
        stories = stories.select_related("section").prefetch_related("bylines__reporter")
        return stories.order_by(*self.ordering)

    def get_paginator(  # type: ignore[override]
        self, request: HttpRequest, queryset: QuerySet[Article], per_page: int, **kwargs: Any
    ) -> counting.LimitedPaginator:
        is_own = request.GET.get(QueueFilter.parameter_name) == Queue.MINE
        pool = queues.own(queryset, user_of(request)) if is_own else ()
        return counting.LimitedPaginator(queryset, per_page, pool=pool, **kwargs)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Article], search_term: str
    ) -> tuple[QuerySet[Article], bool]:
        try:
            search_term = clean_name(search_term)
        except ValueError:
            return queryset.none(), False
        return super().get_search_results(request, queryset, search_term)

    @admin.display(description="제목")
    def headline(self, article: Article) -> SafeString:
        return mark_safe(  # a template's output, escaped there
            render_to_string("admin/articles/article/_headline.html", {"article": article})
        )

    @admin.display(description="섹션")
    def section_name(self, article: Article) -> str:
        return article.section.name if article.section else "-"

    @admin.display(description="기자")
    def reporter_names(self, article: Article) -> str:
        return ", ".join(reporter.name for reporter in article.ordered_reporters) or "-"

    @admin.display(description="상태")
    def state(self, article: Article) -> SafeString:
        status = article.status_at(timezone.now())
        return mark_safe(
            render_to_string(
                "admin/articles/article/_status.html", {"status": status, "article": article}
            )
        )

    @admin.display(description="판")
    def edition(self, article: Article) -> SafeString:
        """With the number for the bulk actions, which act on no other text than this."""
        number = _told_number(article)
        return format_html(
            '{}판<input type="hidden" name="seen" value="{}:{}">', number, article.pk, number
        )

    @admin.display(description="저장한 때", ordering="updated_at")
    def saved_at(self, article: Article) -> str:
        if _tells_changes(article):
            return format_time(article.updated_at)
        return format_time(article.modified_at)

    @admin.display(description="버린 때와 사람")
    def trashed(self, article: Article) -> str:
        line = getattr(article, "thrown_away", None)
        return f"{format_time(line.created_at)} {line.by_name}" if line else "-"

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """With who has the stories of the page open: one query for all of them."""
        refuse_unsearchable(request)
        changelist = super().get_changelist_instance(request)
        there = windows.open_by_others(
            (article.pk for article in changelist.result_list), user_of(request)
        )
        for article in changelist.result_list:
            article.open_by = sentence_of(there.get(article.pk, ()))
        if _is_trash(request):
            lines = not_deleted.thrown_away(changelist.result_list)
            for article in changelist.result_list:
                article.thrown_away = lines.get(article.pk)
        return changelist

    def get_list_display(self, request: HttpRequest) -> Any:
        return (*self.list_display[:-1], "trashed") if _is_trash(request) else self.list_display

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        # The tabs are the way around; the width goes to the titles.
        wide = {
            "is_nav_sidebar_enabled": False,
            "title": "기사",
            "batches": batch_screen.that_can_be_taken_back(request),
        }
        response = super().changelist_view(request, (extra_context or {}) | wide)
        changelist = getattr(response, "context_data", {}).get("cl")
        if changelist is not None:
            _mark_changes(user_of(request), changelist.result_list)
        return response

    # --- bulk actions -----------------------------------------------------------------------

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        user = asking_user(request)
        if user is None:
            return {}
        return {
            action.value: (_bulk(action), action.value, action.label)
            for action in actions.offered_in_bulk(user)
        }

    # --- one story --------------------------------------------------------------------------

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("calendar/", wrap(self.calendar_view), name="articles_article_calendar"),
            path("<path:object_id>/move/", wrap(self.move_view), name="articles_article_move"),
            path("suggest/<str:kind>/", wrap(self.suggest_view), name="articles_article_suggest"),
            path("autosave/", autosave.take_in, name="articles_article_autosave"),
            path(
                "autosave/offers/",
                wrap(autosave.show_offers),
                name="articles_article_autosave_offers",
            ),
            path(
                "autosave/<str:form_key>/discard/",
                wrap(autosave.discard),
                name="articles_article_autosave_discard",
            ),
            path(
                "<path:object_id>/preview/",
                wrap(self.preview_view),
                name="articles_article_preview",
            ),
            *(
                path(
                    f"<path:object_id>/presence/{name}/",
                    wrap(_door(door)),
                    name=f"articles_article_presence_{name}",
                )
                for name, door in _PRESENCE_DOORS.items()
            ),
            path("<path:object_id>/talk/", wrap(self.talk_view), name="articles_article_talk"),
            path(
                "<path:object_id>/talk/<int:number>/<str:how>/",
                wrap(self.talk_comment_view),
                name="articles_article_talk_comment",
            ),
            path(
                "<path:object_id>/assign/", wrap(self.assign_view), name="articles_article_assign"
            ),
            path(
                "<path:object_id>/set-aside/",
                wrap(self.set_aside_list_view),
                name="articles_article_set_aside_list",
            ),
            path(
                "<path:object_id>/set-aside/<int:number>/",
                wrap(self.set_aside_view),
                name="articles_article_set_aside",
            ),
            path("undo/<int:number>/", wrap(self.undo_view), name="articles_article_undo"),
            path(
                "<path:object_id>/confirm/<str:action>/",
                wrap(self.confirm_view),
                name="articles_article_confirm",
            ),
            path("<path:object_id>/act/", wrap(self.act_view), name="articles_article_act"),
            path(
                "<path:object_id>/revisions/",
                wrap(self.revisions_view),
                name="articles_article_revisions",
            ),
            path(
                "<path:object_id>/revisions/compare/",
                wrap(self.compare_view),
                name="articles_article_compare",
            ),
            path(
                "<path:object_id>/revisions/<int:number>/",
                wrap(self.revision_view),
                name="articles_article_revision",
            ),
            path(
                "<path:object_id>/revisions/<int:number>/restore/",
                wrap(self.restore_view),
                name="articles_article_restore",
            ),
            *super().get_urls(),
        ]

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        if object_id is None:
            return article_screen.write_new(request, self.admin_site)
        article = _find(object_id)
        try:
            return article_screen.show(request, self.admin_site, article)
        except set_aside.Late as late:
            return set_aside_screen.show_late(request, self.admin_site, article, late)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return not_deleted.refuse_story(request, self.admin_site, _find(object_id))

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return article_screen.show_log(request, self.admin_site, _find(object_id))

    def preview_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return article_screen.show_preview(request, _find(object_id))

    def act_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        return article_screen.act(request, _find(object_id))

    def confirm_view(self, request: HttpRequest, object_id: str, action: str) -> HttpResponse:
        return publication_screen.show(request, self.admin_site, _find(object_id), action)

    def undo_view(self, request: HttpRequest, number: int) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        return batch_screen.undo(request, number)

    def revisions_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return history.show_history(request, self.admin_site, _find(object_id))

    def compare_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return history.show_comparison(request, self.admin_site, _find(object_id))

    def revision_view(self, request: HttpRequest, object_id: str, number: int) -> HttpResponse:
        return history.show_revision(request, self.admin_site, _find(object_id), number)

    def restore_view(self, request: HttpRequest, object_id: str, number: int) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        return history.restore(request, self.admin_site, _find(object_id), number)

    def calendar_view(self, request: HttpRequest) -> HttpResponse:
        return calendar_screen.show(request, self.admin_site)

    def move_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        return calendar_screen.move(request, _find(object_id))

    def set_aside_list_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return set_aside_screen.show_list(request, self.admin_site, _find(object_id))

    def set_aside_view(self, request: HttpRequest, object_id: str, number: int) -> HttpResponse:
        return set_aside_screen.show(request, self.admin_site, _find(object_id), number)

    def talk_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return talk_screen.talk(request, self.admin_site, _find(object_id))

    def talk_comment_view(
        self, request: HttpRequest, object_id: str, number: int, how: str
    ) -> HttpResponse:
        return talk_screen.act_on(request, self.admin_site, _find(object_id), number, how)

    def assign_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return talk_screen.assign(request, self.admin_site, _find(object_id))

    def suggest_view(self, request: HttpRequest, kind: str) -> JsonResponse:
        return suggestions.suggest(request, kind)


def _mark_changes(user: User, articles: Iterable[Article]) -> None:
    """Say on each story whether its unpublished changes may be told; unsaid, they are not."""
    known = permissions.with_readable_changes(user, articles)
    for article in articles:
        article.shows_changes = article.pk in known  # type: ignore[attr-defined]


def _is_trash(request: HttpRequest) -> bool:
    return request.GET.get(QueueFilter.parameter_name) == Queue.TRASH


def _tells_changes(article: Article) -> bool:
    """Whether the newest text's number and time may stand in the list."""
    return not article.has_unpublished_changes or getattr(article, "shows_changes", False)


def _told_number(article: Article) -> int | None:
    """The newest number; where that isn't this user's to know, the live one, by which a story can
    be withdrawn and nothing else done to it."""
    return article.revision if _tells_changes(article) else article.live_revision


def _door(
    view: Callable[[HttpRequest, Article], HttpResponse],
) -> Callable[[HttpRequest, str], HttpResponse]:
    def door(request: HttpRequest, object_id: str) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        return view(request, _find(object_id))

    return door


def _bulk(action: Action) -> Callable[..., HttpResponse | None]:
    def run(
        model_admin: ArticleAdmin, request: HttpRequest, articles: QuerySet[Article]
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
    model_admin: ArticleAdmin, request: HttpRequest, action: Action, articles: QuerySet[Article]
) -> HttpResponse | None:
    """None leads back to the list, with what came of it."""
    if not batch_screen.is_few(request, articles):
        return None
    if "confirm" in request.POST and batch_screen.send(request, action, articles):
        _tell_moved_on(request, articles)
        return None
    return batch_screen.ask(request, model_admin.admin_site, action, articles)


def _ask_for_bulk(
    model_admin: ArticleAdmin,
    request: HttpRequest,
    action: Action,
    articles: QuerySet[Article],
    seen: Mapping[int, int],
) -> HttpResponse:
    """`seen`: the revisions that the list showed; the others are seen here."""
    _mark_changes(user_of(request), articles)
    numbers = {article.pk: seen.get(article.pk, _told_number(article)) for article in articles}
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


def _find(object_id: str) -> Article:
    number = unquote(object_id)
    if not is_number(number):
        raise Http404
    article = Article.objects.select_related("outlet", "section", "lead_photo").filter(
        pk=int(number)
    )
    found = article.first()
    if found is None:
        raise Http404
    return found
