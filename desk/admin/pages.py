"""안내 페이지 (회사소개, 이용약관, …)."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse

from accounts.permissions import Task
from articles import body
from desk.editor import EDITOR_CSP, BodyEditor
from desk.task_admin import TaskAdmin
from pages import page_keys
from pages.models import Page


class PageForm(ModelForm):
    class Meta:
        model = Page
        fields = ("title", "slug", "body", "order", "show_in_footer")
        error_messages = {"slug": {"unique": "다른 페이지가 쓰고 있는 주소 이름입니다."}}
        widgets = {"body": BodyEditor(has_blocks=False)}

    def clean_body(self) -> str:
        try:
            return body.clean_prose(self.cleaned_data["body"])
        except ValueError as error:
            raise ValidationError(str(error)) from None


@admin.register(Page)
class PageAdmin(TaskAdmin):
    task = Task.MANAGE_SETTINGS
    form = PageForm
    list_display = ("title", "slug", "order", "show_in_footer", "updated_at")
    list_editable = ("order", "show_in_footer")
    search_fields = ("title", "slug")

    def page_keys(self, obj: Page) -> list[str]:
        return page_keys.of_page(obj)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        response = super().changeform_view(request, object_id, form_url, extra_context)
        response._csp_update = EDITOR_CSP  # type: ignore[attr-defined]
        return response
