"""태그. Writing a new tag into a story makes it; here they are renamed and tidied."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.forms import ModelForm
from django.http import HttpRequest

from accounts.permissions import Task
from articles import page_keys, permissions
from articles.models import Article, Tag
from articles.models.tag import clean_tag
from desk.task_admin import TaskAdmin, asking_user


class TagForm(ModelForm):
    class Meta:
        model = Tag
        fields = ("name",)
        error_messages = {"name": {"unique": "이미 있는 태그입니다."}}

    def clean_name(self) -> str:
        return clean_tag(self.cleaned_data["name"])


@admin.register(Tag)
class TagAdmin(TaskAdmin):
    task = Task.MANAGE_SETTINGS
    open_to_read = True
    form = TagForm
    list_display = ("name", "article_count")
    search_fields = ("name",)
    use_advice = "기사에서 태그를 뺀 뒤에 지워 주세요."

    def page_keys(self, obj: Tag) -> list[str]:
        return [page_keys.tag(obj.pk), page_keys.tag_name(obj.name)]

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Tag]":
        """Also what autocomplete fields offer."""
        tagged = Article.objects.filter(tags=OuterRef("pk")).order_by().values("tags")
        number = tagged.annotate(number=Count("pk")).values("number")
        tags: QuerySet[Tag] = super().get_queryset(request)
        user = asking_user(request)
        tags = permissions.known_tags(user, tags) if user else tags.none()
        return tags.annotate(_articles=Subquery(number))

    @admin.display(description="기사")
    def article_count(self, tag: Any) -> int:
        return tag._articles or 0

    def uses(self, obj: Tag) -> list[str]:
        number = obj.articles.count()
        return [f"기사 {number:,}건"] if number else []
