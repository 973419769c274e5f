"""Adding a line. Within the transaction of what it tells of, so that both are kept or neither."""

from accounts.models import User
from audit.acting import acting_address, acting_user
from audit.models import Entry, Kind

SYSTEM_NAME = "시스템"
_NAME_MAX = 150
_SUBJECT_MAX = 200


def record(
    kind: Kind,
    *,
    subject: str = "",
    before: str = "",
    after: str = "",
    detail: str = "",
    by: User | None = None,
    name: str = "",
) -> Entry:
    """`by`: who did it, if not the user of the request; `name`: what to call somebody who is no
    user."""
    who = by or acting_user()
    called = who.display_name if who else name or SYSTEM_NAME
    entry = Entry(
        by=who,
        by_name=_cut(called, _NAME_MAX),
        address=acting_address(),
        kind=kind,
        subject=_cut(subject, _SUBJECT_MAX),
        before=before.replace("\x00", ""),
        after=after.replace("\x00", ""),
        detail=detail.replace("\x00", ""),
    )
    entry.save()
    return entry


def lines(values: dict[str, str]) -> str:
    """Fields and their values, one a line."""
    return "\n".join(f"{name}: {value or '(없음)'}" for name, value in values.items())


def _cut(text: str, most: int) -> str:
    text = text.replace("\x00", "")
    return text if len(text) <= most else f"{text[: most - 1]}…"
