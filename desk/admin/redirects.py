"""옛 주소."""

from django.contrib import admin
from django.forms import ModelForm

from accounts.permissions import Task
from desk.task_admin import TaskAdmin
from redirects.models import Redirect


class RedirectForm(ModelForm):
    class Meta:
        model = Redirect
        fields = ("old_path", "article", "new_path")
        error_messages = {"old_path": {"unique": "이미 등록된 옛 주소입니다."}}


@admin.register(Redirect)
class RedirectAdmin(TaskAdmin):
    task = Task.MANAGE_SETTINGS
    form = RedirectForm
    list_display = ("old_path", "article", "new_path")
    list_select_related = ("article",)
    search_fields = ("old_path", "new_path", "article__title")
    autocomplete_fields = ("article",)
