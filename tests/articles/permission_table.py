"""The permission table of the domain, written down a second time, for tests to hold the code to.

Five columns: 기고자 기자 데스크 편집국장 관리자. A cell is any of
`-` nobody's, `o` one's own, `c` where one is a co-byline, `s` stories in one's own sections,
`a` all.
"""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from articles.content import Content
from articles.models import Article, Revision, ScheduledChange
from articles.states import Action, Status
from tests.builders import make_content, make_drafts, make_reporter, make_section, make_user

ROLES = (Role.CONTRIBUTOR, Role.REPORTER, Role.DESK, Role.CHIEF, Role.ADMIN)


class Whose(Enum):
    """How a story stands to the user who asks. "Here": its section is assigned to the user."""

    OWN_HERE = "own story, own section"
    OWN_ELSEWHERE = "own story, other section"
    OTHERS_HERE = "other's story, own section"
    OTHERS_ELSEWHERE = "other's story, other section"
    COBYLINE_ELSEWHERE = "other's story with one's byline, other section"


LETTERS = {
    Whose.OWN_HERE: "osa",
    Whose.OWN_ELSEWHERE: "oa",
    Whose.OTHERS_HERE: "sa",
    Whose.OTHERS_ELSEWHERE: "a",
    Whose.COBYLINE_ELSEWHERE: "ca",
}

DRAFT, REJECTED, HELD = Status.DRAFT, Status.REJECTED, Status.HELD
SUBMITTED, IN_REVIEW, APPROVED = Status.SUBMITTED, Status.IN_REVIEW, Status.APPROVED
SCHEDULED, PUBLISHED = Status.SCHEDULED, Status.PUBLISHED
WITHDRAWN, TRASHED = Status.WITHDRAWN, Status.TRASHED

# action: states, cells
TABLE: tuple[tuple[Action, tuple[Status, ...], str], ...] = (
    (Action.EDIT, (DRAFT, REJECTED), "o oc os a -"),
    (Action.EDIT, (SUBMITTED, IN_REVIEW, HELD, APPROVED), "- - s a -"),
    (Action.EDIT, (PUBLISHED,), "- o s a -"),
    (
        Action.READ,
        (DRAFT, REJECTED, SUBMITTED, IN_REVIEW, HELD, APPROVED, SCHEDULED, WITHDRAWN, TRASHED),
        "o ocs os a -",
    ),
    (Action.READ, (PUBLISHED,), "ocsa* ocsa* ocsa* a ocsa*"),
    (Action.SUBMIT, (DRAFT, REJECTED), "o o s a -"),
    (Action.RECALL, (SUBMITTED,), "o o s a -"),
    (Action.TAKE, (SUBMITTED,), "- - s a -"),
    (Action.REJECT, (SUBMITTED, IN_REVIEW), "- - s a -"),
    (Action.HOLD, (SUBMITTED, IN_REVIEW, APPROVED), "- - s a -"),
    (Action.RELEASE, (HELD,), "- - s a -"),
    (Action.APPROVE, (IN_REVIEW, HELD, SUBMITTED), "- - s a -"),
    (Action.PUBLISH, (APPROVED, PUBLISHED), "- - s a -"),
    (Action.PUBLISH_NOW, (DRAFT, SUBMITTED, IN_REVIEW, HELD), "- - s a -"),
    (Action.SCHEDULE, (APPROVED,), "- - s a -"),
    (Action.RESCHEDULE, (SCHEDULED,), "- - s a -"),
    (Action.UNSCHEDULE, (SCHEDULED,), "- - s a -"),
    (Action.CORRECT, (PUBLISHED,), "- - s a -"),
    (Action.SCHEDULE_CHANGE, (PUBLISHED,), "- - s a -"),
    (Action.RESCHEDULE_CHANGE, (PUBLISHED,), "- - s a -"),
    (Action.UNSCHEDULE_CHANGE, (PUBLISHED,), "- - s a -"),
    (Action.DROP_CHANGES, (PUBLISHED,), "- - s a -"),
    (Action.WITHDRAW, (PUBLISHED,), "- - - a a"),
    (Action.REPUBLISH, (WITHDRAWN,), "- - - a -"),
    (Action.TRASH, (DRAFT, REJECTED), "o o s a -"),
    (Action.TRASH, (SUBMITTED, IN_REVIEW, HELD, APPROVED), "- - s a -"),
    (Action.RESTORE, (TRASHED,), "o o s a -"),
)
TRANSITIONS = (
    Action.SUBMIT,
    Action.RECALL,
    Action.TAKE,
    Action.REJECT,
    Action.HOLD,
    Action.RELEASE,
    Action.APPROVE,
    Action.PUBLISH,
    Action.PUBLISH_NOW,
    Action.SCHEDULE,
    Action.RESCHEDULE,
    Action.UNSCHEDULE,
    Action.CORRECT,
    Action.SCHEDULE_CHANGE,
    Action.RESCHEDULE_CHANGE,
    Action.UNSCHEDULE_CHANGE,
    Action.DROP_CHANGES,
    Action.WITHDRAW,
    Action.REPUBLISH,
    Action.TRASH,
    Action.RESTORE,
)
TAKES_TIME = (
    Action.SCHEDULE,
    Action.RESCHEDULE,
    Action.SCHEDULE_CHANGE,
    Action.RESCHEDULE_CHANGE,
)
NEEDS_REASON = (Action.REJECT, Action.CORRECT, Action.WITHDRAW, Action.REPUBLISH)


