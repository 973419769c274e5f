"""Stories in the desk: the queues as a list, bulk actions, and the addresses of one story."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import URLPattern
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from articles import permissions
from articles.models import Article
from articles.states import Action
from desk import (
    actions,
    article_doors,
    article_screen,
    batch_screen,
    bulk_actions,
    counting,
    not_deleted,
    queues,
    set_aside_screen,
    story_search,
)
from desk.admin.article_filters import QueueFilter, SectionFilter, sections_asked
from desk.asked import refuse_unsearchable, user_of
from desk.queues import Queue
from desk.task_admin import asking_user
from desk.told_changes import mark_changes, tells_changes, told_number
from newsroom.lib.dates import format_time
from presence import set_aside, windows
from presence.words import sentence_of


@admin.register(Article)
class ArticleAdmin(admin.ModelAdmin):
    list_display = ("headline", "section_name", "reporter_names", "state", "edition", "saved_at")
    list_display_links = ("headline",)
    list_filter = (QueueFilter, SectionFilter)
    list_per_page = 50
    search_fields = ("title",)
    search_help_text = "제목, 본문, 태그, 기자 이름, 기사 번호로 찾습니다. 초안도 찾습니다."
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
        if not search_term:
            return queryset, False
        user = user_of(request)
        queue = request.GET.get(QueueFilter.parameter_name)
        marks = []
        if queue == Queue.MINE:
            marks.append(story_search.own_marks(user))
        if section_ids := sections_asked(request):
            marks.append(story_search.section_marks(section_ids))
        found = story_search.found(
            user,
            queryset,
            search_term,
            marks=marks,
            seen=queue not in queues.UNSEEN,
            unseen=queue not in queues.SEEN,
        )
        request.search_found = found  # type: ignore[attr-defined]
        return found.stories, False

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
        number = told_number(article)
        return format_html(
            '{}판<input type="hidden" name="seen" value="{}:{}">', number, article.pk, number
        )

    @admin.display(description="저장한 때", ordering="updated_at")
    def saved_at(self, article: Article) -> str:
        if tells_changes(article):
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
            mark_changes(user_of(request), changelist.result_list)
            found = getattr(request, "search_found", None)
            response.context_data["search_found"] = found  # type: ignore[attr-defined]
        return response

    # --- bulk actions -----------------------------------------------------------------------

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        user = asking_user(request)
        if user is None:
            return {}
        return {
            action.value: (bulk_actions.of(action), action.value, action.label)
            for action in actions.offered_in_bulk(user)
        }

    # --- one story --------------------------------------------------------------------------

    def get_urls(self) -> list[URLPattern]:
        return [*article_doors.urls(self.admin_site), *super().get_urls()]

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        if object_id is None:
            return article_screen.write_new(request, self.admin_site)
        article = article_doors.find(object_id)
        try:
            return article_screen.show(request, self.admin_site, article)
        except set_aside.Late as late:
            return set_aside_screen.show_late(request, self.admin_site, article, late)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return not_deleted.refuse_story(request, self.admin_site, article_doors.find(object_id))

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return article_screen.show_log(request, self.admin_site, article_doors.find(object_id))


def _is_trash(request: HttpRequest) -> bool:
    return request.GET.get(QueueFilter.parameter_name) == Queue.TRASH
