"""What has to hold before a story's state or text changes: each raises Refused where it doesn't."""

from datetime import datetime

from accounts.models import User
from articles import body, permissions
from articles.models import Article
from articles.refusals import Conflict, EmbargoAhead, Incomplete, NotAllowed, WrongState
from articles.states import REASON_MAX_LENGTH, TRANSITIONS, Action, Status
from newsroom.lib.dates import format_time

CONFLICT = "그사이 다른 사람이 이 기사를 저장했습니다. 새 글을 확인한 뒤 다시 해 주세요."


def require(answer: permissions.Answer) -> None:
    """Raises NotAllowed, with the reason, unless allowed."""
    if not answer:
        raise NotAllowed(answer.reason)


def require_transition(row: Article, action: Action, by: User | None, reason: str = "") -> None:
    """Raises Refused unless `by` may do this to the row in the state it is in."""
    transition = TRANSITIONS[action]
    if by is not None:
        require(permissions.can(by, action, row))
    if row.status not in transition.sources:
        raise WrongState(
            f"{row.get_status_display()} 상태의 기사에는 ‘{action.label}’ 처리를 할 수 없습니다."
        )
    if transition.needs_reason and not reason:
        raise Incomplete(f"‘{action.label}’ 사유를 적어 주세요.")
    if len(reason) > REASON_MAX_LENGTH:
        raise Incomplete(f"사유는 {REASON_MAX_LENGTH}자까지 쓸 수 있습니다.")


def require_time(at: datetime, now: datetime, embargo_until: datetime | None) -> None:
    """Raises Incomplete unless a text under this embargo may be scheduled for `at`."""
    if at <= now:
        raise Incomplete("예약 시각은 지금보다 뒤여야 합니다.")
    if embargo_until and permissions.embargo_ahead(embargo_until, at):
        raise Incomplete(f"예약 시각이 엠바고({format_time(embargo_until)})보다 이릅니다.")


def require_revision(row: Article, revision: int) -> None:
    if row.revision != revision:
        raise Conflict(CONFLICT)


def require_something_to_publish(row: Article) -> None:
    """The approved revision and no other, or a change of what readers have."""
    if row.status == Status.APPROVED and row.approved_revision != row.revision:
        raise WrongState("승인한 뒤에 글이 바뀌었습니다. 다시 승인해 주세요.")
    if row.status == Status.PUBLISHED and not row.has_unpublished_changes:
        raise WrongState("게재된 글과 달라진 내용이 없습니다.")


def require_fileable(row: Article) -> None:
    """What the desk needs to see: title, body, section, reporter."""
    missing = []
    if not row.title:
        missing.append("제목")
    if body.is_empty(row.body):
        missing.append("본문")
    if row.section_id is None:
        missing.append("섹션")
    if row.lead_reporter_id is None:
        missing.append("기자")
    if missing:
        raise Incomplete(f"아직 비어 있는 항목이 있습니다: {', '.join(missing)}")


def require_section(row: Article) -> None:
    if row.section_id is None:
        raise Incomplete("섹션을 고른 뒤 승인해 주세요.")


def require_publishable(row: Article) -> None:
    require_fileable(row)
    require_complete(row)


def require_complete(row: Article) -> None:
    if row.is_incomplete:
        raise Incomplete("내용이 다 채워지지 않은 기사입니다. 채우고 ‘내용 미완’ 표시를 꺼 주세요.")


def require_embargo_over(until: datetime | None, by: User | None, now: datetime) -> str:
    """Raises EmbargoAhead; what the log has to say of `by` overriding it, or ""."""
    if until is None or not permissions.embargo_ahead(until, now):
        return ""
    if by is None or not permissions.can_publish_before_embargo(by):
        raise EmbargoAhead(until, now)
    return EmbargoAhead(until, now).detail
