"""The revisions of a story as far as a user may read them, and what each of them was or is."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from accounts.models import User
from articles import permissions
from articles.comparison import changed_fields
from articles.content import Content
from articles.models import Article, LogEntry, Revision
from articles.states import Action, Status


@dataclass(frozen=True)
class Standing:
    """Which of a story's texts a revision is. The wording is the interface's."""

    is_live: bool
    is_newest: bool
    is_proposal: bool
    is_approved: bool
    is_withdrawn: bool
    published_at: datetime | None
    scheduled_at: datetime | None


@dataclass(frozen=True)
class Entry:
    """One line of the history. `changed` names the fields that differ from the entry before it,
    None for the first one; `log` is empty for who may not read the log."""

    revision: Revision
    standing: Standing
    changed: Sequence[str] | None
    log: Sequence[LogEntry]


def readable_numbers(user: User, article: Article) -> list[int]:
    """The numbers of the revisions that `user` may read, the newest first."""
    rows = article.revisions.order_by("-number").values_list(
        "number", "published_at", "data__embargo_until"
    )
    # The answer hangs on no more than these two.
    answers: dict[tuple[bool, datetime | None], bool] = {}
    now = timezone.now()
    found = []
    for number, published_at, embargo in rows:
        was_public = published_at is not None and published_at <= now
        embargo_until = parse_datetime(embargo) if embargo else None
        key = (was_public, embargo_until)
        if key not in answers:
            answers[key] = bool(
                permissions.can_read_revision(user, article, published_at, embargo_until)
            )
        if answers[key]:
            found.append(number)
    return found


def readable_revision(user: User, article: Article, number: int) -> Revision | None:
    """The revision, or None if there is none that `user` may read."""
    revision = article.revisions.filter(number=number).select_related("author").first()
    if revision is None:
        return None
    embargo = revision.data.get("embargo_until")
    embargo_until = parse_datetime(embargo) if embargo else None
    answer = permissions.can_read_revision(user, article, revision.published_at, embargo_until)
    return revision if answer else None


def entries(
    user: User, article: Article, numbers: Sequence[int], before: int | None
) -> list[Entry]:
    """The entries of those numbers, in their order. `before` is the readable one that precedes
    them all, with which the last of them is compared."""
    wanted = [*numbers, before] if before is not None else numbers
    revisions = {
        revision.number: revision
        for revision in article.revisions.filter(number__in=wanted).select_related("author")
    }
    logs = _logs(user, article, numbers)
    older = [*numbers[1:], before]
    return [
        Entry(
            revision=revisions[number],
            standing=standing(article, revisions[number]),
            changed=_changed(revisions[number], revisions.get(previous or 0)),
            log=logs[number],
        )
        for number, previous in zip(numbers, older, strict=True)
        if number in revisions
    ]


def standing(article: Article, revision: Revision) -> Standing:
    """What the revision is to the story. Whether there is a newer one is only told by the newest
    itself, so nothing that a user may not read shows in it."""
    now = timezone.now()
    is_live = revision.number == article.live_revision
    was_public = revision.published_at is not None and revision.published_at <= now
    return Standing(
        is_live=is_live and article.is_visible,
        is_newest=revision.number == article.revision,
        is_proposal=article.has_unpublished_changes and revision.number == article.revision,
        is_approved=(
            article.status == Status.APPROVED and revision.number == article.approved_revision
        ),
        is_withdrawn=is_live and article.status == Status.WITHDRAWN,
        published_at=revision.published_at if was_public else None,
        scheduled_at=None if was_public else revision.published_at,
    )


def _changed(revision: Revision, previous: Revision | None) -> list[str] | None:
    if previous is None:
        return None
    return changed_fields(Content.from_json(previous.data), Content.from_json(revision.data))


def _logs(user: User, article: Article, numbers: Iterable[int]) -> dict[int, list[LogEntry]]:
    found: defaultdict[int, list[LogEntry]] = defaultdict(list)
    if permissions.can(user, Action.READ_LOG, article):
        for line in article.log.filter(revision__in=list(numbers)).order_by("created_at", "pk"):
            found[line.revision].append(line)
    return found
