"""Keeping what is typed, and letting go of it. Nothing here makes a revision or changes a page.

Which of two texts of one form stays is decided by the database, on the form's own counter. Whoever
calls has made sure that `user` may have the story open.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from articles.models import Article
from writing.models import Slot

# The body itself may be 2 MB of HTML; the other fields are small beside it.
MOST_BYTES = 2 * 1024 * 1024
# Forms with unsaved text at once. Nobody has as many; a script gone wrong would have more.
MOST_SLOTS = 50


class Refused(Exception):
    """The text was not kept. str() is a Korean sentence for the person who typed it."""


class TooLong(Refused):
    """More text than a slot takes."""


class TooMany(Refused):
    """The user has as many slots as there may be."""


class Stale(Refused):
    """A newer text of the same form is there already."""


class Closed(Refused):
    """The form has been saved, or its text thrown away."""


@dataclass(frozen=True)
class Typed:
    """One text of one form; `typed_at` is aware."""

    form_key: str
    counter: int
    fields: Mapping[str, list[str]]
    base_revision: int
    typed_at: datetime


def keep(typed: Typed, *, user: User, article: Article | None) -> None:
    """Make `typed` the text of its form, unless a newer one is there. Raises Refused.

    The same text sent twice is kept once, without complaint.
    """
    if size_of(typed.fields) > MOST_BYTES:
        raise TooLong("글이 너무 길어 자동 저장할 수 없습니다(2MB까지). ‘저장’은 직접 눌러 주세요.")
    if _replace(typed, user) or _add(typed, user, article) or _replace(typed, user):
        return
    there = Slot.objects.get(user=user, form_key=typed.form_key)
    if there.closed_at:
        raise Closed("이미 저장했거나 버린 글입니다.")
    if (there.counter, there.fields) != (typed.counter, dict(typed.fields)):
        raise Stale("같은 글이 다른 창에서 더 나중에 자동 저장되었습니다.")


def close(form_key: str, *, user: User) -> None:
    """Let go of the form's text; what of it is still on its way comes too late."""
    now = timezone.now()
    closed = Slot(
        user=user,
        form_key=form_key,
        counter=0,
        fields={},
        base_revision=0,
        typed_at=now,
        closed_at=now,
    )
    Slot.objects.bulk_create(
        [closed],
        update_conflicts=True,
        unique_fields=["user", "form_key"],
        update_fields=["fields", "typed_at", "closed_at"],
    )


def size_of(fields: Mapping[str, list[str]]) -> int:
    """In bytes of UTF-8."""
    return sum(len(value.encode()) for values in fields.values() for value in values)


def _replace(typed: Typed, user: User) -> bool:
    older = Slot.objects.filter(
        user=user, form_key=typed.form_key, closed_at=None, counter__lt=typed.counter
    )
    return bool(
        older.update(
            counter=typed.counter,
            fields=dict(typed.fields),
            base_revision=typed.base_revision,
            typed_at=typed.typed_at,
        )
    )


def _add(typed: Typed, user: User, article: Article | None) -> bool:
    """False when the form has a slot already."""
    if Slot.objects.filter(user=user, form_key=typed.form_key).exists():
        return False
    if Slot.objects.filter(user=user, closed_at=None).count() >= MOST_SLOTS:
        raise TooMany(
            "자동 저장된 글이 너무 많아 더 담을 수 없습니다. 첫 화면에서 필요 없는 글을 버려 주세요."
        )
    try:
        with transaction.atomic():
            Slot.objects.create(
                user=user,
                article=article,
                form_key=typed.form_key,
                counter=typed.counter,
                fields=dict(typed.fields),
                base_revision=typed.base_revision,
                typed_at=typed.typed_at,
            )
    except IntegrityError:
        return False
    return True