@dataclass(frozen=True)
class Cell:
    action: Action
    status: Status
    whose: Whose
    expected: bool


def is_expected(role: Role, action: Action, status: Status, whose: Whose) -> bool:
    """What the table says; anything it doesn't name is refused."""
    for listed, states, cells in TABLE:
        if listed == action and status in states:
            cell = cells.split()[ROLES.index(role)]
            return "*" in cell or any(letter in cell for letter in LETTERS[whose])
    return False


def cells(role: Role, actions: tuple[Action, ...] = TRANSITIONS) -> Iterator[Cell]:
    """Every action × state × whose for one role."""
    for status in Status:
        for whose in Whose:
            for action in actions:
                yield Cell(action, status, whose, is_expected(role, action, status, whose))


class Newsroom:
    """One user of a role, and a story for every state and every Whose. Call inside a test.

    A live story has an unpublished change (revision 3), so that it can be published again, and
    one that is scheduled (revision 2), so that it can be moved.
    """

    def __init__(self, role: Role) -> None:
        here, elsewhere = make_section(), make_section()
        self.user: User = make_user(role, sections=(here,), password="비밀번호-1234")
        own_byline = make_reporter("본인", user=self.user)
        other = make_user(Role.REPORTER)
        other_byline = make_reporter("동료")

        def content(status: Status, whose: Whose) -> Content:
            is_here = whose in (Whose.OWN_HERE, Whose.OTHERS_HERE)
            reporters = [other_byline.pk]
            if whose == Whose.COBYLINE_ELSEWHERE:
                reporters.append(own_byline.pk)
            return make_content(
                title=f"{status.label} {whose.value}",
                section_id=(here if is_here else elsewhere).pk,
                reporter_ids=tuple(reporters),
            )

        places = list(itertools.product(Status, Whose))
        drafts = make_drafts([content(status, whose) for status, whose in places])
        self.articles: dict[tuple[Status, Whose], Article] = {}
        for (status, whose), article in zip(places, drafts, strict=True):
            is_own = whose in (Whose.OWN_HERE, Whose.OWN_ELSEWHERE)
            article.owner = self.user if is_own else other
            set_status(article, status)
            self.articles[status, whose] = article


def set_status(article: Article, status: Status) -> None:
    """Put the row into a state as the workflow would have left it, without walking there."""
    now = timezone.now()
    article.status = status
    if status == APPROVED:
        article.approved_revision = article.revision
    if status == TRASHED:
        article.status_before_trash = DRAFT
    if status in (SCHEDULED, PUBLISHED, WITHDRAWN):
        is_ahead = status == SCHEDULED
        article.published_at = now + timedelta(hours=3) if is_ahead else now - timedelta(hours=3)
        article.modified_at = article.published_at
        article.live_revision = article.approved_revision = article.revision
    if status == PUBLISHED:
        newest = article.revisions.get()
        article.revision = 3
        for number in (2, 3):
            Revision.objects.create(
                article=article,
                number=number,
                data=newest.data | {"title": f"고친 제목 {number}"},
                created_at=now,
            )
    article.save()
    if status == PUBLISHED:
        ScheduledChange.objects.create(
            article=article, revision=2, publish_at=now + timedelta(hours=3), created_at=now
        )
