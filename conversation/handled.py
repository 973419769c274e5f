"""Telling people what was done to their stories, with the reason."""

from collections.abc import Sequence
from typing import Any

from articles.log_lines import CLOCK_NAME
from articles.models import Article, LogEntry
from articles.states import Action
from conversation.models import InboxItem, Kind

# Of all that the log records, what its writer wants to know at once. Several may come of one act:
# the last of them is told.
TOLD = frozenset(
    {
        Action.REJECT,
        Action.HOLD,
        Action.APPROVE,
        Action.PUBLISH,
        Action.SCHEDULE,
        Action.UNSCHEDULE,
        Action.CORRECT,
        Action.DROP_CHANGES,
        Action.WITHDRAW,
        Action.REPUBLISH,
        Action.TRASH,
        Action.RESTORE,
    }
)


def tell(article: Article, entries: Sequence[LogEntry], **_sent: Any) -> None:
    """Whose story it is and who filed it last, unless they did it themselves. An import is work of
    nobody's, and tells nobody."""
    told = [entry for entry in entries if entry.action in TOLD]
    if not told or (told[-1].by_id is None and told[-1].by_name != CLOCK_NAME):
        return
    entry = told[-1]
    InboxItem.objects.bulk_create(
        InboxItem(
            user_id=pk,
            kind=Kind.HANDLED,
            article=article,
            entry=entry,
            by_id=entry.by_id,
            created_at=entry.created_at,
        )
        for pk in _concerned(article, entry)
        if pk is not None and pk != entry.by_id
    )


def _concerned(article: Article, entry: LogEntry) -> set[int | None]:
    filed = article.log.filter(action=Action.SUBMIT).values_list("by", flat=True)
    concerned = {article.owner_id, filed.first()}
    if entry.action == Action.DROP_CHANGES:
        dropped = article.revisions.filter(number=entry.revision - 1)
        concerned |= set(dropped.values_list("author", flat=True))
    return concerned
