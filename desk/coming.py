"""What goes live when: scheduled stories, scheduled changes and embargoes, as far as a user may
know of them. Nothing here looks at a story's text."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from itertools import islice

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import User
from articles import permissions
from articles.models import Article, ClockFailure, ScheduledChange
from articles.states import NEVER_PUBLISHED, Action, Status

# Of each kind, whatever the span: more is no calendar any more, and the screen says so.
MOST_SHOWN = 1_500
# For the first page: of so many changes the first ones are picked that the user may know of.
LOOKED_THROUGH = 100
A_YEAR = timedelta(days=365)
# The clock looks every second; what it has not seen to after this long, it is not looking at.
OVERDUE = timedelta(seconds=30)


class Kind(Enum):
    """The value names the style of an entry."""

    STORY = "story"
    CHANGE = "change"
    EMBARGO = "embargo"

    @property
    def label(self) -> str:
        return {"story": "예약", "change": "수정안", "embargo": "엠바고"}[self.value]


@dataclass(frozen=True)
class Coming:
    """Something that happens at `at`. `revision` is the number its move has to name; `bound` the
    revision that goes live, where that need not be the newest."""

    kind: Kind
    at: datetime
    article: Article
    title: str
    may_move: bool = False
    bound: int | None = None

    @property
    def revision(self) -> int:
        return self.article.revision


@dataclass(frozen=True)
class Trouble:
    """A schedule that the clock has not seen to; `attempts` 0: not even tried."""

    article: Article
    title: str
    since: datetime
    reason: str
    attempts: int = 0
    is_seen: bool = False


def between(user: User, start: datetime, end: datetime) -> tuple[list[Coming], bool]:
    """What happens from `start` to before `end`, in order, and whether that is all of it."""
    found: list[Coming] = []
    complete = True
    for part in (
        _stories(user, start, end),
        _changes(user, start, end),
        _embargoes(user, start, end),
    ):
        entries = list(part)
        complete = complete and len(entries) < MOST_SHOWN
        found += entries
    return sorted(found, key=lambda entry: (entry.at, entry.article.pk)), complete


def next_changes(user: User, number: int) -> list[Coming]:
    """The first few scheduled changes still ahead."""
    now = timezone.now()
    return list(islice(_changes(user, now, now + A_YEAR, LOOKED_THROUGH), number))


def troubles(user: User) -> list[Trouble]:
    """What the clock failed at or passed over, longest ago first, for who may do something."""
    if not user.roles & set(permissions.ARTICLE_RULES[Action.RESCHEDULE]):
        return []
    now = timezone.now()
    failed = ClockFailure.objects.select_related("article__section", "article__scheduled_change")
    late = now - OVERDUE
    stories = Article.objects.filter(
        status=Status.SCHEDULED, published_at__lt=late, clock_failure__isnull=True
    )
    changes = ScheduledChange.objects.filter(
        publish_at__lt=late, article__clock_failure__isnull=True
    ).select_related("article__section")
    found = [
        Trouble(
            row.article,
            row.article.title,
            row.since,
            row.reason,
            row.attempts,
            is_seen=row.article.pending_change is None and row.article.is_visible,
        )
        for row in failed.order_by("since")[:MOST_SHOWN]
    ]
    stopped = "예약 시계가 돌고 있지 않은 것 같습니다. 관리자에게 알려 주세요."
    for change in changes.order_by("publish_at")[:MOST_SHOWN]:
        found.append(Trouble(change.article, change.article.title, change.publish_at, stopped))
    for article in stories.select_related("section").order_by("published_at")[:MOST_SHOWN]:
        assert article.published_at is not None  # noqa: S101  the database says so
        found.append(Trouble(article, article.title, article.published_at, stopped, is_seen=True))
    return [
        trouble for trouble in found if permissions.can(user, Action.RESCHEDULE, trouble.article)
    ]


def _stories(user: User, start: datetime, end: datetime) -> Iterator[Coming]:
    scheduled = Article.objects.filter(
        status=Status.SCHEDULED, published_at__gte=start, published_at__lt=end
    )
    now = timezone.now()
    for article in _first(permissions.readable(user, scheduled), "published_at"):
        assert article.published_at is not None  # noqa: S101  the query says so
        may_move = article.published_at > now and permissions.can(user, Action.RESCHEDULE, article)
        yield Coming(Kind.STORY, article.published_at, article, article.title, bool(may_move))


def _changes(
    user: User, start: datetime, end: datetime, most: int = MOST_SHOWN
) -> Iterator[Coming]:
    changes = (
        ScheduledChange.objects.filter(publish_at__gte=start, publish_at__lt=end)
        .select_related("article__section")
        .defer("article__body")
        .order_by("publish_at", "pk")
    )
    for change in changes[:most]:
        if permissions.can_read_change(user, change.article, change.embargo_until):
            may_move = permissions.can(user, Action.RESCHEDULE_CHANGE, change.article)
            yield Coming(
                Kind.CHANGE,
                change.publish_at,
                change.article,
                change.title,
                bool(may_move),
                change.revision,
            )


def _embargoes(user: User, start: datetime, end: datetime) -> Iterator[Coming]:
    """Of stories not out yet. A scheduled one's stands in its schedule already."""
    embargoed = Article.objects.filter(
        Q(embargo_until__isnull=False),
        status__in=NEVER_PUBLISHED,
        embargo_until__gte=start,
        embargo_until__lt=end,
    )
    for article in _first(permissions.readable(user, embargoed), "embargo_until"):
        assert article.embargo_until is not None  # noqa: S101  the query says so
        yield Coming(Kind.EMBARGO, article.embargo_until, article, article.title)


def _first(articles: "QuerySet[Article]", order: str) -> "QuerySet[Article]":
    return articles.select_related("section").defer("body").order_by(order, "pk")[:MOST_SHOWN]
