"""찾기 동의어. The next search of a reader knows a change."""

from django.contrib import admin

from accounts.permissions import Task
from desk.task_admin import TaskAdmin
from search.models import Synonym


@admin.register(Synonym)
class SynonymAdmin(TaskAdmin):
    task = Task.MANAGE_SETTINGS
    fields = ("words",)
    list_display = ("words",)
    search_fields = ("words",)

    def page_keys(self, obj: Synonym) -> list[str]:
        """No stored page shows what a search finds."""
        return []
