"""Every change of a story's state or text: one function each, and no other way.

Many new stories at once are made by articles/bulk.py, from the parts of this module that touch no
database; the two together write every status (decision 0012), but for what articles/batches.py puts
back (decision 0023). What the clock does, and changes of a live story that wait for it, are
articles/scheduling.py (decision 0021).

Each function runs in one transaction: it locks the row, settles a schedule that has come, checks
permission, state and version, writes, adds a log line, says how the story's place among the lists
moved (articles/placement.py), and names the pages that change for readers (articles/page_keys.py).
`by` is the user who asks, or None for the importer, which no permission binds but every guard does.
`revision` is the revision number the person saw: when the story has moved on since, nothing
happens. All return the article as it now stands and raise Refused, whose text is a Korean sentence
for the person who asked; a refused call has changed nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils import timezone

from accounts.models import User
from articles import (
    clock_failures,
    guards,
    listing,
    log_lines,
    pending_changes,
    permissions,
    photo_guards,
    revisions,
)
from articles.content import Content
from articles.models import Article, CorrectionNote, Revision
from articles.models.record import LogAction
from articles.page_keys import STORIES, touch_story
from articles.placement import moved, placement_of
from articles.refusals import Conflict as Conflict
from articles.refusals import EmbargoAhead as EmbargoAhead
from articles.refusals import Incomplete as Incomplete
from articles.refusals import NotAllowed as NotAllowed
from articles.refusals import Refused as Refused
from articles.refusals import WrongState as WrongState
from articles.signals import changed
from articles.states import NEVER_PUBLISHED, Action, Status
from newsroom.lib.dates import format_time
from pagecache import publishing, touch
from photos.models import Photo

# --- text -----------------------------------------------------------------------------------


@publishing()
def create(
    content: Content, *, by: User | None, note: str = "", import_key: str | None = None
) -> Article:
    """A new draft, owned by `by`. Raises ValidationError (by field) besides Refused."""
    if by is not None:
        guards.require(permissions.can(by, Action.CREATE))
    content = with_photo_words(content.cleaned())
    now = timezone.now()
    article = blank_draft(by=by, import_key=import_key, now=now)
    revisions.apply(article, content)
    article.save()
    revisions.add(article, content, by=by, at=now, note=note)
    _log(article, Action.CREATE, by, from_status="", at=now)
    _tell(article)
    return article


def blank_draft(*, by: User | None, import_key: str | None, now: datetime) -> Article:
    """A draft as it begins, not saved and without content."""
    return Article(
        owner=by,
        revision=1,
        created_at=now,
        updated_at=now,
        import_key=import_key,
        imported_revision=1 if import_key else None,
    )


@publishing()
def save(
    article: Article,
    content: Content,
    *,
    by: User | None,
    base_revision: int,
    note: str = "",
    imported: bool = False,
) -> Article:
    """Keep `content` as the next revision, based on revision `base_revision`.

    Before first publication the row follows at once; on a live story readers keep the old text
    until `publish`. Saving an approved story takes the approval back. Saving what is there
    already changes nothing. Raises ValidationError (by field) besides Refused.
    """
    row = locked(article)
    if by is not None:
        guards.require(permissions.can(by, Action.EDIT, row))
    elif row.status not in (*NEVER_PUBLISHED, Status.PUBLISHED):
        raise WrongState(f"{row.get_status_display()} 상태의 기사는 고칠 수 없습니다.")
    content = with_photo_words(content.cleaned())
    guards.require_revision(row, base_revision)
    if content == revisions.working_copy(row):
        return row
    now = timezone.now()
    # Decided by the database, not by the comparison above, even without row locks.
    is_next = Article.objects.filter(pk=row.pk, revision=base_revision).update(
        revision=base_revision + 1
    )
    if not is_next:
        raise Conflict(guards.CONFLICT)
    row.revision = base_revision + 1
    row.updated_at = now
    if imported:
        row.imported_revision = row.revision
    before = row.status
    if row.live_revision is None:
        revisions.apply(row, content)
    revisions.add(row, content, by=by, at=now, note=note)
    if row.status == Status.APPROVED:
        row.status = Status.IN_REVIEW
        row.approved_revision = None
        _log(row, Action.EDIT, by, from_status=before, at=now, detail="고쳐서 승인이 풀림")
    row.save()
    _tell(row)
    return row


@publishing()
def restore_revision(
    article: Article, number: int, *, by: User | None, base_revision: int
) -> Article:
    """Keep the text of revision `number` once more, as the next revision after `base_revision`.

    Like any other save: on a live story readers see it when it is published. Raises
    ValidationError (by field) if what was once kept may not be kept any more.
    """
    row = locked(article)
    if by is not None:
        guards.require(permissions.can(by, Action.EDIT, row))
    revision = row.revisions.filter(number=number).first()
    if revision is None:
        raise WrongState(f"{number}판이 없습니다.")
    content = Content.from_json(revision.data)
    if by is not None:
        at = revision.published_at
        guards.require(permissions.can_read_revision(by, row, at, content.embargo_until))
    saved = save(row, content, by=by, base_revision=base_revision, note=f"{number}판에서 되살림")
    if saved.revision == base_revision:
        raise WrongState(f"지금 글이 {number}판과 같습니다. 되살릴 것이 없습니다.")
    return saved


def drop_changes(article: Article, *, by: User | None, revision: int | None = None) -> Article:
    """Set the working copy of a live story back to the live text, as a new revision."""
    with act(article, Action.DROP_CHANGES, by, revision=revision) as (row, now):
        if not row.has_unpublished_changes:
            raise WrongState("버릴 수정안이 없습니다.")
        row.revision += 1
        added = revisions.add(row, Content.of(row), by=by, at=now, note="수정안 버림")
        mark_live(row, added, now)
    return row


# --- filing and desk edit -------------------------------------------------------------------


def submit(article: Article, *, by: User | None, revision: int | None = None) -> Article:
    """송고: hand the story to the desk."""
    with act(article, Action.SUBMIT, by, revision=revision) as (row, _now):
        guards.require_fileable(row)
        row.status = Status.SUBMITTED
    return row


def recall(article: Article, *, by: User | None, revision: int | None = None) -> Article:
    """Take a story back that the desk has not taken yet."""
    with act(article, Action.RECALL, by, revision=revision) as (row, _now):
        row.status = Status.DRAFT
    return row


def take(article: Article, *, by: User | None, revision: int | None = None) -> Article:
    """데스킹 시작."""
    with act(article, Action.TAKE, by, revision=revision) as (row, _now):
        row.status = Status.IN_REVIEW
    return row


def reject(
    article: Article, *, by: User | None, reason: str, revision: int | None = None
) -> Article:
    """반려: back to the reporter, who sees the reason."""
    with act(article, Action.REJECT, by, reason=reason, revision=revision) as (row, _now):
        row.status = Status.REJECTED
    return row


def hold(
    article: Article, *, by: User | None, reason: str = "", revision: int | None = None
) -> Article:
    """보류: parked; an approval ends with it."""
    with act(article, Action.HOLD, by, reason=reason, revision=revision) as (row, _now):
        row.status = Status.HELD
        row.approved_revision = None
    return row


def release(article: Article, *, by: User | None, revision: int | None = None) -> Article:
    """보류 해제."""
    with act(article, Action.RELEASE, by, revision=revision) as (row, _now):
        row.status = Status.IN_REVIEW
    return row


def approve(article: Article, *, by: User | None, revision: int | None = None) -> Article:
    """승인: binds to the revision the story has at this moment."""
    with act(article, Action.APPROVE, by, revision=revision) as (row, _now):
        guards.require_section(row)
        row.status = Status.APPROVED
        row.approved_revision = row.revision
    return row


# --- going live -----------------------------------------------------------------------------


def publish(article: Article, *, by: User | None, revision: int | None = None) -> Article:
    """게재: an approved story goes live, or the working copy of a live one replaces its text."""
    with act(article, Action.PUBLISH, by, revision=revision, logs=False) as (row, now):
        before = row.status
        guards.require_something_to_publish(row)
        detail = go_live(row, by, now)
        _log(row, Action.PUBLISH, by, from_status=before, at=now, detail=detail)
    return row


def publish_now(
    article: Article,
    *,
    by: User | None,
    revision: int | None = None,
    first_published_at: datetime | None = None,
) -> Article:
    """출고: file, approve and publish in one act, each step logged.

    `first_published_at` (aware, not in the future; importer only) is when the story first stood
    elsewhere.
    """
    with act(article, Action.PUBLISH_NOW, by, revision=revision, logs=False) as (row, now):
        photo_guards.require_usable(row, row, now)
        steps = steps_to_publication(row, by, now, first_published_at)
        mark_live(row, row.revisions.get(number=row.revision), now)
        log_lines.write_log(row, steps)
    return row


def steps_to_publication(
    row: Article, by: User | None, now: datetime, first_published_at: datetime | None = None
) -> list[log_lines.LogLine]:
    """What 출고 does to a row in memory; the log lines of its steps, unsaved, are returned.

    The caller has seen to permission and state (`require_transition`), and throws the row away
    when this raises Refused.
    """
    if first_published_at is not None and (by is not None or first_published_at > now):
        raise Incomplete("최초 게재 시각은 가져오기에서만, 지난 시각으로만 정할 수 있습니다.")
    granted = by is not None and permissions.has_breaking_grant(by, row)
    guards.require_fileable(row)
    lines = []
    for action, target in (
        (Action.SUBMIT, Status.SUBMITTED),
        (Action.APPROVE, Status.APPROVED),
        (Action.PUBLISH, Status.PUBLISHED),
    ):
        before = row.status
        if action == Action.SUBMIT and before != Status.DRAFT:
            continue
        detail = "속보 직접 출고, 사후 데스킹 필요" if granted else "출고"
        if action == Action.PUBLISH:
            row.approved_revision = row.revision
            row.published_at = first_published_at
            detail = _set_live(row, by, now) or detail
            row.awaits_desk = granted
        row.status = target
        lines.append(log_lines.log_line(row, action, by, from_status=before, at=now, detail=detail))
    return lines


def schedule(
    article: Article, *, by: User | None, at: datetime, revision: int | None = None
) -> Article:
    """예약: visible to readers from `at` (aware) on, by query, whether or not any job runs."""
    with act(article, Action.SCHEDULE, by, revision=revision, logs=False) as (row, now):
        guards.require_time(at, now, row.embargo_until)
        guards.require_something_to_publish(row)
        guards.require_publishable(row)
        photo_guards.require_usable(row, row, at)
        before = row.status
        row.status = Status.SCHEDULED
        row.published_at = row.modified_at = at
        mark_live(row, row.revisions.get(number=row.revision), at)
        _log(row, Action.SCHEDULE, by, from_status=before, at=now, detail=f"{format_time(at)} 예약")
    return row


def unschedule(article: Article, *, by: User | None, revision: int | None = None) -> Article:
    """예약 취소, until its time has come."""
    with act(article, Action.UNSCHEDULE, by, revision=revision) as (row, _now):
        off_schedule(row, Status.APPROVED)
    return row


def off_schedule(row: Article, to: Status) -> None:
    """Take a scheduled story back to before readers knew of it, inside an act."""
    row.status = to
    row.published_at = row.modified_at = row.live_revision = None
    row.revisions.update(published_at=None)
    clock_failures.clear(row.pk)


def correct(
    article: Article, *, by: User | None, reason: str, revision: int | None = None
) -> Article:
    """고침: publish the working copy, if there is one, with a dated note that readers see."""
    with act(article, Action.CORRECT, by, reason=reason, revision=revision) as (row, now):
        go_live(row, by, now)
        CorrectionNote.objects.create(article=row, text=reason.strip(), created_at=now, by=by)
    return row


def review(article: Article, *, by: User | None, revision: int | None = None) -> Article:
    """The desk has read a 속보 that a reporter published alone."""
    with act(article, Action.REVIEW, by, revision=revision) as (row, _now):
        if not row.awaits_desk:
            raise WrongState("사후 데스킹을 기다리는 기사가 아닙니다.")
        row.awaits_desk = False
    return row


def withdraw(
    article: Article, *, by: User | None, reason: str, revision: int | None = None
) -> Article:
    """게재중지: off the site; the address answers 410, the record stays."""
    with act(article, Action.WITHDRAW, by, reason=reason, revision=revision) as (row, _now):
        row.status = Status.WITHDRAWN
    return row


def republish(
    article: Article, *, by: User | None, reason: str, revision: int | None = None
) -> Article:
    """다시 게재: with the first publication time it always had."""
    with act(article, Action.REPUBLISH, by, reason=reason, revision=revision) as (row, now):
        photo_guards.require_usable(row, row, now)
        row.status = Status.PUBLISHED
        row.modified_at = _not_before_publication(row, now)
    return row


# --- trash ----------------------------------------------------------------------------------


def trash(article: Article, *, by: User | None, revision: int | None = None) -> Article:
    """휴지통: soft delete of something never published."""
    with act(article, Action.TRASH, by, revision=revision) as (row, _now):
        row.status_before_trash = row.status
        row.status = Status.TRASHED
    return row


def restore(article: Article, *, by: User | None, revision: int | None = None) -> Article:
    """Back from the trash to where it was."""
    with act(article, Action.RESTORE, by, revision=revision) as (row, _now):
        row.status = Status(row.status_before_trash or Status.DRAFT)
        row.status_before_trash = ""
    return row


# --- what they share ------------------------------------------------------------------------


def settle(row: Article, now: datetime) -> bool:
    """Turn a schedule that has come into published; whether it was one. The caller holds the lock."""
    if row.status != Status.SCHEDULED or row.status_at(now) != Status.PUBLISHED:
        return False
    row.status = Status.PUBLISHED
    row.save(update_fields=["status"])
    # Readers saw it come without this; that its day has changed is for sitemaps to tell from now on.
    listing.touch(Article.objects.filter(pk=row.pk), now)
    touch(STORIES)
    _log(row, Action.PUBLISH, None, from_status=Status.SCHEDULED, at=now, name=log_lines.CLOCK_NAME)
    clock_failures.clear(row.pk)
    return True


@contextmanager
def act(
    article: Article,
    action: Action,
    by: User | None,
    *,
    reason: str = "",
    revision: int | None = None,
    logs: bool = True,
) -> Iterator[tuple[Article, datetime]]:
    """Lock, check, let the caller change the row, save it and log the transition.

    `logs` False: the caller writes its own log lines. A scheduled change was made for the live
    text that it would replace: when another text goes live, or none, it is cancelled. An act
    stopped by an embargo is logged after the rollback; a caller that wraps this in its own
    transaction must not roll that back.
    """
    reason = reason.strip()
    try:
        with publishing():
            row = locked(article)
            before, live_before = row.status, row.live_revision
            placed, section_id = placement_of(row), row.section_id
            guards.require_transition(row, action, by, reason)
            # What is taken down is the live text: whoever may not know of a newer one saw that.
            seen_live = action == Action.WITHDRAW and revision == row.live_revision
            if revision is not None and not seen_live:
                guards.require_revision(row, revision)
            now = timezone.now()
            yield row, now
            row.updated_at = now
            row.save()
            if logs:
                _log(row, action, by, from_status=before, at=now, reason=reason)
            if before == Status.PUBLISHED and (row.status, row.live_revision) != (
                before,
                live_before,
            ):
                _cancel_pending_change(row, action, by, now)
            _tell(row)
            place = placement_of(row)
            moved(row.pk, placed, place)
            touch_story(row, placed, place, main_sections=(section_id, row.section_id))
    except EmbargoAhead as refusal:
        refused = Article.objects.get(pk=article.pk)
        log_lines.embargo_line(refused, refusal, by, at=timezone.now()).entry().save()
        raise


def _cancel_pending_change(row: Article, action: Action, by: User | None, now: datetime) -> None:
    change = pending_changes.drop(row)
    if change:
        detail = f"‘{action.label}’ 처리로 {pending_changes.named(change)} 예약이 취소됨"
        _log(row, Action.UNSCHEDULE_CHANGE, by, from_status=row.status, at=now, detail=detail)


def locked(article: Article) -> Article:
    """The row, locked until the transaction ends, with a schedule that has come settled."""
    try:
        row = Article.objects.select_for_update().get(pk=article.pk)
    except Article.DoesNotExist:
        raise WrongState("없는 기사입니다.") from None
    settle(row, timezone.now())
    return row


def with_photo_words(content: Content) -> Content:
    """The picture's own caption and credit where the story has none of its own.

    Kept with the story, so that words changed in the library later change nothing silently in
    what was approved or published.
    """
    return with_words_of(Photo.objects.filter(pk=content.lead_photo_id or 0).first(), content)


def with_words_of(photo: Photo | None, content: Content) -> Content:
    """`with_photo_words` for a photo already at hand."""
    if photo is None:
        return content
    return replace(
        content,
        lead_caption=content.lead_caption or photo.caption,
        lead_credit=content.lead_credit or photo.credit,
    )


def go_live(row: Article, by: User | None, now: datetime, number: int | None = None) -> str:
    """Make a revision, the newest unless `number` says another, the live text. The first
    publication time is set once.

    Returns what the log has to say of an embargo that was overridden, or "".
    """
    number = number or row.revision
    if row.live_revision in (None, number):
        photo_guards.require_usable(row, row, now)
    else:
        content = revisions.content_of(row, number)
        photo_guards.require_usable(row, content, now)
        revisions.apply(row, content)
        if by is not None:
            guards.require(permissions.can_use_section(by, row.section_id))
    detail = _set_live(row, by, now)
    mark_live(row, row.revisions.get(number=number), now)
    return detail


def _set_live(row: Article, by: User | None, now: datetime) -> str:
    """The part of `go_live` that is about the row alone: its guards, times and status."""
    guards.require_publishable(row)
    detail = guards.require_embargo_over(row.embargo_until, by, now)
    if row.published_at is None:
        row.published_at = now
    changed = row.live_revision is not None
    row.modified_at = _not_before_publication(row, now) if changed else row.published_at
    row.status = Status.PUBLISHED
    row.live_revision = row.revision
    return detail


def _not_before_publication(row: Article, now: datetime) -> datetime:
    """`now`, also where another machine's clock was ahead when the story went live."""
    return max(now, row.published_at) if row.published_at else now


def mark_live(row: Article, revision: Revision, at: datetime) -> None:
    row.live_revision = revision.number
    revision.published_at = at
    revision.save(update_fields=["published_at"])


def _tell(article: Article) -> None:
    changed.send(sender=Article, article_ids=[article.pk])


def _log(article: Article, action: Action | LogAction, by: User | None, **told: Any) -> None:
    log_lines.write_log(article, [log_lines.log_line(article, action, by, **told)])
