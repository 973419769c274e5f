"""What is asked for, and how a claim goes on, as data. notices/register.py moves claims."""

from collections.abc import Mapping

from django.db import models


class Kind(models.TextChoices):
    """The notices of the press arbitration act (언론중재법 제14조, 제16조, 제17조)."""

    CORRECTION = "correction", "정정보도"
    REPLY = "reply", "반론보도"
    FOLLOW_UP = "follow_up", "추후보도"


class ClaimState(models.TextChoices):
    RECEIVED = "received", "접수"
    ACCEPTED = "accepted", "수용"
    REFUSED = "refused", "거절"
    ARBITRATION = "arbitration", "조정·중재"
    COURT = "court", "소송"
    FULFILLED = "fulfilled", "게재"
    DROPPED = "dropped", "취하"
    CLOSED = "closed", "종결"


# While these last the story may carry its mark, and the desk has something to do.
OPEN = (
    ClaimState.RECEIVED,
    ClaimState.ACCEPTED,
    ClaimState.ARBITRATION,
    ClaimState.COURT,
)

# To FULFILLED a claim comes only by a notice. What was ended by mistake is received again.
TRANSITIONS: Mapping[ClaimState, tuple[ClaimState, ...]] = {
    ClaimState.RECEIVED: (
        ClaimState.ACCEPTED,
        ClaimState.REFUSED,
        ClaimState.ARBITRATION,
        ClaimState.COURT,
        ClaimState.FULFILLED,
        ClaimState.DROPPED,
    ),
    ClaimState.ACCEPTED: (
        ClaimState.FULFILLED,
        ClaimState.REFUSED,
        ClaimState.ARBITRATION,
        ClaimState.COURT,
        ClaimState.DROPPED,
    ),
    ClaimState.REFUSED: (
        ClaimState.ACCEPTED,
        ClaimState.ARBITRATION,
        ClaimState.COURT,
        ClaimState.DROPPED,
        ClaimState.CLOSED,
    ),
    ClaimState.ARBITRATION: (
        ClaimState.ACCEPTED,
        ClaimState.COURT,
        ClaimState.FULFILLED,
        ClaimState.DROPPED,
        ClaimState.CLOSED,
    ),
    ClaimState.COURT: (
        ClaimState.ACCEPTED,
        ClaimState.FULFILLED,
        ClaimState.DROPPED,
        ClaimState.CLOSED,
    ),
    ClaimState.FULFILLED: (),
    ClaimState.DROPPED: (ClaimState.RECEIVED,),
    ClaimState.CLOSED: (ClaimState.RECEIVED,),
}


def by_hand(state: str) -> tuple[ClaimState, ...]:
    """Where a person may move a claim from here."""
    return tuple(to for to in TRANSITIONS[ClaimState(state)] if to != ClaimState.FULFILLED)


def takes_notice(state: str) -> bool:
    """Whether a notice may answer the claim; also one more, after one that was wrong."""
    return state == ClaimState.FULFILLED or ClaimState.FULFILLED in TRANSITIONS[ClaimState(state)]
