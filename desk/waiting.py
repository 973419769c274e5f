"""What the head of every page says waits for its user."""

from typing import NamedTuple

from accounts.models import User
from conversation import assignments, inbox
from desk import counting

MOST_COUNTED = 99


class Waiting(NamedTuple):
    """Numbers as they are shown: "" for none, 99+ for more than are counted."""

    unread: str
    assigned: str


def waiting_for(user: User) -> Waiting:
    """One query."""
    pools = {
        "unread": (inbox.unread(user),),
        "assigned": (assignments.open_for(user),),
    }
    return Waiting(
        **{
            name: _shown(count)
            for name, count in counting.count_each(user, pools, MOST_COUNTED).items()
        }
    )


def _shown(count: int) -> str:
    return f"{MOST_COUNTED}+" if count > MOST_COUNTED else str(count or "")
