"""The desk's queues: which stories wait where. The change list and the dashboard share them."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet, TextChoices
from django.utils import timezone

from accounts.models import User
from articles.models import Article, Byline
from articles.permissions import signed_by
from articles.states import Status
from desk.counting import MOST_COUNTED, Pool, count_each

# From here on an own story is never far among all stories.
MANY = 5_000


class Queue(TextChoices):
    """The value stands in ?queue= of the change list; the label is the tab's name."""

    MINE = "mine", "내 기사"
    WAITING = "waiting", "송고 대기"
    REJECTED = "rejected", "반려"
    APPROVED = "approved", "승인"
    SCHEDULED = "scheduled", "예약"
    PUBLISHED = "published", "게재"
    REVIEW = "review", "사후 데스킹"
    HELD = "held", "보류"
    INCOMPLETE = "incomplete", "내용 미완"
    WITHDRAWN = "withdrawn", "게재중지"
    TRASH = "trash", "휴지통"
    ALL = "all", "전체"


_BY_STATUS = {
    Queue.WAITING: (Status.SUBMITTED, Status.IN_REVIEW),
    Queue.REJECTED: (Status.REJECTED,),
    Queue.APPROVED: (Status.APPROVED,),
    Queue.HELD: (Status.HELD,),
    Queue.WITHDRAWN: (Status.WITHDRAWN,),
    Queue.TRASH: (Status.TRASHED,),
}
_NOT_TRASHED = ~Q(status=Status.TRASHED)
# Readers see all that stands in the one, and nothing of the other.
SEEN = frozenset({Queue.PUBLISHED, Queue.REVIEW})
UNSEEN = frozenset({*_BY_STATUS, Queue.SCHEDULED})


def filter(queue: Queue, articles: "QuerySet[Article]", user: User) -> "QuerySet[Article]":
    """The stories of `articles` that stand in the queue; what may be read is the caller's to ask
    (articles.permissions.readable)."""
    return articles.filter(condition(queue, user, timezone.now()))


def counts(articles: "QuerySet[Article]", user: User) -> dict[Queue, int]:
    """How many stories of `articles` stand in each queue, as count_each counts; one query, and
    once for a user another."""
    now = timezone.now()
    pools = {queue.value: pool(queue, articles, user, now) for queue in Queue}
    found = count_each(user, pools | {"own": own(Article.objects.all(), user)})
    if found["own"] <= MOST_COUNTED:
        # Far from many, so that `_has_many` need not ask.
        user._has_many_stories = False  # type: ignore[attr-defined]
    return {queue: found[queue.value] for queue in Queue}


def pool(queue: Queue, articles: "QuerySet[Article]", user: User, now: datetime) -> Pool:
    """What `filter` gives, for counting and for the first of a list."""
    if queue == Queue.MINE:
        return own(articles.filter(_NOT_TRASHED), user)
    return (articles.filter(condition(queue, user, now)),)


def own(articles: "QuerySet[Article]", user: User) -> Pool:
    """The stories of `articles` that the user owns, and those with the byline of the user's own
    reporter, which may be the same ones.

    Apart, and with the reporter's number said plainly, because a database then finds its way for
    each by an index, knowing how many they are; of "owned or signed" it can only ask every story.
    """
    owned = articles.filter(owner=user)
    reporter = getattr(user, "reporter", None)
    if reporter is None:
        return (owned,)
    return (owned, articles.filter(bylines__reporter=reporter.pk))


def condition(queue: Queue, user: User, now: datetime) -> Q:
    """What stands in the queue at `now`. A schedule that has come counts as published. No condition joins, so nothing counts twice."""
    if queue in _BY_STATUS:
        return among(Q(status__in=_BY_STATUS[queue]))
    if queue == Queue.MINE:
        return _written_by(user) & _NOT_TRASHED
    live = Q(visible_from__lte=now)
    conditions = {
        Queue.SCHEDULED: Q(status=Status.SCHEDULED, published_at__gt=now),
        Queue.PUBLISHED: live,
        Queue.REVIEW: live & among(Q(awaits_desk=True)),
        Queue.INCOMPLETE: among(Q(is_incomplete=True)) & _NOT_TRASHED,
        Queue.ALL: _NOT_TRASHED,
    }
    return conditions[queue]


def among(few: Q) -> Q:
    """`few`, said twice: SQLite, left to itself, walks through all stories in the order of the
    list rather than look up few by an index; PostgreSQL needs it plainly to see that they are few."""
    return few & Q(pk__in=Article.objects.filter(few).order_by().values("pk"))


def is_own(user: User) -> Q:
    """The stories of `own`, asked story by story: for where few others have to be asked."""
    return Q(owner=user) | signed_by(user)


def _written_by(user: User) -> Q:
    """The stories of `own` as a condition, for where they can't be asked for apart.

    Of few own stories a list is made, as a union whose halves have an index each; of many, each
    story met on the way is asked, and the way to the next own one is short.
    """
    if _has_many(user):
        return is_own(user)
    owned = Article.objects.filter(owner=user).order_by().values("pk")
    signed = Byline.objects.filter(reporter__user=user).order_by().values("article")
    return Q(pk__in=owned.union(signed))


def _has_many(user: Any) -> bool:
    """Asked once for each user met, and so once a request."""
    if not hasattr(user, "_has_many_stories"):
        many = count_each(user, {"own": own(Article.objects.all(), user)}, MANY)
        user._has_many_stories = many["own"] > MANY
    known: bool = user._has_many_stories
    return known
