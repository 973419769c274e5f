"""첨부 파일: what was taken in. Files come in from the editor, through attachments.uploads only."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.html import format_html

from attachments import page_keys, permissions
from attachments.kinds import told_size
from attachments.models import Attachment
from desk import attachment_doors
from desk.task_admin import (
    KeepsWhatIsUsed,
    PlainKorean,
    ShowsOnPages,
    TellsTheAudit,
    TidyForms,
    asking_user,
)


@admin.register(Attachment)
class AttachmentAdmin(TidyForms, ShowsOnPages, PlainKorean, KeepsWhatIsUsed, TellsTheAudit):
    view_on_site = False
    list_display = ("name", "kind", "size", "uploader", "created_at")
    list_filter = ("kind",)
    list_select_related = ("uploaded_by",)
    search_fields = ("name",)
    fields = readonly_fields = ("name", "kind", "size", "address", "uploader", "created_at")
    use_advice = "기사에서 먼저 빼 주세요."

    def has_module_permission(self, request: HttpRequest) -> bool:
        user = asking_user(request)
        return user is not None and bool(permissions.can_upload_file(user))

    def has_view_permission(self, request: HttpRequest, obj: Attachment | None = None) -> bool:
        user = asking_user(request)
        if user is None or obj is None:
            return user is not None
        return bool(permissions.can_see_file(user, obj))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Attachment | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Attachment | None = None) -> bool:
        user = asking_user(request)
        if user is None or obj is None:
            return user is not None
        return bool(permissions.can_delete_file(user, obj))

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Attachment]":
        files = super().get_queryset(request)
        user = asking_user(request)
        return permissions.visible_files(user, files) if user else files.none()

    def get_urls(self) -> list[URLPattern]:
        name = "attachments_attachment_upload"
        return [path("upload/", attachment_doors.upload, name=name), *super().get_urls()]

    def page_keys(self, obj: Attachment) -> list[str]:
        return [page_keys.attachment(obj.pk)]

    def uses(self, obj: Attachment) -> list[str]:
        stories = obj.media_uses.values("article").distinct().count()
        return [f"본문에 넣은 기사 {stories}건"] if stories else []

    @admin.display(description="크기", ordering="bytes")
    def size(self, file: Attachment) -> str:
        return told_size(file.bytes)

    @admin.display(description="주소")
    def address(self, file: Attachment) -> str:
        return format_html('<a href="{0}">{0}</a>', file.get_absolute_url())

    @admin.display(description="올린 사람")
    def uploader(self, file: Attachment) -> Any:
        return file.uploaded_by.display_name if file.uploaded_by else "-"
