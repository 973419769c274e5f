"""How each action is asked for on the screens, and what the person is told afterwards.

The doing is the workflow's; here a posted button becomes a call and a refusal becomes a sentence.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import User
from articles import scheduling, workflow
from articles.models import Article
from articles.permissions import ARTICLE_RULES
from articles.states import REASON_MAX_LENGTH, TRANSITIONS, Action, Status
from desk.asked import is_number
from desk.moment_field import MomentField
from newsroom.lib import dates

_FUNCTIONS: Mapping[Action, Callable[..., Article]] = {
    Action.SUBMIT: workflow.submit,
    Action.RECALL: workflow.recall,
    Action.TAKE: workflow.take,
    Action.REJECT: workflow.reject,
    Action.HOLD: workflow.hold,
    Action.RELEASE: workflow.release,
    Action.APPROVE: workflow.approve,
    Action.PUBLISH: workflow.publish,
    Action.PUBLISH_NOW: workflow.publish_now,
    Action.SCHEDULE: workflow.schedule,
    Action.RESCHEDULE: scheduling.reschedule,
    Action.UNSCHEDULE: workflow.unschedule,
    Action.CORRECT: workflow.correct,
    Action.SCHEDULE_CHANGE: scheduling.schedule_change,
    Action.RESCHEDULE_CHANGE: scheduling.reschedule_change,
    Action.UNSCHEDULE_CHANGE: scheduling.unschedule_change,
    Action.DROP_CHANGES: workflow.drop_changes,
    Action.REVIEW: workflow.review,
    Action.WITHDRAW: workflow.withdraw,
    Action.REPUBLISH: workflow.republish,
    Action.TRASH: workflow.trash,
    Action.RESTORE: workflow.restore,
}
_WITH_REASON = frozenset(
    {Action.HOLD} | {action for action, way in TRANSITIONS.items() if way.needs_reason}
)
_WITH_TIME = frozenset(
    {Action.SCHEDULE, Action.RESCHEDULE, Action.SCHEDULE_CHANGE, Action.RESCHEDULE_CHANGE}
)
# One note cannot fit several stories' mistakes, nor one press several changes of live stories;
# and what was withdrawn comes back after a look at that one story.
NOT_IN_BULK = frozenset(
    {
        Action.CORRECT,
        Action.RESCHEDULE,
        Action.SCHEDULE_CHANGE,
        Action.RESCHEDULE_CHANGE,
        Action.UNSCHEDULE_CHANGE,
        Action.REPUBLISH,
    }
)

# What a state waits for, first come first: the other buttons stand back.
_MAIN = (
    Action.SUBMIT,
    Action.TAKE,
    Action.RELEASE,
    Action.APPROVE,
    Action.PUBLISH,
    Action.REVIEW,
    Action.RESTORE,
)
_GRAVE = frozenset({Action.TRASH, Action.WITHDRAW, Action.DROP_CHANGES})

_REASON_LABELS = {
    Action.REJECT: "반려 사유 (기자에게 보입니다)",
    Action.HOLD: "보류 사유 (비워 두어도 됩니다)",
    Action.CORRECT: "고침 내용 (기사 아래에 날짜와 함께 독자에게 보입니다)",
    Action.WITHDRAW: "게재중지 사유 (처리 기록에 남습니다)",
    Action.REPUBLISH: "다시 게재하는 사유 (처리 기록에 남습니다)",
}
_TIME_LABELS = {
    Action.RESCHEDULE: "새 예약 시각 (서울 시각)",
    Action.SCHEDULE_CHANGE: "수정안이 나갈 때 (서울 시각)",
    Action.RESCHEDULE_CHANGE: "수정안이 나갈 새 시각 (서울 시각)",
}
_DONE = {
    Action.SUBMIT: "송고했습니다.",
    Action.RECALL: "송고를 취소했습니다. 다시 고칠 수 있습니다.",
    Action.TAKE: "데스킹을 시작했습니다.",
    Action.REJECT: "반려했습니다. 사유가 기자에게 보입니다.",
    Action.HOLD: "보류했습니다.",
    Action.RELEASE: "보류를 풀었습니다.",
    Action.APPROVE: "승인했습니다.",
    Action.PUBLISH: "게재했습니다.",
    Action.PUBLISH_NOW: "출고했습니다. 독자에게 보입니다.",
    Action.SCHEDULE: "예약했습니다.",
    Action.RESCHEDULE: "예약 시각을 바꾸었습니다.",
    Action.UNSCHEDULE: "예약을 취소했습니다.",
    Action.CORRECT: "고침과 함께 게재했습니다.",
    Action.SCHEDULE_CHANGE: "수정안을 예약했습니다.",
    Action.RESCHEDULE_CHANGE: "수정안의 예약 시각을 바꾸었습니다.",
    Action.UNSCHEDULE_CHANGE: "수정안 예약을 취소했습니다. 수정안은 그대로 있습니다.",
    Action.DROP_CHANGES: "수정안을 버렸습니다. 게재된 글로 되돌렸습니다.",
    Action.REVIEW: "사후 데스킹을 마쳤습니다.",
    Action.WITHDRAW: "게재를 중지했습니다. 독자에게는 게재중지 안내가 보입니다.",
    Action.REPUBLISH: "다시 게재했습니다.",
    Action.TRASH: "휴지통으로 옮겼습니다.",
    Action.RESTORE: "되살렸습니다.",
}


TIME_MISSING = "예약할 날짜와 시각을 2025.10.29 14:05처럼 적어 주세요."


@dataclass(frozen=True)
class Ask:
    """One button of the panel and what has to be filled in before pressing it.

    `reason` and `at` are what was typed before, when the form comes back. `is_main`: the button
    that the story's state waits for.
    """

    action: Action
    is_main: bool = False
    reason: str = ""
    at: str = ""

    @property
    def label(self) -> str:
        return self.action.label

    @property
    def is_grave(self) -> bool:
        return self.action in _GRAVE

    @property
    def takes_reason(self) -> bool:
        return takes_reason(self.action)

    @property
    def needs_reason(self) -> bool:
        return needs_reason(self.action)

    @property
    def reason_max(self) -> int:
        return REASON_MAX_LENGTH

    @property
    def takes_time(self) -> bool:
        return takes_time(self.action)

    @property
    def is_folded(self) -> bool:
        """Whether more than a press is asked for."""
        return self.takes_reason or self.takes_time

    @property
    def is_open(self) -> bool:
        return bool(self.reason or self.at)

    @property
    def reason_label(self) -> str:
        return _REASON_LABELS.get(self.action, "사유")

    @property
    def at_name(self) -> str:
        return f"at-{self.action.value}"

    @property
    def time_label(self) -> str:
        return _TIME_LABELS.get(self.action, "게재할 때 (서울 시각)")

    @property
    def reason_name(self) -> str:
        return f"reason-{self.action.value}"


@dataclass(frozen=True)
class Refusal:
    article: Article
    reason: str


@dataclass
class BulkReport:
    """What came of one action on several stories."""

    done: list[Article] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)


def takes_reason(action: Action) -> bool:
    return action in _WITH_REASON


def needs_reason(action: Action) -> bool:
    return TRANSITIONS[action].needs_reason


def takes_time(action: Action) -> bool:
    return action in _WITH_TIME


def asks_more(action: Action) -> bool:
    """Whether pressing the button is not enough."""
    return needs_reason(action) or takes_time(action)


def offered_in_bulk(user: User) -> list[Action]:
    """What some story might let this user do; each story then decides for itself."""
    return [action for action in _FUNCTIONS if action not in NOT_IN_BULK and may_ever(user, action)]


def may_ever(user: User, action: Action) -> bool:
    """Whether there could be a story to which this user may do it."""
    if action == Action.PUBLISH_NOW:
        # A grant for 속보 is for one story at a time, and without a minute's delay.
        return may_ever(user, Action.PUBLISH)
    return bool(user.roles & set(ARTICLE_RULES[action]))


def asked(posted: Mapping[str, str]) -> Action | None:
    """The action whose button was pressed; None for none. Raises ValueError for an unknown one."""
    name = posted.get("_action", "")
    if not name:
        return None
    action = Action(name)
    if action not in _FUNCTIONS:
        raise ValueError(name)
    return action


def asks(available: Iterable[Action], posted: Mapping[str, str] | None = None) -> list[Ask]:
    """The panel's buttons, with what was typed beside them."""
    posted = posted or {}
    available = list(available)
    main = next((action for action in _MAIN if action in available), None)
    return [
        Ask(
            action,
            is_main=action == main,
            reason=posted.get(f"reason-{action.value}", ""),
            at=_typed_time(action, posted),
        )
        for action in available
    ]


