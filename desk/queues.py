"""The desk's queues: which stories wait where. The change list and the dashboard share them."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet, TextChoices
from django.utils import timezone

from accounts.models import User
from articles.models import Article, Byline
from articles.permissions import signed_by
from articles.states import Status
from desk.counting import count_each

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


def filter(queue: Queue, articles: "QuerySet[Article]", user: User) -> "QuerySet[Article]":
    """The stories of `articles` that stand in the queue; what may be read is the caller's to ask
    (articles.permissions.readable)."""
    return articles.filter(condition(queue, user, timezone.now()))


def counts(articles: "QuerySet[Article]", user: User) -> dict[Queue, int]:
    """How many stories of `articles` stand in each queue, as count_each counts; one query, and
    once for a user another."""
    now = timezone.now()
    found = count_each(
        user, {queue.value: articles.filter(condition(queue, user, now)) for queue in Queue}
    )
    return {queue: found[queue.value] for queue in Queue}


def condition(queue: Queue, user: User, now: datetime) -> Q:
    """What stands in the queue at `now`. A schedule that has come counts as published. No condition joins, so nothing counts twice."""
    if queue in _BY_STATUS:
        return _among(Q(status__in=_BY_STATUS[queue]))
    live = Q(visible_from__lte=now)
    not_trashed = ~Q(status=Status.TRASHED)
    conditions = {
        Queue.MINE: _written_by(user) & not_trashed,
        Queue.SCHEDULED: Q(status=Status.SCHEDULED, published_at__gt=now),
        Queue.PUBLISHED: live,
        Queue.REVIEW: live & _among(Q(awaits_desk=True)),
        Queue.INCOMPLETE: _among(Q(is_incomplete=True)) & not_trashed,
        Queue.ALL: not_trashed,
    }
    return conditions[queue]


def with_byline_of(user: User) -> Q:
    """Stories that carry the byline of the user's own reporter."""
    return Q(pk__in=Byline.objects.filter(reporter__user=user).values("article"))


def _among(few: Q) -> Q:
    """`few`, said twice: SQLite, left to itself, walks through all stories in the order of the
    list rather than look up few by an index; PostgreSQL needs it plainly to see that they are few."""
    return few & Q(pk__in=Article.objects.filter(few).order_by().values("pk"))


def _written_by(user: User) -> Q:
    """Stories the user owns or carries the byline of.

    Of few own stories a list is made, as a union whose halves have an index each; of many, each
    story met on the way is asked, and the way to the next own one is short.
    """
    if _has_signed_many(user):
        return Q(owner=user) | signed_by(user)
    owned = Article.objects.filter(owner=user).order_by().values("pk")
    signed = Byline.objects.filter(reporter__user=user).order_by().values("article")
    return Q(pk__in=owned.union(signed))


def _has_signed_many(user: Any) -> bool:
    """Asked once for each user met, and so once a request."""
    if not hasattr(user, "_has_signed_many"):
        bylines = Byline.objects.filter(reporter__user=user).order_by()
        user._has_signed_many = bylines[: MANY + 1].count() > MANY
    known: bool = user._has_signed_many
    return known
