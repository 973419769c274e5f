"""Statuses and transitions as data. articles/workflow.py has one function per transition."""

from dataclasses import dataclass

from django.db import models


class Status(models.TextChoices):
    DRAFT = "draft", "작성중"
    SUBMITTED = "submitted", "송고"
    IN_REVIEW = "in_review", "데스킹중"
    REJECTED = "rejected", "반려"
    HELD = "held", "보류"
    APPROVED = "approved", "승인"
    SCHEDULED = "scheduled", "예약"
    PUBLISHED = "published", "게재"
    WITHDRAWN = "withdrawn", "게재중지"
    TRASHED = "trashed", "휴지통"


# What has an address that readers may know; everything else was never published.
EVER_PUBLIC = (Status.SCHEDULED, Status.PUBLISHED, Status.WITHDRAWN)
# Live by query once published_at has come.
VISIBLE = (Status.SCHEDULED, Status.PUBLISHED)
NEVER_PUBLISHED = (
    Status.DRAFT,
    Status.SUBMITTED,
    Status.IN_REVIEW,
    Status.REJECTED,
    Status.HELD,
    Status.APPROVED,
)


class Action(models.TextChoices):
    """Everything a person can ask for; the label is what a button says."""

    CREATE = "create", "새 기사"
    READ = "read", "읽기"
    EDIT = "edit", "저장"
    PREVIEW = "preview", "미리보기"
    READ_LOG = "read_log", "처리 기록"
    SUBMIT = "submit", "송고"
    RECALL = "recall", "송고 취소"
    TAKE = "take", "데스킹 시작"
    REJECT = "reject", "반려"
    HOLD = "hold", "보류"
    RELEASE = "release", "보류 해제"
    APPROVE = "approve", "승인"
    PUBLISH = "publish", "게재"
    PUBLISH_NOW = "publish_now", "출고"
    SCHEDULE = "schedule", "예약"
    RESCHEDULE = "reschedule", "예약 시각 바꾸기"
    UNSCHEDULE = "unschedule", "예약 취소"
    CORRECT = "correct", "고침"
    SCHEDULE_CHANGE = "schedule_change", "수정안 예약"
    RESCHEDULE_CHANGE = "reschedule_change", "수정안 예약 시각 바꾸기"
    UNSCHEDULE_CHANGE = "unschedule_change", "수정안 예약 취소"
    DROP_CHANGES = "drop_changes", "수정안 버리기"
    REVIEW = "review", "사후 데스킹 마침"
    WITHDRAW = "withdraw", "게재중지"
    REPUBLISH = "republish", "다시 게재"
    TRASH = "trash", "휴지통으로"
    RESTORE = "restore", "되살리기"


@dataclass(frozen=True)
class Transition:
    """`action` takes a story from any of `sources` to `target`.

    `target` None: where it was before (RESTORE). `needs_reason`: refused without one.
    """

    action: Action
    sources: tuple[Status, ...]
    target: Status | None
    needs_reason: bool = False


TRANSITIONS: dict[Action, Transition] = {
    transition.action: transition
    for transition in (
        Transition(Action.SUBMIT, (Status.DRAFT, Status.REJECTED), Status.SUBMITTED),
        Transition(Action.RECALL, (Status.SUBMITTED,), Status.DRAFT),
        Transition(Action.TAKE, (Status.SUBMITTED,), Status.IN_REVIEW),
        Transition(
            Action.REJECT,
            (Status.SUBMITTED, Status.IN_REVIEW),
            Status.REJECTED,
            needs_reason=True,
        ),
        Transition(Action.HOLD, (Status.SUBMITTED, Status.IN_REVIEW, Status.APPROVED), Status.HELD),
        Transition(Action.RELEASE, (Status.HELD,), Status.IN_REVIEW),
        Transition(
            Action.APPROVE, (Status.IN_REVIEW, Status.HELD, Status.SUBMITTED), Status.APPROVED
        ),
        Transition(Action.PUBLISH, (Status.APPROVED, Status.PUBLISHED), Status.PUBLISHED),
        Transition(
            Action.PUBLISH_NOW,
            (Status.DRAFT, Status.SUBMITTED, Status.IN_REVIEW, Status.HELD),
            Status.PUBLISHED,
        ),
        Transition(Action.SCHEDULE, (Status.APPROVED,), Status.SCHEDULED),
        Transition(Action.RESCHEDULE, (Status.SCHEDULED,), Status.SCHEDULED),
        Transition(Action.UNSCHEDULE, (Status.SCHEDULED,), Status.APPROVED),
        Transition(Action.CORRECT, (Status.PUBLISHED,), Status.PUBLISHED, needs_reason=True),
        Transition(Action.SCHEDULE_CHANGE, (Status.PUBLISHED,), Status.PUBLISHED),
        Transition(Action.RESCHEDULE_CHANGE, (Status.PUBLISHED,), Status.PUBLISHED),
        Transition(Action.UNSCHEDULE_CHANGE, (Status.PUBLISHED,), Status.PUBLISHED),
        Transition(Action.DROP_CHANGES, (Status.PUBLISHED,), Status.PUBLISHED),
        Transition(Action.REVIEW, (Status.PUBLISHED,), Status.PUBLISHED),
        Transition(Action.WITHDRAW, (Status.PUBLISHED,), Status.WITHDRAWN, needs_reason=True),
        Transition(Action.REPUBLISH, (Status.WITHDRAWN,), Status.PUBLISHED, needs_reason=True),
        Transition(Action.TRASH, NEVER_PUBLISHED, Status.TRASHED),
        Transition(Action.RESTORE, (Status.TRASHED,), None),
    )
}

REASON_MAX_LENGTH = 500


def problems() -> list[str]:
    """What is wrong with the data above; a system check refuses to start on any."""
    found = []
    reached = {transition.target for transition in TRANSITIONS.values()} | {Status.DRAFT}
    for status in Status:
        if status not in reached:
            found.append(f"no transition leads to {status}")
        if not any(status in transition.sources for transition in TRANSITIONS.values()):
            found.append(f"no transition leads out of {status}")
    return found