def perform(
    article: Article,
    action: Action,
    *,
    by: User,
    reason: str = "",
    at: datetime | None = None,
    revision: int,
) -> Article:
    """Call the workflow. `revision` is the number the person saw, without which nobody acts.

    Raises workflow.Refused; a missing time is refused as Incomplete.
    """
    wanted: dict[str, object] = {"by": by, "revision": revision}
    if takes_reason(action):
        wanted["reason"] = reason
    if takes_time(action):
        if at is None:
            raise workflow.Incomplete(TIME_MISSING)
        wanted["at"] = at
    return _FUNCTIONS[action](article, **wanted)


def perform_posted(
    article: Article, action: Action, posted: Mapping[str, str], *, by: User, revision: int
) -> Article:
    """The same with the reason and time of a posted panel. Raises workflow.Refused."""
    return perform(
        article,
        action,
        by=by,
        reason=posted_reason(action, posted),
        at=posted_time(action, posted) if takes_time(action) else None,
        revision=revision,
    )


def posted_reason(action: Action, posted: Mapping[str, str]) -> str:
    """Each action has a field of its own, so that a note for readers and an internal reason can't
    be mixed up; a plain `reason` will do where there is only one."""
    reason = posted.get(f"reason-{action.value}") or posted.get("reason", "")
    return reason.replace("\r\n", "\n").replace("\x00", "").strip()


