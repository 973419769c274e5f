"""Publishing a notice. There is no function that changes or takes back one."""

from django.utils import timezone

from accounts.models import User
from articles import page_keys as article_keys
from articles.guards import require
from articles.log_lines import log_line
from articles.models import Article
from articles.models.record import LogAction
from articles.refusals import Incomplete, WrongState
from articles.workflow import locked
from newsroom.lib.korean import normalise, strip_invisible
from notices import permissions, register
from notices.models import Claim, Notice
from notices.page_keys import NOTICES
from notices.states import ClaimState, Kind, takes_notice
from pagecache import publishing, touch

TEXT_MAX_LENGTH = 5_000


@publishing()
def issue(
    article: Article,
    kind: str,
    text: str,
    *,
    by: User,
    claim: Claim | None = None,
    seen: int = 0,
) -> Notice:
    """Publish a notice on the story and in the public list; the claim that it answers, seen in
    version `seen`, is fulfilled.

    Also on a story that was withdrawn. The same words twice, as by a second click, are refused:
    they could not be taken back. Raises articles.workflow.Refused.
    """
    row = locked(article)
    require(permissions.can_keep(by, row))
    if not row.is_known_to_readers:
        raise WrongState("게재된 적이 없는 기사에는 정정·반론·추후보도를 실을 수 없습니다.")
    text = _checked(kind, text)
    if row.notices.filter(kind=kind, text=text).exists():
        raise WrongState("이 기사에 같은 보도문이 이미 실려 있습니다.")
    now = timezone.now()
    notice = Notice(
        article=row,
        kind=Kind(kind),
        text=text,
        published_at=now,
        by=by,
        by_name=by.display_name,
    )
    if claim is not None:
        notice.claim = _fulfil(claim, row, seen, by, Kind(kind).label)
    notice.save()
    detail = f"{notice.get_kind_display()} {notice.pk}번"
    log_line(
        row, LogAction.NOTICE, by, from_status=row.status, at=now, detail=detail
    ).entry().save()
    touch(NOTICES, article_keys.article(row.pk))
    return notice


def _fulfil(claim: Claim, article: Article, seen: int, by: User, what: str) -> Claim:
    row = register.locked_claim(claim, by, seen)
    if row.article_id != article.pk:
        raise WrongState("다른 기사에 대한 청구입니다.")
    if not takes_notice(row.state):
        raise WrongState(f"{row.get_state_display()} 상태의 청구에는 보도문을 실을 수 없습니다.")
    was_marked, before = row.shows_mark, row.get_state_display()
    row.state = ClaimState.FULFILLED
    register.note_down(row, by, what=f"{before} → {row.get_state_display()}: {what} 실음")
    register.save_changed(row, was_marked)
    return row


def _checked(kind: str, text: str) -> str:
    if kind not in Kind.values:
        raise Incomplete("보도문의 종류를 골라 주세요.")
    try:
        text = strip_invisible(normalise(text)).strip()
    except ValueError as error:
        raise Incomplete(str(error)) from None
    if not text:
        raise Incomplete("보도문을 적어 주세요.")
    if len(text) > TEXT_MAX_LENGTH:
        raise Incomplete(f"보도문은 {TEXT_MAX_LENGTH:,}자까지 쓸 수 있습니다.")
    return text
