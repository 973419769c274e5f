"""안내 페이지 (회사소개, 이용약관, …)."""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms import ModelForm

from accounts.permissions import Task
from articles import body
from desk.task_admin import TaskAdmin
from pages.models import Page


class PageForm(ModelForm):
    class Meta:
        model = Page
        fields = ("title", "slug", "body", "order", "show_in_footer")
        error_messages = {"slug": {"unique": "다른 페이지가 쓰고 있는 주소 이름입니다."}}
        help_texts = {
            "body": "HTML 태그로 씁니다(제목 h2, 문단 p, 목록 ul). 허용하지 않는 태그는 지워집니다."
        }

    def clean_body(self) -> str:
        try:
            return body.clean(self.cleaned_data["body"])
        except ValueError as error:
            raise ValidationError(str(error)) from None


@admin.register(Page)
class PageAdmin(TaskAdmin):
    task = Task.MANAGE_SETTINGS
    form = PageForm
    list_display = ("title", "slug", "order", "show_in_footer", "updated_at")
    list_editable = ("order", "show_in_footer")
    search_fields = ("title", "slug")
