"""The admin site of the newsroom: who gets in, the first page, and what the menu lists."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, cast

from django.contrib.admin import AdminSite
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.views import shortcut
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.views.i18n import JavaScriptCatalog

from accounts.permissions import Task, can_do
from articles import permissions
from articles.models import Article
from articles.states import Action
from conversation import assignments
from desk import (
    assignment_screen,
    audit_screen,
    coming,
    counting,
    dashboard,
    inbox_screen,
    offers,
    photo_search,
)
from desk.asked import is_number
from desk.login import LoginForm
from desk.task_admin import asking_user
from desk.waiting import waiting_for
from mastheads.models import Masthead
from notices.models import Claim
from notices.permissions import kept_claims

MENU: Mapping[str, tuple[str, ...]] = {
    "기사": (
        "articles.Article",
        "frontpage.PinnedArticle",
        "photos.Photo",
        "attachments.Attachment",
        "notices.Claim",
        "notices.Notice",
    ),
    "분류와 필자": (
        "sections.Section",
        "articles.Tag",
        "reporters.Reporter",
        "reporters.Outlet",
    ),
    "사이트": ("mastheads.Masthead", "pages.Page", "redirects.Redirect", "search.Synonym"),
    "계정": ("accounts.User",),
}
MENU_NAMES = {"frontpage.PinnedArticle": "머리기사 배치", "accounts.User": "사용자와 역할"}


# What Django's script of the lists counts in, whose Korean is "3개가 20개 중에 선택됨."
_COUNTER = "%(sel)s of %(cnt)s selected"
_COUNTER_IN_KOREAN = "%(cnt)s건 가운데 %(sel)s건 선택"


class ScriptTexts(JavaScriptCatalog):
    packages = ["django.contrib.admin"]

    def get_catalog(self) -> dict[str, Any]:
        return super().get_catalog() | {_COUNTER: [_COUNTER_IN_KOREAN]}


class DeskSite(AdminSite):
    site_title = "편집국"
    site_header = "편집국"
    index_title = "오늘의 편집국"
    login_form = LoginForm

    def has_permission(self, request: HttpRequest) -> bool:
        """Anyone with a role; is_staff alone opens nothing."""
        return asking_user(request) is not None

    def view_on_site(
        self, request: HttpRequest, content_type_id: str, object_id: str
    ) -> HttpResponse:
        """Django's own tells anybody the address of every row, a title or a picture's secret in it;
        here only of what its screen would show this user."""
        if not (is_number(content_type_id) and is_number(object_id)):
            raise Http404
        kind = ContentType.objects.filter(pk=content_type_id).first()
        model = kind.model_class() if kind else None
        screen = self._registry.get(model) if model else None
        shown = screen.get_object(request, object_id) if screen else None
        if screen is None or shown is None or not screen.has_view_permission(request, shown):
            raise Http404
        return shortcut(request, content_type_id, object_id)

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        user = asking_user(request)
        waiting = waiting_for(user) if user else None
        return super().each_context(request) | {
            "may_write": user is not None and bool(permissions.can(user, Action.CREATE)),
            "role_names": permissions.named_roles(user) if user else "",
            "unread": waiting.unread if waiting else "",
            "assigned": waiting.assigned if waiting else "",
        }

    def get_urls(self) -> list[URLPattern | URLResolver]:
        def screen(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
            return self.admin_view(partial(view, self))

        return [
            path(
                "r/<path:content_type_id>/<path:object_id>/",
                self.admin_view(self.view_on_site),
                name="view_on_site",
            ),
            path("audit/", self.admin_view(self.audit_view), name="audit"),
            path("audit/csv/", self.admin_view(self.audit_export_view), name="audit_export"),
            path("inbox/", screen(inbox_screen.show), name="inbox"),
            path("inbox/read/", screen(inbox_screen.mark), name="inbox_read"),
            path("inbox/mail/", screen(inbox_screen.set_mail), name="inbox_mail"),
            path("inbox/<int:number>/", screen(inbox_screen.follow), name="inbox_item"),
            path("assignments/", screen(assignment_screen.show), name="assignments"),
            path(
                "assignments/<int:number>/<str:how>/",
                screen(assignment_screen.end),
                name="assignment_end",
            ),
            *super().get_urls(),
        ]

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        user = asking_user(request)
        if user is None:
            return super().index(request, extra_context)
        panels = dashboard.panels(user, permissions.readable(user, Article.objects.all()))
        waiting = {panel.kind.code: panel.total for panel in panels}
        lapsed = photo_search.lapsed_counted(user)
        missing = []
        if can_do(user, Task.MANAGE_SETTINGS):
            missing = Masthead.current().missing_fields()
        return super().index(
            request,
            (extra_context or {})
            | {
                "panels": [panel for panel in panels if panel.kind.code != "published"],
                "latest": [panel for panel in panels if panel.kind.code == "published"],
                "waiting_total": waiting.get("waiting"),
                "troubles": coming.troubles(user),
                "changes": coming.next_changes(user, dashboard.LENGTH),
                "may_arrange": bool(can_do(user, Task.ARRANGE_FRONT)),
                "offers": offers.on_first_page(user),
                "lapsed_photos": lapsed and counting.shown(lapsed),
                "open_claims": kept_claims(user, Claim.objects.open()).count(),
                "assignments": assignments.open_for(user)[: dashboard.LENGTH],
                "may_assign": bool(can_do(user, Task.ASSIGN_WORK)),
                "now": timezone.now(),
                "missing_fields": missing,
                "masthead_url": reverse("admin:mastheads_masthead_changelist"),
            },
        )

    def audit_view(self, request: HttpRequest) -> HttpResponse:
        return audit_screen.show(request, self)

    def audit_export_view(self, request: HttpRequest) -> HttpResponseBase:
        return audit_screen.export(request, self)

    def i18n_javascript(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return cast(HttpResponse, ScriptTexts.as_view()(request))

    def password_change(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """The new password and the line that tells of it (audit) commit as one."""
        with transaction.atomic():
            return super().password_change(request, extra_context)

    def get_app_list(
        self, request: HttpRequest, app_label: str | None = None
    ) -> list[dict[str, Any]]:
        """The menu in the order of MENU, by what an editor looks for instead of by app. Made when
        a page shows it, which few do."""
        if app_label is not None:
            return super().get_app_list(request, app_label)
        return cast(list[dict[str, Any]], SimpleLazyObject(partial(self._menu, request)))

    def _menu(self, request: HttpRequest) -> list[dict[str, Any]]:
        entries = {
            entry["model"]._meta.label: entry
            for app in self._build_app_dict(request).values()
            for entry in app["models"]
        }
        for label, name in MENU_NAMES.items():
            if label in entries:
                entries[label]["name"] = name
        listed = {label for labels in MENU.values() for label in labels}
        others = tuple(label for label in entries if label not in listed)
        groups = []
        for name, labels in {**MENU, "그 밖에": others}.items():
            models = [entries[label] for label in labels if label in entries]
            if models:
                groups.append({"name": name, "app_label": "", "app_url": "", "models": models})
        user = asking_user(request)
        if user is not None and can_do(user, Task.READ_AUDIT):
            groups.append({"name": "기록", "app_label": "", "app_url": "", "models": [_audit()]})
        return groups


def _audit() -> dict[str, Any]:
    """The menu's entry of a screen that has no model of its own."""
    return {"name": "감사 기록", "object_name": "Audit", "admin_url": reverse("admin:audit")}
