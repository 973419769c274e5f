"""Every change of a claim: one function each, and no other way.

Each locks the claim, asks for permission, refuses who acts on what has changed since they saw it
(`seen`, the claim's version), and writes an entry into its history. They raise
articles.workflow.Refused, whose text is a Korean sentence; a refused call has changed nothing.
"""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.core.files import File
from django.utils import timezone

from accounts.models import User
from articles import page_keys as article_keys
from articles.guards import require
from articles.models import Article
from articles.refusals import Conflict, Incomplete, WrongState
from articles.workflow import locked
from newsroom.lib.dates import format_day, to_seoul
from newsroom.lib.korean import clean_name, normalise, strip_invisible
from notices import permissions
from notices.documents import store
from notices.models import Claim, ClaimDocument, ClaimEntry
from notices.states import ClaimState, Kind, by_hand
from pagecache import publishing, touch


@dataclass(frozen=True)
class Facts:
    """What the desk writes down of a claim. `known_on` None: the claimant didn't say."""

    kind: str
    claimant: str
    claimed_on: date
    asked: str
    contact: str = ""
    known_on: date | None = None
    is_marked: bool = False


@publishing()
def receive(article: Article, facts: Facts, *, by: User) -> Claim:
    """접수: a claim about a story that readers know."""
    row = locked(article)
    require(permissions.can_keep(by, row))
    if not row.is_known_to_readers:
        raise WrongState("게재된 적이 없는 기사에는 청구를 적을 수 없습니다.")
    claim = Claim(article=row, created_at=timezone.now(), **asdict(_checked(facts)))
    claim.save()
    note_down(claim, by, what="접수" + (", ‘청구 중’ 표시를 함" if claim.is_marked else ""))
    if claim.shows_mark:
        touch(article_keys.article(row.pk))
    return claim


@publishing()
def revise(claim: Claim, facts: Facts, *, by: User, seen: int) -> Claim:
    """Correct what was written down; the history tells what stood there before."""
    row = locked_claim(claim, by, seen)
    facts = _checked(facts)
    told = [
        f"{_name(field)}: {_told(field, getattr(row, field))} → {_told(field, value)}"
        for field, value in asdict(facts).items()
        if getattr(row, field) != value
    ]
    if told:
        was_marked = row.shows_mark
        for field, value in asdict(facts).items():
            setattr(row, field, value)
        note_down(row, by, what="\n".join(told))
        save_changed(row, was_marked)
    return row


def go_on(
    claim: Claim,
    *,
    by: User,
    seen: int,
    to: str = "",
    note: str = "",
    file: "File[Any] | None" = None,
) -> Claim:
    """The next step: another state, a note, a document, or several of these at once."""
    note = _text(note)
    if not (to or note or file):
        raise Incomplete("다음 상태를 고르거나 메모를 적거나 문서를 올려 주세요.")
    stored: ClaimDocument | None = None
    try:
        with publishing():
            row = locked_claim(claim, by, seen)
            was_marked, done = row.shows_mark, []
            if to:
                done.append(_moved(row, to))
            if file:
                stored = store(row, file, by=by)
                done.append(f"문서 올림: {stored.name}")
            note_down(row, by, what="\n".join(done), note=note)
            save_changed(row, was_marked)
    except Exception:
        if stored is not None:  # undone in the database, and so is the file
            stored.file.delete(save=False)
        raise
    return row


def _moved(row: Claim, to: str) -> str:
    before = row.get_state_display()
    if to not in by_hand(row.state):
        raise WrongState(f"{before} 상태의 청구는 그 상태로 바꿀 수 없습니다.")
    row.state = ClaimState(to)
    return f"{before} → {row.get_state_display()}"


def note_down(claim: Claim, by: User, *, what: str = "", note: str = "") -> None:
    """An entry of the claim's history. The caller is in a transaction that holds the claim."""
    ClaimEntry.objects.create(
        claim=claim,
        created_at=timezone.now(),
        by=by,
        by_name=by.display_name,
        what=what,
        note=note,
    )


def locked_claim(claim: Claim, by: User, seen: int) -> Claim:
    """The row, locked until the transaction ends. Raises NotAllowed, and Conflict when it isn't
    the version seen."""
    rows = Claim.objects.select_for_update(of=("self",)).select_related("article")
    row: Claim = rows.get(pk=claim.pk)
    require(permissions.can_keep(by, row.article))
    if row.version != seen:
        raise Conflict("그사이 다른 사람이 이 청구를 고쳤습니다. 다시 확인한 뒤에 해 주세요.")
    return row


def save_changed(row: Claim, was_marked: bool) -> None:
    """Keep what the caller changed; the story's page is named if its mark was or is concerned."""
    row.version += 1
    row.save()
    if was_marked or row.shows_mark:
        touch(article_keys.article(row.article_id))


def _checked(facts: Facts) -> Facts:
    """Raises Incomplete for what no claim can have."""
    today = to_seoul(timezone.now()).date()
    if facts.kind not in Kind.values:
        raise Incomplete("청구 종류를 골라 주세요.")
    if facts.claimed_on > today or (facts.known_on and facts.known_on > today):
        raise Incomplete("청구받은 날과 청구인이 안 날은 오늘보다 뒤일 수 없습니다.")
    if facts.known_on and facts.known_on > facts.claimed_on:
        raise Incomplete("청구인이 안 날이 청구받은 날보다 뒤입니다.")
    cleaned = Facts(
        **asdict(facts)
        | {name: clean_name(getattr(facts, name)) for name in ("claimant", "contact")}
        | {"asked": _text(facts.asked)}
    )
    if not cleaned.claimant or not cleaned.asked:
        raise Incomplete("청구인과 청구 내용을 적어 주세요.")
    return cleaned


def _text(text: str) -> str:
    try:
        return strip_invisible(normalise(text)).strip()
    except ValueError as error:
        raise Incomplete(str(error)) from None


def _name(field: str) -> str:
    return str(Claim._meta.get_field(field).verbose_name)  # type: ignore[union-attr]


def _told(field: str, value: Any) -> str:
    if isinstance(value, bool):
        return "함" if value else "안 함"
    if isinstance(value, date) or value is None:
        return format_day(value) or "모름"
    return Kind(value).label if field == "kind" else (str(value) or "없음")
