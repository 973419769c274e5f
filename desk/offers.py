"""Text that was autosaved and not saved, offered back to the one who typed it."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from articles import permissions, revisions
from articles.blocks.naming import with_names
from articles.content import Content
from articles.models import Article
from desk import typed_fields
from desk.article_form import ArticleForm
from desk.typed_fields import as_text, clean_body, is_same, one_line, shown_in
from newsroom.lib.compare import Piece, compare_texts
from newsroom.lib.compare_html import BlockChange, compare_bodies
from newsroom.lib.dates import to_seoul
from writing.models import Slot

MOST_OFFERED = 5
MOST_ON_FIRST_PAGE = 10
_KEY_LENGTH = 32
_BEGINNING = 60
# A form that somebody is typing into right now sends as often.
_STILL_OPEN = timedelta(seconds=30)
# What the panel beside the form asks for goes along with its buttons.
_ASIDE_LABEL = "처리 사유와 시각"


@dataclass(frozen=True)
class Difference:
    """A field as a person, `by`, reads it; `bodies` are both as clean HTML, where it is the body."""

    label: str
    stored: str
    typed: str
    by: User
    bodies: tuple[str, str] | None = None

    @cached_property
    def pieces(self) -> list[Piece]:
        return compare_texts(self.stored, self.typed)

    @cached_property
    def blocks(self) -> list[BlockChange]:
        """The paragraphs of the bodies; nothing for another field."""
        return with_names(compare_bodies(*self.bodies), by=self.by) if self.bodies else []


@dataclass(frozen=True)
class Offer:
    """`differences` from what is stored now. `moved_on`: the story was saved by somebody since
    the text was begun; `may_restore`: this user may still edit it."""

    slot: Slot
    differences: tuple[Difference, ...] = ()
    moved_on: bool = False
    may_restore: bool = True

    @property
    def when(self) -> str:
        """ "14:05", with the day when that isn't today."""
        typed, now = to_seoul(self.slot.typed_at), to_seoul(timezone.now())
        return f"{typed:%H:%M}" if typed.date() == now.date() else f"{typed:%Y.%m.%d %H:%M}"

    @property
    def may_be_open(self) -> bool:
        return timezone.now() - self.slot.typed_at < _STILL_OPEN

    @property
    def title(self) -> str:
        return one_line(self.slot.title, _BEGINNING) or "(제목 없음)"

    @property
    def beginning(self) -> str:
        text = typed_fields.body_text(self.slot.fields.get("body", []))
        return one_line(text, _BEGINNING)

    @property
    def labels(self) -> str:
        return ", ".join(difference.label for difference in self.differences)

    @property
    def restore_url(self) -> str:
        return f"{form_url(self.slot.article_id)}?{urlencode({'restore': self.slot.form_key})}"

    @property
    def open_url(self) -> str:
        """Where it is compared with what is stored; a story never saved has nothing to compare."""
        return form_url(self.slot.article_id) if self.slot.article_id else self.restore_url


def form_url(article_id: int | None) -> str:
    if article_id is None:
        return reverse("admin:articles_article_add")
    return reverse("admin:articles_article_change", args=[article_id])


def is_key(text: str) -> bool:
    return len(text) == _KEY_LENGTH and text.isascii() and text.isalnum()


def find(user: User, form_key: str) -> Slot | None:
    return Slot.objects.kept().filter(user=user, form_key=form_key).first()


def of_form(user: User, article: Article | None, *, besides: str = "") -> list[Offer]:
    """What differs from the story as it is stored, or from an untouched form of a new one, without
    what comes from the form keyed `besides`. The caller has seen to it that the story may be
    read."""
    slots = Slot.objects.kept().filter(user=user, article=article).exclude(form_key=besides)
    found = [_compared(slot, user, article) for slot in slots[:MOST_OFFERED]]
    return [offer for offer in found if offer is not None]


def on_first_page(user: User) -> list[Offer]:
    """Every text that waits, of stories the user may still read."""
    slots = list(Slot.objects.kept().filter(user=user)[:MOST_ON_FIRST_PAGE])
    wanted = {slot.article_id for slot in slots if slot.article_id}
    if wanted:
        stories = permissions.readable(user, Article.objects.filter(pk__in=wanted))
        wanted = set(stories.values_list("pk", flat=True))
    return [Offer(slot) for slot in slots if slot.article_id is None or slot.article_id in wanted]


def form_context(
    request: HttpRequest, form: ArticleForm, article: Article | None, *, came_back: bool
) -> dict[str, Any]:
    """What the page of the form says to autosave: its key, and what it offers back.

    With ?restore= the form is filled with that text and goes on under its key, so that there is
    one slot and not two. A form that came back keeps the key it was posted with.
    """
    user = form.by
    slot = None
    form_key = request.POST.get("_form_key", "") if came_back else request.GET.get("restore", "")
    if is_key(form_key):
        slot = find(user, form_key)
    if not came_back:
        slot = slot if slot and slot.article_id == (article.pk if article else None) else None
        if slot:
            typed_fields.fill(form, slot.fields, slot.base_revision)
        form_key = slot.form_key if slot else ""
    context: dict[str, Any] = {
        "form_key": form_key if is_key(form_key) else secrets.token_hex(_KEY_LENGTH // 2),
        "form_counter": slot.counter if slot else 0,
        "restored": None if came_back or slot is None else Offer(slot),
        "offers": [] if came_back else of_form(user, article, besides=form_key),
    }
    if came_back or slot:
        # Either way it holds what isn't saved anywhere.
        context["is_unsaved"] = True
    return context


def posted_aside(slot: Slot) -> QueryDict:
    """What was typed beside the form, as its panel reads it."""
    posted = QueryDict(mutable=True)
    for name, values in slot.fields.items():
        posted.setlist(name, values)
    return posted


def _compared(slot: Slot, user: User, article: Article | None) -> Offer | None:
    """None when nothing was typed but what is stored, or what the form showed to begin with."""
    form = _form(user, article, slot)
    stored = shown_in(form)
    differences = _differences(form, stored, slot)
    if not differences:
        return None
    moved_on = article is not None and slot.base_revision != article.revision
    if moved_on and article is not None:
        begun = article.revisions.filter(number=slot.base_revision).first()
        if begun is not None:
            first = ArticleForm(by=user, article=article, base=Content.from_json(begun.data))
            if not _differences(first, shown_in(first), slot):
                return None
    may = article is None or bool(permissions.can_edit(user, article))
    return Offer(slot, differences, moved_on, may)


def _form(user: User, article: Article | None, slot: Slot) -> ArticleForm:
    if article is None:
        return ArticleForm(by=user)
    if permissions.can_read_working_copy(user, article):
        return ArticleForm(by=user, article=article, base=revisions.working_copy(article))
    return ArticleForm(by=user, article=article, base=Content.of(article))


def _differences(
    form: ArticleForm, stored: typed_fields.Fields, slot: Slot
) -> tuple[Difference, ...]:
    found = []
    for name, values in stored.items():
        typed = slot.fields.get(name, [])
        if is_same(name, values, typed):
            continue
        before, after = as_text(form, name, values), as_text(form, name, typed)
        bodies = (clean_body(values), clean_body(typed)) if name == "body" else None
        found.append(Difference(str(form.fields[name].label), before, after, form.by, bodies))
    aside = [
        value.strip()
        for name, values in slot.fields.items()
        if name not in form.fields
        for value in values
        if value.strip()
    ]
    if aside:
        typed_aside = "\n".join(aside)
        found.append(Difference(_ASIDE_LABEL, typed_fields.NOT_CHOSEN, typed_aside, form.by))
    return tuple(found)
