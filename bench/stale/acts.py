"""What each story of the trial goes through: act after act, the same for every story.

A story stands where its number of acts says. So a reader needs two numbers to judge a page: how
many acts had been committed when it asked, and how many had been begun when it had the answer.
"""

import re
from dataclasses import dataclass
from enum import Enum

_TOKEN = re.compile("검증([0-9]+)번제([0-9]+)판")


class Act(Enum):
    PUBLISH = "publish"
    EDIT = "edit"
    WITHDRAW = "withdraw"
    REPUBLISH = "republish"


_CYCLE = (Act.EDIT, Act.EDIT, Act.WITHDRAW, Act.REPUBLISH)


@dataclass(frozen=True)
class State:
    """What readers must get: 404 before publication, 410 when withdrawn, else `version` (0: no
    page)."""

    status: int
    version: int = 0

    @property
    def is_public(self) -> bool:
        return self.status == 200


def act(number: int) -> Act:
    """The act with this number; the first is 1."""
    return Act.PUBLISH if number == 1 else _CYCLE[(number - 2) % len(_CYCLE)]


def state_after(number: int) -> State:
    if number == 0:
        return State(404)
    match act(number):
        case Act.WITHDRAW:
            return State(410)
        case Act.REPUBLISH:
            # The last edit stands two acts back.
            return State(200, number - 2)
        case _:
            return State(200, number)


def token(slot: int, version: int) -> str:
    """Stands in title and text of a story, and in nothing else."""
    return f"검증{slot}번제{version}판"


def tokens_in(page: str) -> set[tuple[int, int]]:
    """(slot, version) of every story named on the page."""
    return {(int(slot), int(version)) for slot, version in _TOKEN.findall(page)}
