"""The lines of a story's log, which only these functions write."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from accounts.models import User
from articles.models import Article, LogEntry
from articles.models.record import LogAction
from articles.refusals import EmbargoAhead
from articles.signals import logged
from articles.states import Action

IMPORTER_NAME = "가져오기"
CLOCK_NAME = "예약 시계"


class LogLine(NamedTuple):
    """The columns of a log entry: many are written without instances (articles/bulk.py)."""

    article_id: int
    action: Action | LogAction
    by_id: int | None
    by_name: str
    from_status: str
    to_status: str
    reason: str
    detail: str
    revision: int
    created_at: datetime

    def entry(self) -> LogEntry:
        return LogEntry(**self._asdict())


def write_log(article: Article, lines: Iterable[LogLine]) -> None:
    """Keep what one act did, and say so (articles/signals.py)."""
    entries = LogEntry.objects.bulk_create(line.entry() for line in lines)
    logged.send(sender=Article, article=article, entries=entries)


def embargo_line(
    article: Article, refusal: EmbargoAhead, by: User | None, *, at: datetime
) -> LogLine:
    """The log line, unsaved, of an attempt that the embargo stopped."""
    return log_line(
        article,
        LogAction.REFUSED_EMBARGO,
        by,
        from_status=article.status,
        at=at,
        detail=refusal.detail,
    )


def log_line(
    article: Article,
    action: Action | LogAction,
    by: User | None,
    *,
    from_status: str,
    at: datetime,
    reason: str = "",
    detail: str = "",
    name: str = IMPORTER_NAME,
) -> LogLine:
    """A log line for what has just been done to the article, not saved."""
    return LogLine(
        article_id=article.pk,
        action=action,
        by_id=by.pk if by else None,
        by_name=by.display_name if by else name,
        from_status=from_status,
        to_status=article.status,
        reason=reason,
        detail=detail,
        revision=article.revision,
        created_at=at,
    )
