"""What stands in a form, as far as it can be read: for keeping text that nobody will correct."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict

from accounts.models import User
from articles import revisions
from articles.comparison import FIELD_NAMES
from articles.content import Content
from articles.models import Article
from desk.article_form import FORM_NAMES, ArticleForm
from presence import set_aside
from presence.models import OpenStory, SetAsideText, WhySetAside
from writing.models import Slot


def set_aside_typed(
    article: Article, posted: Mapping[str, Any], *, by: User, displaced_by: User
) -> SetAsideText:
    """Keep a posted form of which somebody else took the story over. Nothing of it is refused:
    a field that can't be read is kept as typed, beside the others."""
    form = ArticleForm(posted, by=by, article=article, base=revisions.working_copy(article))
    content, unread = _readable(form)
    return set_aside.keep(
        article,
        content,
        by=by,
        base_revision=form.seen_revision,
        why=WhySetAside.TAKEN_OVER,
        displaced_by=displaced_by,
        unread=unread,
    )


def set_aside_autosaved(article: Article, loser: OpenStory, *, displaced_by: User) -> None:
    """Keep what `loser` had typed when the story was taken over, as far as it was autosaved: the
    browser it stands in may never come back."""
    typed = Slot.objects.kept().filter(user=loser.user, article=article)
    slot = typed.filter(typed_at__gte=loser.held_since).first()
    if slot is None:
        return
    posted = MultiValueDict(slot.fields)
    posted["base_revision"] = str(slot.base_revision)
    set_aside_typed(article, posted, by=loser.user, displaced_by=displaced_by)


def _readable(form: ArticleForm) -> tuple[Content, dict[str, str]]:
    """The content, with the working copy's value where a field can't be read, and those fields as
    typed by their Korean names."""
    assert form.base is not None  # noqa: S101  a story that is there has a working copy
    form.is_valid()
    values: dict[str, Any] = {}
    unread: dict[str, str] = {}
    for name in FIELD_NAMES:
        field = FORM_NAMES.get(name, name)
        if field in form.cleaned_data and field not in form.errors:
            value = form.cleaned_data[field]
            values[name] = tuple(value) if isinstance(value, list) else value
        else:
            unread[FIELD_NAMES[name]] = _typed(form, field)
    while True:
        content = replace(form.base, **values)
        try:
            return content.cleaned(), unread
        except ValidationError as error:
            for name in error.message_dict:
                values.pop(name, None)
                unread[FIELD_NAMES[name]] = _typed(form, FORM_NAMES.get(name, name))


def _typed(form: ArticleForm, field: str) -> str:
    value = form[field].value()
    typed = ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value or "")
    return typed.replace("\x00", "")
