"""옛 주소."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.db.models import ForeignKey
from django.forms import ModelChoiceField, ModelForm
from django.http import HttpRequest

from accounts.models import User
from accounts.permissions import Task
from articles import permissions
from articles.models import Article
from desk.task_admin import TaskAdmin, asking_user
from redirects import page_keys
from redirects.models import Redirect


class RedirectForm(ModelForm):
    class Meta:
        model = Redirect
        fields = ("old_path", "article", "new_path")
        error_messages = {"old_path": {"unique": "이미 등록된 옛 주소입니다."}}


def name_for(user: User | None, article: Article) -> str:
    """The title only for who may read the story: importers make rows for unpublished ones."""
    may_read = user is not None and permissions.can_read(user, article)
    return article.title if may_read else f"{article.pk}번 기사"


class ArticleField(ModelChoiceField):
    user: User | None = None

    def label_from_instance(self, obj: Any) -> str:
        return name_for(self.user, obj)


@admin.register(Redirect)
class RedirectAdmin(TaskAdmin):
    task = Task.MANAGE_SETTINGS
    form = RedirectForm
    list_select_related = ("article",)
    search_fields = ("old_path", "new_path")
    autocomplete_fields = ("article",)

    def page_keys(self, obj: Redirect) -> list[str]:
        return [page_keys.old_address(obj.old_path)]

    def get_list_display(self, request: HttpRequest) -> tuple[str | Callable[..., str], ...]:
        user = asking_user(request)

        @admin.display(description="옮겨 간 기사")
        def article_name(redirect: Redirect) -> str:
            return name_for(user, redirect.article) if redirect.article else "-"

        return ("old_path", article_name, "new_path")

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField | None:
        field = super().formfield_for_foreignkey(
            db_field, request, **kwargs | {"form_class": ArticleField}
        )
        if isinstance(field, ArticleField):
            field.user = asking_user(request)
        return field
