"""섹션: two levels, listed as a tree, put in order in the list itself."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.forms import ModelChoiceField, ModelForm
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from accounts.permissions import Task
from articles.models import Article
from desk.moving_screen import OffersToMove, SectionTarget, counted
from desk.task_admin import TaskAdmin
from sections.models import Section
from sections.page_keys import NAV


class SectionForm(ModelForm):
    class Meta:
        model = Section
        fields = ("name", "slug", "parent", "order", "description")
        error_messages = {"slug": {"unique": "다른 섹션이 쓰고 있는 주소 이름입니다."}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parent = self.fields.get("parent")
        if isinstance(parent, ModelChoiceField):
            parent.queryset = Section.objects.filter(parent=None).exclude(pk=self.instance.pk)
            parent.empty_label = "(대분류)"


@admin.register(Section)
class SectionAdmin(OffersToMove, TaskAdmin):
    task = Task.MANAGE_SETTINGS
    open_to_read = True
    form = SectionForm
    list_display = ("tree_name", "slug", "order", "article_count")
    list_editable = ("order",)
    list_per_page = 200
    sortable_by = ()
    search_fields = ("name", "slug")
    prepopulated_fields = {}
    target_form = SectionTarget
    use_advice = (
        "중분류는 그 섹션의 화면에서 상위 섹션을 바꾸고, 담당은 관리자가 사용자 화면에서 바꾼 뒤에 "
        "지워 주세요."
    )

    def page_keys(self, obj: Section) -> list[str]:
        return [NAV]

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Section]":
        main = Article.objects.filter(section=OuterRef("pk")).order_by().values("section")
        number = main.annotate(number=Count("pk")).values("number")
        sections: QuerySet[Section] = super().get_queryset(request)
        return sections.select_related("parent").annotate(_articles=Subquery(number))

    def get_ordering(self, request: HttpRequest) -> tuple[Any, ...]:
        """A top section, then its children."""
        return (
            Coalesce("parent__order", "order"),
            Coalesce("parent_id", "pk"),
            F("parent").asc(nulls_first=True),
            "order",
            "pk",
        )

    @admin.display(description="이름")
    def tree_name(self, section: Section) -> SafeString | str:
        if section.parent_id is None:
            return section.name
        return format_html('<span class="desk-tree-child">{}</span>', section.name)

    @admin.display(description="기사")
    def article_count(self, section: Any) -> int:
        return section._articles or 0

    def uses(self, obj: Section) -> list[str]:
        return [
            *self.story_counts(obj),
            *counted(obj.children.all(), "중분류 {}개"),
            *counted(obj.staff.all(), "담당하는 사람 {}명"),
        ]

    def story_counts(self, obj: Section) -> list[str]:
        """In whatever state, the trash included."""
        further = Article.further_sections.through.objects.filter(section=obj.pk)
        return [
            *counted(obj.articles.all(), "기사 {}건"),
            *counted(further, "함께 실린 기사 {}건"),
        ]
