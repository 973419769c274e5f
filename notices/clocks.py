"""By when a claim may be made, must be answered, and must be fulfilled (언론중재법).

A claim for 정정보도 or 반론보도 may be made within 3 months of knowing of the story and within 6 of
its publication (제14조 제1항, which 제16조 제3항 applies to replies); for 추후보도 within 3 months of
knowing how the criminal case ended (제17조 제1항). The outlet sends its answer within 3 days of the
claim (제15조 제2항) and, if it accepts, publishes within 7 days of receiving the claim, not of
accepting it (제15조 제3항).
"""

from dataclasses import dataclass
from datetime import date

from newsroom.lib.dates import format_day, to_seoul
from newsroom.lib.periods import last_day
from notices.models import Claim
from notices.states import ClaimState, Kind

MONTHS_FROM_KNOWING = 3
MONTHS_FROM_PUBLICATION = 6
DAYS_TO_ANSWER = 3
DAYS_TO_PUBLISH = 7
# From here on a list says that it is near.
NEAR = 2


@dataclass(frozen=True)
class Clock:
    """`is_ours`: for the outlet, not for the claimant. `is_stopped`: only the day is told."""

    name: str
    due: date
    today: date
    law: str
    is_ours: bool = True
    is_stopped: bool = False

    @property
    def days_left(self) -> int:
        return (self.due - self.today).days

    @property
    def is_overdue(self) -> bool:
        return not self.is_stopped and self.days_left < 0

    @property
    def is_near(self) -> bool:
        return not self.is_stopped and 0 <= self.days_left <= NEAR

    @property
    def text(self) -> str:
        """ "기한 2026.02.22 (92일 남음)"."""
        day = f"기한 {format_day(self.due)}"
        if self.is_stopped:
            return day
        if self.days_left < 0:
            return f"{day} ({-self.days_left}일 지남)"
        return f"{day} ({self.days_left}일 남음)" if self.days_left else f"{day} (오늘까지)"


def claim_deadline(kind: str, known_on: date | None, published_on: date | None) -> date | None:
    """The last day on which the claim may be made; None if nothing that is known limits it."""
    ends = []
    if known_on:
        ends.append(last_day(known_on, months=MONTHS_FROM_KNOWING))
    if published_on and kind != Kind.FOLLOW_UP:
        ends.append(last_day(published_on, months=MONTHS_FROM_PUBLICATION))
    return min(ends, default=None)


def deadline_of(claim: Claim) -> date | None:
    published_at = claim.article.published_at
    published_on = to_seoul(published_at).date() if published_at else None
    return claim_deadline(claim.kind, claim.known_on, published_on)


def came_in_time(claim: Claim) -> bool | None:
    """None when nothing says by when it had to come."""
    due = deadline_of(claim)
    return None if due is None else claim.claimed_on <= due


def running_for(claim: Claim, today: date) -> list[Clock]:
    """For a list: what the outlet has to do by when, or else by when the claim can be made."""
    clocks = [clock for clock in clocks_of(claim, today) if not clock.is_stopped]
    return [clock for clock in clocks if clock.is_ours] or clocks


def clocks_of(claim: Claim, today: date) -> list[Clock]:
    """Those of the outlet first, while they run; the claimant's last, and always if it is known.

    That one has no more to say once it is past, but of a claim that came too late.
    """
    found = []
    if claim.state == ClaimState.RECEIVED:
        due = last_day(claim.claimed_on, days=DAYS_TO_ANSWER)
        found.append(Clock("수용 여부 회신", due, today, "제15조 제2항"))
    if claim.state in (ClaimState.RECEIVED, ClaimState.ACCEPTED):
        due = last_day(claim.claimed_on, days=DAYS_TO_PUBLISH)
        found.append(Clock("보도문 게재", due, today, "제15조 제3항"))
    deadline = deadline_of(claim)
    if deadline:
        law = "제17조 제1항" if claim.kind == Kind.FOLLOW_UP else "제14조 제1항"
        is_kept = claim.claimed_on <= deadline < today
        stopped = is_kept or not claim.is_open
        found.append(Clock("청구", deadline, today, law, is_ours=False, is_stopped=stopped))
    return found
