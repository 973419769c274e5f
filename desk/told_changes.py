"""What the list says of a live story's unpublished changes, to those who may know of them."""

from collections.abc import Iterable

from accounts.models import User
from articles import permissions
from articles.models import Article


def mark_changes(user: User, articles: Iterable[Article]) -> None:
    """Say on each story whether its unpublished changes may be told; unsaid, they are not."""
    known = permissions.with_readable_changes(user, articles)
    for article in articles:
        article.shows_changes = article.pk in known  # type: ignore[attr-defined]


def tells_changes(article: Article) -> bool:
    """Whether the newest text's number and time may stand in the list."""
    return not article.has_unpublished_changes or getattr(article, "shows_changes", False)


def told_number(article: Article) -> int | None:
    """The newest number; where that isn't this user's to know, the live one, by which a story can
    be withdrawn and nothing else done to it."""
    return article.revision if tells_changes(article) else article.live_revision
