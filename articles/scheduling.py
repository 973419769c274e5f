"""Times at which stories change by themselves: moving them, changes of live stories that wait for
one, and what the clock does when they come.

A scheduled story shows at its second by query; here its state and log follow. A scheduled change
is live when the clock has published it, which is why the clock looks for those first. Built from
the parts of articles/workflow.py, under its rules: every function is one transaction and raises
workflow.Refused.
"""

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from copy import copy
from datetime import datetime

from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from articles import (
    clock_failures,
    guards,
    log_lines,
    pending_changes,
    permissions,
    photo_guards,
    revisions,
    workflow,
)
from articles.content import Content
from articles.log_lines import CLOCK_NAME, IMPORTER_NAME, log_line
from articles.models import Article, ScheduledChange
from articles.models.record import LogAction
from articles.refusals import Conflict, Incomplete, Refused, WrongState
from articles.states import Action, Status
from newsroom.lib.dates import format_time
from pagecache import publishing

logger = logging.getLogger("newsroom.workflow")

# Each round of the clock settles for so long at most: what readers wait for comes in between.
SETTLING_SECONDS = 0.5


# --- by people ------------------------------------------------------------------------------


def reschedule(
    article: Article,
    *,
    by: User | None,
    at: datetime,
    revision: int | None = None,
    was: datetime | None = None,
) -> Article:
    """Move a scheduled story to another time (aware). `was` is the time the person saw."""
    with workflow.act(article, Action.RESCHEDULE, by, revision=revision, logs=False) as (row, now):
        before = row.published_at
        _require_other_time(before, at, was)
        guards.require_time(at, now, row.embargo_until)
        photo_guards.require_usable(row, row, at)
        row.published_at = row.modified_at = at
        workflow.mark_live(row, row.revisions.get(number=row.revision), at)
        clock_failures.clear(row.pk)
        _log(row, Action.RESCHEDULE, by, now, f"{format_time(before)} → {format_time(at)}")
    return row


def schedule_change(
    article: Article, *, by: User | None, at: datetime, revision: int | None = None
) -> Article:
    """수정안 예약: the revision that is the working copy now goes live at `at` (aware).

    Bound to that very revision: what is saved afterwards does not go along. In place of a change
    that was scheduled before.
    """
    with _asked(article, Action.SCHEDULE_CHANGE, by, revision) as (row, now):
        if not row.has_unpublished_changes:
            raise WrongState("게재된 글과 달라진 내용이 없습니다.")
        if row.pending_change and row.pending_change.revision == row.revision:
            raise WrongState("이미 예약된 글입니다. 시각만 바꾸거나 예약을 취소할 수 있습니다.")
        content = revisions.working_copy(row)
        guards.require_time(at, now, content.embargo_until)
        _require_publishable(row, content, by)
        photo_guards.require_usable(row, content, at)
        replaced = pending_changes.drop(row)
        made = ScheduledChange.objects.create(
            article=row,
            revision=row.revision,
            title=content.title,
            embargo_until=content.embargo_until,
            publish_at=at,
            by=by,
            by_name=by.display_name if by else IMPORTER_NAME,
            created_at=now,
        )
        detail = f"{pending_changes.named(made)} 예약"
        if replaced:
            detail += f" ({pending_changes.named(replaced)} 예약을 대신함)"
        _log(row, Action.SCHEDULE_CHANGE, by, now, detail)
    return row


def reschedule_change(
    article: Article,
    *,
    by: User | None,
    at: datetime,
    revision: int | None = None,
    was: datetime | None = None,
) -> Article:
    """Move a scheduled change to another time (aware); the revision it is bound to stays."""
    with _asked(article, Action.RESCHEDULE_CHANGE, by, revision) as (row, now):
        change = _pending(row)
        before = change.publish_at
        _require_other_time(before, at, was)
        guards.require_time(at, now, change.embargo_until)
        photo_guards.require_usable(row, revisions.content_of(row, change.revision), at)
        change.publish_at = at
        change.save(update_fields=["publish_at"])
        clock_failures.clear(row.pk)
        detail = f"{change.revision}판 {format_time(before)} → {format_time(at)}"
        _log(row, Action.RESCHEDULE_CHANGE, by, now, detail)
    return row


def unschedule_change(article: Article, *, by: User | None, revision: int | None = None) -> Article:
    """수정안 예약 취소: the change stays as a working copy."""
    with _asked(article, Action.UNSCHEDULE_CHANGE, by, revision) as (row, now):
        change = _pending(row)
        pending_changes.drop(row)
        detail = f"{pending_changes.named(change)} 예약을 취소함"
        _log(row, Action.UNSCHEDULE_CHANGE, by, now, detail)
    return row


# --- by the clock ---------------------------------------------------------------------------


def publish_due_changes(now: datetime | None = None) -> int:
    """Make every scheduled change live whose time has come; how many.

    Exactly once however many clocks run, as the row goes in the transaction that publishes; one
    that fails is marked and tried again later, and the others go on.
    """
    now = now or timezone.now()
    due = ScheduledChange.objects.filter(
        clock_failures.may_be_tried(now, "article__"), publish_at__lte=now
    )
    numbers = due.order_by("publish_at", "pk").values_list("article", flat=True)
    return _each(numbers, _publish_change, now)


