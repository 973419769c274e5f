"""Several stories sent out with one press, and all of them taken back with another.

They go live by schedule a minute later, so that until then the press can be undone without taking
anything away from a reader (decision 0023). Built from articles/workflow.py and scheduling.py,
under their rules; each story is a transaction of its own, and one that is refused stops no other.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from accounts.models import User
from accounts.roles import Role
from articles import (
    guards,
    log_lines,
    pending_changes,
    permissions,
    revisions,
    scheduling,
    workflow,
)
from articles.content import Content
from articles.models import Article, BatchStory, PublicationBatch, ScheduledChange
from articles.refusals import EmbargoAhead, Incomplete, Refused, WrongState
from articles.states import Action, Status
from newsroom.lib.dates import format_time
from pagecache import publishing

# The acts on several stories at once that readers come to see.
TOGETHER = frozenset({Action.PUBLISH, Action.PUBLISH_NOW, Action.SCHEDULE})
MOST_TOGETHER = 20
GRACE = timedelta(minutes=1)
# Of a schedule for later; each story's own 예약 취소 goes on to its very second.
_UNDO_OF_SCHEDULE = timedelta(minutes=10)
_TIMES = ("embargo_until", "publish_at", "created_at")
_UNDONE = "함께 내보낸 것을 되돌림"


class EmbargoOfOne(EmbargoAhead):
    """Overriding an embargo is decided story by story, even by the 편집국장."""

    def __init__(self, embargo_until: datetime, at: datetime) -> None:
        super().__init__(embargo_until, at)
        until = format_time(embargo_until)
        self.args = (f"엠바고가 {until}까지입니다. 엠바고를 깨는 출고는 한 건씩 해 주세요.",)


@dataclass
class Sent:
    """`batch` is None when every story was refused."""

    batch: PublicationBatch | None = None
    done: list[Article] = field(default_factory=list)
    refused: list[tuple[Article, Refused]] = field(default_factory=list)


@dataclass
class TakenBack:
    """`is_again`: somebody had undone the batch before, and nothing more was done."""

    batch: PublicationBatch
    done: list[Article] = field(default_factory=list)
    refused: list[tuple[Article, Refused]] = field(default_factory=list)
    is_again: bool = False


def send(
    stories: Sequence[tuple[Article, int]],
    action: Action,
    *,
    by: User,
    at: datetime | None = None,
) -> Sent:
    """Send out stories, each in the revision that the person saw; `at` (aware) for SCHEDULE.

    Raises Incomplete, with nothing done, for too many stories.
    """
    require_few(len(stories))
    now = timezone.now()
    if action != Action.SCHEDULE:
        at = (now + GRACE).replace(microsecond=0)
    elif at is None:
        raise ValueError("a schedule needs a time")
    sent = Sent()
    for article, revision in stories:
        try:
            with publishing():
                row, before = _send(article, revision, action, by, at)
                batch = _batch_in_use(sent.batch) or _new_batch(action, by, now, at)
                BatchStory.objects.create(batch=batch, article=row, revision=revision, **before)
            sent.batch = batch
            sent.done.append(row)
        except Refused as refusal:
            if isinstance(refusal, EmbargoAhead):
                log_lines.embargo_line(article, refusal, by, at=now).entry().save()
            sent.refused.append((article, refusal))
    return sent


def take_back(batch: PublicationBatch, *, by: User) -> TakenBack:
    """Put every story of the batch back to where it was, in one transaction.

    What somebody has done to a story since stays as it is. Twice is once. Raises Refused.
    """
    with publishing():
        kept = PublicationBatch.objects.select_for_update().get(pk=batch.pk)
        guards.require(permissions.can_undo_batch(by, kept.by_id))
        back = TakenBack(kept)
        if kept.undone_at is not None:
            back.is_again = True
            return back
        now = timezone.now()
        if now >= kept.undo_until:
            raise WrongState(_too_late(kept, now))
        for story in kept.stories.select_related("article").order_by("article"):
            try:
                with publishing():
                    back.done.append(_put_back(story, kept, by))
            except Refused as refusal:
                back.refused.append((story.article, refusal))
        kept.undone_at, kept.undone_by_name = now, by.display_name
        kept.save(update_fields=["undone_at", "undone_by_name"])
    return back


def that_can_be_taken_back(user: User, now: datetime) -> "QuerySet[PublicationBatch]":
    """By this user, newest first, with `size`; for the 편집국장 everybody's."""
    batches = PublicationBatch.objects.filter(undo_until__gt=now, undone_at=None)
    if Role.CHIEF not in user.roles:
        batches = batches.filter(by=user)
    return batches.annotate(size=Count("stories")).order_by("-pk")


def require_few(number: int) -> None:
    if number > MOST_TOGETHER:
        raise Incomplete(
            f"한 번에 {MOST_TOGETHER}건까지만 내보낼 수 있습니다. 지금 고른 것은 {number:,}건입니다."
            " 나누어 골라 주세요."
        )


