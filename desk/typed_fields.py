"""The article form as lists of text by field name: what a browser posts, and what autosave keeps."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from articles import body
from desk.article_form import ArticleForm
from newsroom.lib.korean import clean_name

Fields = Mapping[str, list[str]]

# Not text of the story: which revision it is based on, and a file, which can't be kept.
_LEFT_OUT = frozenset({"base_revision", "photo_file"})
_LONGEST_UNCLEAN = 20_000
NOT_CHOSEN = "(없음)"


def shown_in(form: ArticleForm) -> dict[str, list[str]]:
    """What a browser would post of the form as it is shown."""
    return {field.name: _values(field) for field in form if field.name not in _LEFT_OUT}


def fill(form: ArticleForm, fields: Fields, base_revision: int) -> None:
    """Show the form with what was typed; nothing of it is checked before it is posted."""
    for name, field in form.fields.items():
        values = fields.get(name, [])
        if name in _LEFT_OUT:
            continue
        if isinstance(field, forms.MultipleChoiceField):
            form.initial[name] = values
        elif isinstance(field, forms.BooleanField):
            form.initial[name] = bool(values)
        else:
            form.initial[name] = values[0] if values else ""
    form.initial["base_revision"] = base_revision


def is_same(name: str, one: list[str], other: list[str]) -> bool:
    return _comparable(name, one) == _comparable(name, other)


def as_text(form: ArticleForm, name: str, values: list[str]) -> str:
    """The values of a field as a person reads them."""
    field = form.fields[name]
    if name == "body":
        return body_text(values) or NOT_CHOSEN
    if isinstance(field, forms.BooleanField):
        return "예" if values else "아니요"
    choices: dict[str, str] = {
        str(value): str(label).strip() for value, label in getattr(field, "choices", ())
    }
    shown = [choices.get(value, value).strip() for value in values if value.strip()]
    return ", ".join(shown) or NOT_CHOSEN


def clean_body(values: list[str]) -> str:
    """As it may be shown: of what can't be cleaned (300 levels of it) the text's beginning."""
    html = "".join(values)
    try:
        return body.clean(html)
    except ValueError:
        return body.paragraphs_to_html(body.text_of(html)[:_LONGEST_UNCLEAN].splitlines())


def body_text(values: list[str]) -> str:
    return body.text_of(clean_body(values)).strip()


def _values(field: BoundField) -> list[str]:
    value: Any = field.value()
    if isinstance(field.field, forms.BooleanField):
        return ["on"] if value else []
    if isinstance(value, list | tuple):
        return [str(one) for one in value]
    shown = field.field.widget.format_value(value)
    return [str(one) for one in shown] if isinstance(shown, list) else [str(shown or "")]


def _comparable(name: str, values: list[str]) -> object:
    if name == "body":
        return clean_body(values)
    return sorted(filter(None, (" ".join(value.split()).strip(" ,") for value in values)))


def one_line(text: str, length: int) -> str:
    """The beginning of a text, for a list."""
    try:
        line = clean_name(text)
    except ValueError:
        line = " ".join(text.split())
    return line if len(line) <= length else f"{line[:length].rstrip()}…"
