"""What the page of a story says of its claims and notices, to who keeps them."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from accounts.models import User
from articles.models import Article
from newsroom.lib.dates import to_seoul
from notices import permissions
from notices.clocks import running_for
from notices.models import Notice


@dataclass(frozen=True)
class Beside:
    claims: list[dict[str, Any]]
    notices: list[Notice]


def beside(user: User, article: Article) -> Beside | None:
    """None where there is nothing to show and nothing to do."""
    if not article.is_known_to_readers or not permissions.can_keep(user, article):
        return None
    today = to_seoul(timezone.now()).date()
    claims = [
        {"claim": claim, "clocks": running_for(claim, today)}
        for claim in article.claims.select_related("article")
    ]
    return Beside(claims, list(article.notices.all()))
