"""The people a list lets pick from, told apart even when two have one name."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import QuerySet

from accounts.models import User
from presence.words import title_of


@dataclass(frozen=True)
class Colleague:
    """`name` is what is written behind an @; `label` names one person and no other."""

    pk: int
    name: str
    label: str


def named(users: "QuerySet[User]", *, besides: User | None = None) -> list[Colleague]:
    """In the order of their names. Two queries."""
    found = [user for user in users.prefetch_related("groups") if user != besides]
    titles = Counter(title_of(user) for user in found)
    return sorted(
        (
            Colleague(
                user.pk,
                user.display_name,
                title if titles[title] == 1 else f"{title} ({user.username})",
            )
            for user in found
            for title in (title_of(user),)
        ),
        key=lambda colleague: (colleague.label, colleague.pk),
    )
