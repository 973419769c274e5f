"""기자와 매체."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.forms import ModelChoiceField, ModelForm
from django.http import HttpRequest

from accounts.models import User
from accounts.permissions import Task
from articles.models import Byline
from desk import watermark_form
from desk.moving_screen import OffersToMove, ReporterTarget, counted
from desk.task_admin import TaskAdmin
from reporters import page_keys
from reporters.models import Outlet, Reporter


class ReporterForm(ModelForm):
    class Meta:
        model = Reporter
        fields = (
            "name",
            "reading",
            "outlet",
            "desk",
            "email",
            "photo",
            "introduction",
            "is_active",
            "user",
        )
        error_messages = {"user": {"unique": "이미 다른 기자와 이어진 계정입니다."}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        user = self.fields.get("user")
        if isinstance(user, ModelChoiceField):
            free = Q(reporter=None, is_active=True) | Q(reporter=self.instance.pk or 0)
            user.queryset = User.objects.filter(free).order_by("name", "username")
            user.empty_label = "(로그인하지 않음)"
        outlet = self.fields.get("outlet")
        if isinstance(outlet, ModelChoiceField) and not self.instance.pk:
            outlet.initial = Outlet.own()


@admin.register(Reporter)
class ReporterAdmin(OffersToMove, TaskAdmin):
    task = Task.MANAGE_SETTINGS
    open_to_read = True
    form = ReporterForm
    list_display = ("name", "outlet", "desk", "email", "is_active", "user", "article_count")
    list_filter = ("is_active", "outlet")
    list_select_related = ("outlet", "user")
    search_fields = ("name", "reading", "email", "desk")
    autocomplete_fields = ("photo",)
    fieldsets = (
        (None, {"fields": ("name", "reading", "outlet", "desk", "is_active")}),
        ("기자 페이지", {"fields": ("email", "photo", "introduction")}),
        (
            "로그인",
            {
                "fields": ("user",),
                "description": "계정을 이으면 그 사람의 기사로 함께 보입니다. 비워 두어도 됩니다.",
            },
        ),
    )
    target_form = ReporterTarget
    gentler = (
        "그만둔 기자라면 지우지 말고 ‘활동 중’을 꺼 주세요. 쓴 기사의 크레딧과 기자 페이지는 그대로 "
        "남고, 새 기사를 쓸 때만 나오지 않습니다."
    )

    def page_keys(self, obj: Reporter) -> list[str]:
        return [page_keys.reporter(obj.pk)]

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Reporter]":
        written = Byline.objects.filter(reporter=OuterRef("pk")).order_by().values("reporter")
        number = written.annotate(number=Count("pk")).values("number")
        reporters: QuerySet[Reporter] = super().get_queryset(request)
        return reporters.select_related("outlet").annotate(_articles=Subquery(number))

    def get_search_results(
        self, request: HttpRequest, queryset: "QuerySet[Reporter]", search_term: str
    ) -> tuple["QuerySet[Reporter]", bool]:
        """Who is offered for a new byline: only those who are still active."""
        match = request.resolver_match
        if match is not None and match.url_name == "autocomplete":
            queryset = queryset.filter(is_active=True)
        return super().get_search_results(request, queryset, search_term)

    @admin.display(description="기사")
    def article_count(self, reporter: Any) -> int:
        return reporter._articles or 0

    def uses(self, obj: Reporter) -> list[str]:
        return self.story_counts(obj)

    def story_counts(self, obj: Reporter) -> list[str]:
        return counted(obj.bylines.all(), "기사 {}건")


@admin.register(Outlet)
class OutletAdmin(TaskAdmin):
    task = Task.MANAGE_SETTINGS
    open_to_read = True
    form = watermark_form.OutletForm
    list_display = ("name", "is_own")
    search_fields = ("name",)
    readonly_fields = ("watermark_sample",)
    use_advice = "기자와 기사를 다른 매체로 옮긴 뒤에 지워 주세요."

    def get_fieldsets(self, request: HttpRequest, obj: Outlet | None = None) -> Any:
        # Who may only look sees what there is, and nothing to send.
        fields = watermark_form.fields(obj) if self.may(request) else ()
        watermark = {
            "fields": (*fields, "watermark_sample"),
            "description": "이 매체로 정한 사진이 독자에게 나갈 때만 찍힙니다. 원본에는 찍히지 "
            "않습니다. 바꾸면 사진을 모두 다시 만들며, 그동안은 전의 사진이 나갑니다.",
        }
        return ((None, {"fields": ("name", "is_own")}), ("사진 워터마크", watermark))

    def save_model(self, request: HttpRequest, obj: Outlet, form: Any, change: bool) -> None:
        watermark_form.keep_picture(obj, form)
        super().save_model(request, obj, form, change)

    @admin.display(description="보기")
    def watermark_sample(self, outlet: Outlet) -> str:
        return watermark_form.sample(outlet)

    def page_keys(self, obj: Outlet) -> list[str]:
        return [page_keys.outlet(obj.pk)]

    def uses(self, obj: Outlet) -> list[str]:
        found = {"기자 {}명": obj.reporters.count(), "기사 {}건": obj.articles.count()}
        return [text.format(f"{number:,}") for text, number in found.items() if number]