def settle_due(now: datetime | None = None, *, seconds: float | None = None) -> int:
    """Settle status and log of every scheduled story whose time has come; how many.

    Readers have seen those stories since their second. Exactly once however many clocks run; one
    that fails is marked and tried again later, and the others go on. What is not
    begun after so many `seconds` is left for the next time.
    """
    now = now or timezone.now()
    due = Article.objects.filter(
        clock_failures.may_be_tried(now), status=Status.SCHEDULED, published_at__lte=now
    )
    numbers = due.order_by("published_at", "pk").values_list("pk", flat=True)
    return _each(numbers, _settle, now, seconds)


def _each(
    numbers: Iterable[int],
    do: Callable[[Article, datetime], bool],
    now: datetime,
    seconds: float | None = None,
) -> int:
    started, done = time.monotonic(), 0
    for pk in list(numbers):
        try:
            with publishing():
                done += _unless_taken(pk, do, now)
        except Exception as error:
            logger.exception("article %s: its schedule failed", pk)
            _mark(pk, error, now)
        if seconds is not None and time.monotonic() - started > seconds:
            break
    return done


def _unless_taken(pk: int, do: Callable[[Article, datetime], bool], now: datetime) -> bool:
    """Whoever else holds the story, another clock or a person's act, settles it or has the next
    round do so."""
    row = Article.objects.select_for_update(skip_locked=True).filter(pk=pk).first()
    return row is not None and do(row, now)


def _settle(row: Article, now: datetime) -> bool:
    return workflow.settle(row, now)


def _publish_change(row: Article, now: datetime) -> bool:
    change = ScheduledChange.objects.filter(article=row, publish_at__lte=now).first()
    if change is None:
        return False
    with workflow.act(row, Action.PUBLISH, None, logs=False) as (live, at):
        # Before another text is live, which would cancel it.
        pending_changes.drop(live)
        workflow.go_live(live, None, at, change.revision)
        detail = f"{change.by_name} 예약, {pending_changes.named(change)}"
        _log(live, Action.PUBLISH, None, at, detail, name=CLOCK_NAME, revision=change.revision)
    return True


def _mark(pk: int, error: Exception, now: datetime) -> None:
    """Raises when even this fails: then it is the database, not the story."""
    reason = _reason(error)
    with transaction.atomic():
        if clock_failures.note(pk, reason, now):
            row = Article.objects.get(pk=pk)
            _log(row, LogAction.CLOCK_FAILED, None, now, reason[:200], name=CLOCK_NAME)


def _reason(error: Exception) -> str:
    if isinstance(error, Refused):
        return str(error)[:500]
    if isinstance(error, IntegrityError):
        told = "데이터베이스가 이 기사의 저장을 거절했습니다."
    elif isinstance(error, DatabaseError):
        told = "데이터베이스에 오류가 났습니다."
    else:
        told = f"예상하지 못한 오류가 났습니다 ({type(error).__name__})."
    return f"{told} 계속되면 관리자에게 알려 주세요."


# --- what they share ------------------------------------------------------------------------


@contextmanager
def _asked(
    article: Article, action: Action, by: User | None, revision: int | None
) -> Iterator[tuple[Article, datetime]]:
    """The story, locked and checked, for an act that changes nothing readers see."""
    with publishing():
        row = workflow.locked(article)
        guards.require_transition(row, action, by)
        if revision is not None:
            guards.require_revision(row, revision)
        yield row, timezone.now()


def _pending(row: Article) -> ScheduledChange:
    if row.pending_change is None:
        raise WrongState("예약된 수정안이 없습니다. 이미 나갔거나 취소되었습니다.")
    return row.pending_change


def _require_other_time(before: datetime | None, at: datetime, was: datetime | None) -> None:
    if was is not None and before != was:
        raise Conflict(
            f"그사이 다른 사람이 예약 시각을 바꾸었습니다 (지금 {format_time(before)})."
            " 확인한 뒤 다시 해 주세요."
        )
    if before == at:
        raise WrongState(f"이미 {format_time(at)}에 예약되어 있습니다.")


def _require_publishable(row: Article, content: Content, by: User | None) -> None:
    """What publication will ask of the text is asked now, while a person can do something."""
    future = copy(row)
    revisions.write_text(future, content)
    future.section_id = content.section_id
    future.lead_reporter_id = content.reporter_ids[0] if content.reporter_ids else None
    try:
        guards.require_publishable(future)
    except Incomplete as refusal:
        raise Incomplete(f"이 수정안은 나갈 수 없습니다. {refusal}") from None
    if by is not None:
        guards.require(permissions.can_use_section(by, content.section_id))


def _log(
    row: Article,
    action: Action | LogAction,
    by: User | None,
    at: datetime,
    detail: str,
    *,
    name: str = IMPORTER_NAME,
    revision: int | None = None,
) -> None:
    """Of an act that leaves the status as it is. `name` says who it was if `by` is None."""
    line = log_line(row, action, by, from_status=row.status, at=at, detail=detail, name=name)
    log_lines.write_log(row, [line._replace(revision=revision or row.revision)])