def posted_time(action: Action, posted: Mapping[str, str]) -> datetime | None:
    """Seoul time. Raises workflow.Incomplete, saying why, when it can't be read."""
    return read_time(_typed_time(action, posted))


def read_time(typed: str) -> datetime | None:
    """The same of a text; None for an empty one."""
    try:
        at: datetime | None = MomentField(required=False).clean(typed)
    except ValidationError as error:
        raise workflow.Incomplete(f"예약 시각을 알 수 없습니다. {error.messages[0]}") from None
    return at


def _typed_time(action: Action, posted: Mapping[str, str]) -> str:
    """Like the reason, each in a field of its own; a plain `at` will do where there is only one."""
    if not takes_time(action):
        return ""
    return (posted.get(f"at-{action.value}") or posted.get("at", "")).strip()


def posted_revisions(posted: Iterable[str]) -> dict[int, int]:
    """Which revision of which story was on the screen, out of words like "12:3"."""
    pairs = [word.partition(":") for words in posted for word in words.split()]
    return {
        int(story): int(revision)
        for story, _, revision in pairs
        if is_number(story) and is_number(revision)
    }


def perform_in_bulk(
    articles: Iterable[Article],
    action: Action,
    *,
    by: User,
    seen: Mapping[int, int],
    reason: str = "",
    at: datetime | None = None,
) -> BulkReport:
    """Each story by itself: one that is refused stops no other.

    `seen` has the revision number that was on the screen for each story; there is one for all.
    """
    report = BulkReport()
    for article in articles:
        try:
            report.done.append(
                perform(article, action, by=by, reason=reason, at=at, revision=seen[article.pk])
            )
        except workflow.Refused as refusal:
            report.refused.append(Refusal(article, str(refusal)))
    return report


def done_text(action: Action, done: Article | None = None) -> str:
    """What to tell the person; of what waits for its time, with `done` that time too."""
    moment = waiting_for(done) if done is not None and takes_time(action) else None
    return f"{_DONE[action]} {when(moment)}" if moment else _DONE[action]


def waiting_for(article: Article) -> datetime | None:
    """When the story, or its scheduled change, goes live."""
    if article.status == Status.SCHEDULED:
        return article.published_at
    change = article.pending_change
    return change.publish_at if change else None


def when(moment: datetime) -> str:
    """ "2025.10.29 (수) 14:05, 3시간 뒤." """
    ahead = dates.distance_in_words(moment - timezone.now())
    return f"{dates.format_time_with_weekday(moment)}, {ahead}입니다."
