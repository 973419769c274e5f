"""정정·반론·추후보도: the register of claims, and what was published."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.loader import render_to_string
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from desk import claim_screen, notice_screen
from desk.asked import is_number, user_of
from desk.task_admin import PlainKorean, asking_user
from newsroom.lib.dates import format_day, format_time, to_seoul
from notices import clocks, permissions
from notices.models import Claim, Notice
from notices.states import OPEN, ClaimState

_OPEN = "open"
_ALL = "all"


class StateFilter(admin.SimpleListFilter):
    """?state=: the tabs over the register. Without it, the claims that are open."""

    template = "admin/articles/article/_tabs.html"
    title = "상태"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        claims = permissions.kept_claims(user_of(request), Claim.objects.all())
        rows = claims.order_by().values_list("state").annotate(number=Count("pk"))
        self.counts: dict[str, int] = dict(rows)
        self.counts |= {
            _OPEN: sum(self.counts.get(state, 0) for state in OPEN),
            _ALL: sum(self.counts.values()),
        }
        shown = [(state.value, state.label) for state in ClaimState if self.counts.get(state)]
        return [(_OPEN, "처리할 청구"), *shown, (_ALL, "전체")]

    def queryset(self, request: HttpRequest, claims: QuerySet[Claim]) -> QuerySet[Claim]:
        value = self.value() or _OPEN
        if value == _ALL:
            return claims
        return claims.filter(state__in=OPEN if value == _OPEN else [value])

    def choices(self, changelist: Any) -> Iterator[dict[str, Any]]:  # type: ignore[override]
        for value, label in self.lookup_choices:
            yield {
                "selected": value == (self.value() or _OPEN),
                "query_string": changelist.get_query_string({"state": value}, ["p"]),
                "display": label,
                "shown": self.counts.get(value, 0),
            }


class KeptForEver(PlainKorean):
    """Open to who keeps the register, each row to who keeps its story's; and nothing is deleted."""

    actions = None
    list_per_page = 50
    change_list_template = "admin/notices/change_list.html"
    add_label: ClassVar[str]

    class Media:
        css = {"all": ("desk/article.css", "desk/notices.css")}

    def has_module_permission(self, request: HttpRequest) -> bool:
        user = asking_user(request)
        return user is not None and bool(permissions.can_keep_register(user))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.has_module_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj is None:
            return self.has_module_permission(request)
        user = asking_user(request)
        return user is not None and bool(permissions.can_keep(user, obj.article))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        user = user_of(request)
        rows = super().get_queryset(request)
        if not permissions.can_keep_register(user):
            # Reporters have sections too.
            return rows.none()
        rows = rows.filter(permissions.kept_stories(user))
        return rows.select_related("article").defer("article__body")

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        wide = {"is_nav_sidebar_enabled": False, "add_label": self.add_label}
        return super().changelist_view(request, (extra_context or {}) | wide)

    @admin.display(description="기사")
    def story(self, row: Claim | Notice) -> str:
        return row.article.title

    def row_of(self, request: HttpRequest, object_id: str) -> Any:
        number = unquote(object_id)
        row = self.get_queryset(request).filter(pk=int(number)) if is_number(number) else None
        found = row.first() if row is not None else None
        if found is None:
            raise Http404
        return found

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        raise Http404


@admin.register(Claim)
class ClaimAdmin(KeptForEver):
    add_label = "청구 접수"
    list_display = ("claim", "due", "state_name", "story", "received")
    list_display_links = ("claim",)
    list_filter = (StateFilter,)
    search_fields = ("claimant", "article__title")
    search_help_text = "청구인과 기사 제목에서 찾습니다."
    ordering = ("-claimed_on", "-pk")
    sortable_by = ()

    @admin.display(description="청구")
    def claim(self, claim: Claim) -> str:
        return str(claim)

    @admin.display(description="청구받은 날")
    def received(self, claim: Claim) -> str:
        return format_day(claim.claimed_on)

    @admin.display(description="상태")
    def state_name(self, claim: Claim) -> SafeString:
        return mark_safe(  # a template's output, escaped there
            render_to_string("admin/notices/claim/_state.html", {"claim": claim})
        )

    @admin.display(description="기한")
    def due(self, claim: Claim) -> SafeString:
        today = to_seoul(timezone.now()).date()
        return mark_safe(  # a template's output, escaped there
            render_to_string(
                "admin/notices/claim/_clocks.html", {"clocks": clocks.running_for(claim, today)}
            )
        )

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("<path:object_id>/step/", wrap(self.step_view), name="notices_claim_step"),
            path(
                "<path:object_id>/documents/<int:number>/",
                wrap(self.document_view),
                name="notices_claim_document",
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
            return claim_screen.show_new(request, self.admin_site)
        return claim_screen.show(request, self.admin_site, self.row_of(request, object_id))

    def step_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        return claim_screen.step(request, self.admin_site, self.row_of(request, object_id))

    def document_view(self, request: HttpRequest, object_id: str, number: int) -> Any:
        return claim_screen.hand_out(request, self.row_of(request, object_id), number)


@admin.register(Notice)
class NoticeAdmin(KeptForEver):
    add_label = "보도문 싣기"
    list_display = ("notice", "story", "published")
    list_display_links = ("notice",)
    search_fields = ("text", "article__title")
    search_help_text = "보도문과 기사 제목에서 찾습니다."
    ordering = ("-published_at", "-pk")
    sortable_by = ()

    @admin.display(description="종류")
    def notice(self, notice: Notice) -> str:
        return notice.get_kind_display()

    @admin.display(description="게재한 때")
    def published(self, notice: Notice) -> str:
        return format_time(notice.published_at)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        if object_id is None:
            return notice_screen.show_new(request, self.admin_site)
        return notice_screen.show(request, self.admin_site, self.row_of(request, object_id))
