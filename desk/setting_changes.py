"""What a settings form changed, for the audit log: fields by their labels, from what to what."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Model

from articles.models import Article
from audit.models import Kind
from audit.recording import lines, record


@dataclass(frozen=True)
class Changed:
    label: str
    before: str
    after: str


def told(form: Any, formsets: Iterable[Any], *, is_new: bool) -> list[Changed]:
    """Of the form and the rows under it, before they are saved."""
    found = list(_fields(form, is_new=is_new))
    for formset in formsets:
        name = str(formset.model._meta.verbose_name)
        deleted = formset.deleted_forms
        for row in formset.forms:
            if row in deleted:
                found.append(Changed(name, str(row.instance), ""))
            elif row.has_changed():
                is_added = row.instance.pk is None
                for field in _fields(row, is_new=is_added):
                    found.append(Changed(f"{name} {field.label}", field.before, field.after))
    return found


def tell(obj: Model, changed: Iterable[Changed], *, detail: str = "") -> None:
    found = list(changed)
    is_new = all(not field.before for field in found)
    record(
        Kind.SETTING,
        subject=_named(obj),
        before="" if is_new else _lines((field.label, field.before) for field in found),
        after=_lines((field.label, field.after) for field in found),
        detail=detail,
    )


def tell_deleted(obj: Model) -> None:
    """With the columns as they were."""
    columns = [field for field in obj._meta.concrete_fields if not field.primary_key]
    values = ((str(field.verbose_name), _text(getattr(obj, field.name))) for field in columns)
    before = _lines((label, value) for label, value in values if value)
    record(Kind.SETTING, subject=_named(obj), before=before, detail="지움")


def _named(obj: Model) -> str:
    return f"{obj._meta.verbose_name} ‘{obj}’"


def _fields(form: Any, *, is_new: bool) -> Iterator[Changed]:
    for name in form.changed_data:
        if name == forms.formsets.DELETION_FIELD_NAME or name not in form.cleaned_data:
            continue
        field = form.fields[name]
        before = "" if is_new else _initial(field, form.get_initial_for_field(field, name))
        yield Changed(str(field.label or name), before, _text(form.cleaned_data[name]))


def _initial(field: forms.Field, value: Any) -> str:
    """As a person reads it: a form begins with the numbers of related rows."""
    if isinstance(field, forms.ModelChoiceField) and field.queryset is not None and value:
        numbers = value if isinstance(value, list | tuple) else [value]
        chosen = [getattr(one, "pk", one) for one in numbers]
        return ", ".join(map(_text, field.queryset.filter(pk__in=chosen)))
    return _text(value)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "예" if value else "아니오"
    if hasattr(value, "all") or isinstance(value, list | tuple):
        rows = value.all() if hasattr(value, "all") else value
        return ", ".join(map(_text, rows))
    if isinstance(value, Article):
        # Whoever reads the audit log need not be one who may read the story.
        return f"{value.pk}번 기사"
    return str(value)


def _lines(values: Iterable[tuple[str, str]]) -> str:
    """Rows of a table have the same labels: none may take another's place."""
    return "\n".join(lines({label: value}) for label, value in values)
