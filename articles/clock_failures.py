"""What the clock could not do, so that people see it and the clock asks again, ever less often."""

from datetime import datetime, timedelta

from django.db.models import Q

from articles.models import Article, ClockFailure
from articles.states import Status

FIRST_WAIT = timedelta(seconds=2)
LONGEST_WAIT = timedelta(minutes=5)


def may_be_tried(now: datetime, failure: str = "") -> Q:
    """Stories that have not failed, or not so lately; `failure` is the way to their failure.

    A moment farther off than the longest wait was set while the machine's clock was ahead.
    """
    waiting = {
        f"{failure}clock_failure__retry_at__gt": now,
        f"{failure}clock_failure__retry_at__lte": now + LONGEST_WAIT,
    }
    return ~Q(**waiting)


def note(article_id: int, reason: str, now: datetime) -> bool:
    """Mark the story; whether it was not marked before. In the transaction of the caller.

    Does nothing when somebody else has done what failed here, or made it needless.
    """
    row = Article.objects.select_for_update().filter(pk=article_id).first()
    if row is None or not (row.status == Status.SCHEDULED or row.pending_change):
        return False
    failure = ClockFailure.objects.filter(article=row).first()
    is_new = failure is None
    failure = failure or ClockFailure(article=row, since=now)
    failure.retry_at = now + min(FIRST_WAIT * 2 ** min(failure.attempts, 10), LONGEST_WAIT)
    failure.attempts += 1
    failure.reason = reason
    failure.save()
    return is_new


def clear(article_id: int) -> None:
    """It is done, or nobody wants it any more."""
    ClockFailure.objects.filter(article=article_id).delete()
