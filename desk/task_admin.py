"""Admin classes that ask accounts.permissions instead of Django's model permissions."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import models
from django.forms import BaseInlineFormSet, CheckboxInput
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from accounts.models import User
from accounts.permissions import Task, can_do
from desk import setting_changes
from desk.admin_messages import in_good_korean
from desk.asked import refuse_unsearchable
from newsroom.lib.korean import clean_name
from pagecache import publishing, touch


def asking_user(request: HttpRequest) -> User | None:
    """The signed-in user with a role; None for everyone else (the login page asks too)."""
    user = request.user
    return user if user.is_authenticated and user.is_active and user.roles else None


class NameField(forms.CharField):
    """A single line without invisible characters; what only looks filled in counts as empty."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        try:
            return clean_name(text)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from None


class TaskPermissions:
    """For a ModelAdmin or an inline: who holds `task` may do everything here.

    `open_to_read`: anyone with a role may look, which is also what choosing one of the rows in
    another form's autocomplete field takes.
    """

    task: ClassVar[Task]
    open_to_read: ClassVar[bool] = False

    def may(self, request: HttpRequest) -> bool:
        user = asking_user(request)
        return user is not None and bool(can_do(user, self.task))

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.may(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may(request) or (self.open_to_read and asking_user(request) is not None)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may(request)


class TidyForms(BaseModelAdmin):
    """Every single-line text goes through clean_name before it is looked at."""

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        if type(db_field) is models.CharField and not db_field.choices:
            kwargs.setdefault("form_class", NameField)
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            # Choosing another row is no place to delete one.
            field.widget.can_delete_related = False
        return field


class PlainKorean(admin.ModelAdmin):
    """Headings and messages as a Korean would write them; filters don't count."""

    show_facets = admin.ShowFacets.NEVER

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        context = {"title": self.opts.verbose_name_plural} | (extra_context or {})
        return super().changelist_view(request, context)

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        refuse_unsearchable(request)
        return super().get_changelist_instance(request)

    def get_search_results(
        self, request: HttpRequest, queryset: "models.QuerySet[Any]", search_term: str
    ) -> tuple["models.QuerySet[Any]", bool]:
        """Nothing is found by what no database can look for."""
        try:
            search_term = clean_name(search_term)
        except ValueError:
            return queryset.none(), False
        return super().get_search_results(request, queryset, search_term)

    def message_user(self, request: HttpRequest, message: Any, *args: Any, **kwargs: Any) -> None:
        super().message_user(request, in_good_korean(message), *args, **kwargs)


class KeepsWhatIsUsed(admin.ModelAdmin):
    """Nothing that something else needs is deleted; the person reads what needs it.

    Rows go one at a time: the bulk deletion of the change list is not offered.
    """

    actions = None
    use_advice: ClassVar[str] = ""

    def uses(self, obj: Any) -> list[str]:
        """What still needs `obj`, as Korean counts ("기사 12건"); empty when nothing does."""
        return []

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        obj = self.get_object(request, unquote(object_id))
        if obj is not None and self.has_delete_permission(request, obj):
            uses = self.uses(obj)
            if uses:
                return self.refuse_deletion(request, obj, uses)
        return super().delete_view(request, object_id, extra_context)

    def refuse_deletion(self, request: HttpRequest, obj: Any, uses: list[str]) -> HttpResponse:
        """Back to where it is changed, with the reason."""
        text = f"‘{obj}’에 딸린 것이 있어서 지울 수 없습니다: {', '.join(uses)}."
        messages.error(request, f"{text} {self.use_advice}".strip())
        address = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        return HttpResponseRedirect(reverse(address, args=[obj.pk]))


def named_by_column(formset: Any) -> Any:
    """Fields in a table have only the column's head for a label; a screen reader gets it too."""
    for field in formset.form.base_fields.values():
        field.widget.attrs.setdefault("aria-label", str(field.label or ""))
    return formset


class TellsTheAudit(admin.ModelAdmin):
    """Every change made here is a line of the audit log, from what to what; in its transaction."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        told = setting_changes.told(form, formsets, is_new=not change)
        super().save_related(request, form, formsets, change)
        if told:
            setting_changes.tell(form.instance, told, detail="" if change else "새로 만듦")

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        setting_changes.tell_deleted(obj)
        super().delete_model(request, obj)


class ShowsOnPages(admin.ModelAdmin):
    """What is saved here shows on public pages: change and page keys commit as one.

    Django's views open their own transaction and write their log entry after saving, so the
    whole view is the publishing transaction.
    """

    def page_keys(self, obj: Any) -> Iterable[str]:
        """The keys (pagecache) of what pages show of `obj`."""
        raise NotImplementedError

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with _publishing_if_posted(request):
            return super().changeform_view(request, *args, **kwargs)

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with _publishing_if_posted(request):
            return super().changelist_view(request, *args, **kwargs)

    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with _publishing_if_posted(request):
            return super().delete_view(request, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if change:
            # As it was: a page may stand at an address that the change takes away.
            touch(*self.page_keys(self.model._default_manager.get(pk=obj.pk)))
        super().save_model(request, obj, form, change)
        touch(*self.page_keys(obj))

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        touch(*self.page_keys(obj))
        super().delete_model(request, obj)


@contextmanager
def _publishing_if_posted(request: HttpRequest) -> Iterator[None]:
    """Looking at a screen takes no transaction: on SQLite it would wait for every writer."""
    if request.method == "POST":
        with publishing():
            yield
    else:
        yield


class TaskAdmin(
    TaskPermissions, TidyForms, ShowsOnPages, PlainKorean, KeepsWhatIsUsed, TellsTheAudit
):
    """A settings screen."""

    def get_changelist_formset(self, request: HttpRequest, **kwargs: Any) -> Any:
        return named_by_column(super().get_changelist_formset(request, **kwargs))


class DeletionBox(CheckboxInput):
    """Has only the column's head for a label, as the fields have."""

    def __init__(self) -> None:
        super().__init__({"aria-label": "삭제"})


class Rows(BaseInlineFormSet):
    deletion_widget = DeletionBox


class TaskInline(TaskPermissions, TidyForms, admin.TabularInline):
    """Rows inside a settings screen."""

    formset = Rows
    extra = 0

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        return named_by_column(super().get_formset(request, obj, **kwargs))
