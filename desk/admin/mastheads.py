"""발행 정보: one row, so the list is the form itself."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from accounts.permissions import Task
from desk.task_admin import TaskAdmin, TaskInline
from mastheads.models import Editor, Masthead, Registration
from mastheads.page_keys import MASTHEAD


class RegistrationInline(TaskInline):
    task = Task.MANAGE_SETTINGS
    model = Registration


class EditorInline(TaskInline):
    task = Task.MANAGE_SETTINGS
    model = Editor


@admin.register(Masthead)
class MastheadAdmin(TaskAdmin):
    task = Task.MANAGE_SETTINGS
    inlines = (RegistrationInline, EditorInline)
    fieldsets = (
        ("매체", {"fields": ("title", "slogan", "registered_on", "founded_on", "is_example")}),
        ("회사", {"fields": ("legal_name", "business_number", "address", "phone", "email")}),
        (
            "책임자",
            {
                "fields": (
                    "publisher",
                    "youth_protection_officer",
                    "privacy_officer",
                    "ombudsman",
                    "placement_officer",
                )
            },
        ),
        ("독자에게", {"fields": ("shows_revision_history",)}),
        ("저작권", {"fields": ("copyright_line", "forbids_ai_training")}),
    )

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may(request) and not Masthead.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if self.has_add_permission(request):
            return HttpResponseRedirect(reverse("admin:mastheads_masthead_add"))
        return HttpResponseRedirect(reverse("admin:mastheads_masthead_change", args=[1]))

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        missing = Masthead.current().missing_fields()
        return super().changeform_view(
            request, object_id, form_url, (extra_context or {}) | {"missing_fields": missing}
        )

    def page_keys(self, obj: Masthead) -> list[str]:
        return [MASTHEAD]

    def save_model(self, request: HttpRequest, obj: Masthead, form: Any, change: bool) -> None:
        obj.pk = 1
        super().save_model(request, obj, form, change)
