"""Whether the small world has a mark in every text that belongs to a story."""

from collections.abc import Iterable, Iterator
from dataclasses import fields as dataclass_fields
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.admin.models import LogEntry as AdminLogEntry
from django.db.models import CharField, Field, FileField, JSONField, Model, TextField

from accounts.models import User
from articles.content import Content
from articles.models import Article, DayCount, PublicationBatch, Tag
from attachments.models import Attachment
from audit.models import Entry as AuditEntry
from conversation.models import MailWish
from mastheads.models import Editor, Masthead, Registration
from pages.models import Page
from photos.models import Photo
from reporters.models import Outlet, Reporter
from search.models import Due, IndexState, KnownWord, PhotoDue, RelationDue, Synonym
from sections.models import Section
from tests.canary.world import World

# What is about no story, and so has nothing to hide of one.
NOT_OF_STORIES: tuple[type[Model], ...] = (
    *(User, Section, Reporter, Outlet, Masthead, Registration, Editor, Page),
    *(DayCount, PublicationBatch, AuditEntry, MailWish, Attachment),
    *(Due, IndexState, KnownWord, PhotoDue, RelationDue, Synonym),
)
# Reached from a story by a reference of its own.
REACHED = (Tag, Photo, AdminLogEntry)
# Nobody's words: codes and keys, by model and field.
NO_WORDS = {
    "articles.Article.labels": "codes",
    "articles.Article.status_before_trash": "a code",
    "presence.OpenStory.window": "a random key",
    "writing.Slot.form_key": "a random key",
    "admin.LogEntry.object_id": "a number",
    "articles.BatchStory.from_status": "a code",
    "articles.Tag.initials": "the initials of its name",
    "photos.Photo.licence": "a code",
    "photos.Photo.digest": "of a file's bytes",
    "photos.Photo.look": "sixteen digits",
    "photos.Photo.colour": "a colour",
    "photos.Photo.rendition_set": "a random name",
    "photos.Photo.rendition_problem": "one of a few sentences",
    "notices.Notice.text": "public from its first moment",
    "redirects.Redirect.new_path": "only where no story is",
}
# Fields of Content, which revisions and texts set aside hold as JSON.
_CODES = {"labels", "reporting_type"}


def models_of_stories() -> set[type[Model]]:
    """Whatever refers to a story, to what refers to one, and so on."""
    found: set[type[Model]] = {Article, *REACHED}
    waiting = [Article]
    while waiting:
        for relation in waiting.pop()._meta.get_fields(include_hidden=True):
            model = relation.related_model
            refers = relation.auto_created and not relation.concrete
            if refers and model not in found and model not in NOT_OF_STORIES:
                found.add(model)
                waiting.append(model)
    return found


def unaccounted_models() -> set[str]:
    """Models of the project that neither belong to a story nor are said not to."""
    ours = {
        model
        for config in apps.get_app_configs()
        if config.path == str(settings.BASE_DIR / config.name)
        for model in config.get_models()
        if config.label != "pagecache"
    }
    return {model._meta.label for model in ours - models_of_stories() - set(NOT_OF_STORIES)}


def unmarked_fields(world: World) -> list[str]:
    """Text fields of stories in which nothing in the world carries a mark."""
    found = []
    for model in models_of_stories():
        for name, values in _texts(model):
            label = f"{model._meta.label}.{name}"
            if label not in NO_WORDS and not any(world.marks.found(text) for text in values):
                found.append(label)
    return sorted(found)


def _texts(model: type[Model]) -> Iterator[tuple[str, list[str]]]:
    for field in model._meta.concrete_fields:
        if not _holds_words(field):
            continue
        values = list(model._default_manager.values_list(field.name, flat=True))
        values = [value for value in values if value]
        if isinstance(field, JSONField) and any(_is_content(value) for value in values):
            for part in _words_of_content():
                yield f"{field.name}.{part}", [str(value.get(part, "")) for value in values]
        else:
            yield field.name, [str(value) for value in values]


def _holds_words(field: "Field[Any, Any]") -> bool:
    return isinstance(field, CharField | TextField | JSONField | FileField) and not field.choices


def _is_content(value: Any) -> bool:
    return isinstance(value, dict) and "lead_caption" in value and "outlet_id" in value


def _words_of_content() -> Iterable[str]:
    texts = {str, tuple[str, ...], "str", "tuple[str, ...]"}
    return [
        field.name
        for field in dataclass_fields(Content)
        if field.type in texts and field.name not in _CODES
    ]