def stops_together(
    article: Article, content: Content, action: Action, *, by: User, at: datetime
) -> list[Refused]:
    """What keeps a story from being sent with others that may go alone."""
    found = []
    try:
        if action == Action.PUBLISH_NOW:
            guards.require(permissions.can(by, Action.APPROVE, article))
        if action != Action.SCHEDULE:
            _require_no_embargo(content.embargo_until, by, at)
    except Refused as refusal:
        found.append(refusal)
    return found


def _require_no_embargo(until: datetime | None, by: User, at: datetime) -> None:
    if until and guards.require_embargo_over(until, by, at):
        raise EmbargoOfOne(until, at)


def _send(
    article: Article, revision: int, action: Action, by: User, at: datetime
) -> tuple[Article, dict[str, Any]]:
    row = workflow.locked(article)
    guards.require_transition(row, action, by)
    guards.require_revision(row, revision)
    if action != Action.SCHEDULE:
        _require_no_embargo(revisions.working_copy(row).embargo_until, by, at)
    before = {
        "from_status": row.status,
        "approved_revision": row.approved_revision,
        "replaced": _as_json(row.pending_change),
    }
    if row.status == Status.PUBLISHED:
        change = row.pending_change
        is_scheduled = change is not None and change.revision == row.revision
        send = scheduling.reschedule_change if is_scheduled else scheduling.schedule_change
        return send(row, by=by, at=at), before
    if action == Action.PUBLISH_NOW:
        if row.status == Status.DRAFT:
            row = workflow.submit(row, by=by)
        row = workflow.approve(row, by=by)
    return workflow.schedule(row, by=by, at=at), before


def _batch_in_use(batch: PublicationBatch | None) -> PublicationBatch | None:
    """Held, so that nobody takes it back while it grows."""
    if batch is None:
        return None
    kept = PublicationBatch.objects.select_for_update().get(pk=batch.pk)
    if kept.undone_at is not None:
        raise WrongState("그사이 함께 내보내기를 되돌렸습니다.")
    return kept


def _new_batch(action: Action, by: User, now: datetime, at: datetime) -> PublicationBatch:
    later = action == Action.SCHEDULE
    return PublicationBatch.objects.create(
        action=action,
        by=by,
        by_name=by.display_name,
        created_at=now,
        goes_live_at=at,
        undo_until=min(at, now + _UNDO_OF_SCHEDULE) if later else at,
    )


def _put_back(story: BatchStory, batch: PublicationBatch, by: User) -> Article:
    if story.from_status == Status.PUBLISHED:
        return _put_change_back(story, batch, by)
    article = story.article
    with workflow.act(article, Action.UNSCHEDULE, by, revision=story.revision, logs=False) as (
        row,
        now,
    ):
        if row.published_at != batch.goes_live_at:
            raise WrongState("그사이 예약 시각이 바뀌어 되돌리지 않았습니다.")
        before = row.status
        workflow.off_schedule(row, Status(story.from_status))
        row.approved_revision = story.approved_revision
        _log(row, Action.UNSCHEDULE, by, now, before, _UNDONE)
    return row


def _put_change_back(story: BatchStory, batch: PublicationBatch, by: User) -> Article:
    row = workflow.locked(story.article)
    guards.require_transition(row, Action.UNSCHEDULE_CHANGE, by)
    change = row.pending_change
    if (
        change is None
        or change.revision != story.revision
        or change.publish_at != batch.goes_live_at
    ):
        raise WrongState("그사이 나갔거나 수정안 예약이 바뀌어 되돌리지 않았습니다.")
    detail = f"{_UNDONE}: {pending_changes.named(change)}"
    pending_changes.drop(row)
    if story.replaced:
        earlier = ScheduledChange.objects.create(article=row, **_from_json(story.replaced))
        detail += f" → {pending_changes.named(earlier)}"
    _log(row, Action.UNSCHEDULE_CHANGE, by, timezone.now(), row.status, detail)
    return row


def _too_late(batch: PublicationBatch, now: datetime) -> str:
    if now < batch.goes_live_at:
        return "한꺼번에 되돌릴 수 있는 시간이 지났습니다. 예약은 기사마다 취소할 수 있습니다."
    return (
        f"{format_time(batch.goes_live_at)}에 이미 나가서 되돌릴 수 없습니다."
        " 기사마다 고침이나 게재중지로 다루어 주세요."
    )


def _log(
    row: Article, action: Action, by: User, at: datetime, from_status: str, detail: str
) -> None:
    line = log_lines.log_line(row, action, by, from_status=from_status, at=at, detail=detail)
    log_lines.write_log(row, [line])


def _as_json(change: ScheduledChange | None) -> dict[str, Any] | None:
    if change is None:
        return None
    plain = {name: getattr(change, name) for name in ("revision", "title", "by_id", "by_name")}
    times = {name: getattr(change, name) for name in _TIMES}
    return plain | {name: at.isoformat() if at else "" for name, at in times.items()}


def _from_json(data: dict[str, Any]) -> dict[str, Any]:
    return data | {name: parse_datetime(data[name]) for name in _TIMES}
