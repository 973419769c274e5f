"""What the desk's first page shows: what waits for this user, and what has just happened.

Whatever the number of panels and stories, one query counts, one finds what is shown by number
and one fetches it.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Value
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from articles.models import Article, LogEntry
from articles.states import Action, Status
from desk import counting, queues
from desk.counting import Pool
from desk.queues import Queue, condition

LENGTH = 6

_DESK = frozenset({Role.DESK, Role.CHIEF})
_WRITERS = frozenset({Role.CONTRIBUTOR, Role.REPORTER})


@dataclass(frozen=True)
class PanelKind:
    """One block of the page for whoever has one of `roles`.

    `queue` is where its heading leads; `narrowing` picks out of that queue, or `few` says by itself
    what is shown: few stories among those that have to be asked, which is done once then. `order`
    names the time that sorts its stories. Without stories it shows `when_empty`, or nothing at all
    when that is empty too. `shows` names what each story says besides its title
    (desk/_panel.html).
    """

    code: str
    title: str
    queue: Queue
    roles: frozenset[Role]
    order: str
    narrowing: Callable[[User, datetime], Q] = lambda _user, _now: Q()
    few: Callable[[User, datetime], Q] | None = None
    when_empty: str = ""
    shows: str = "updated"


@dataclass
class Panel:
    kind: PanelKind
    total: int
    articles: list[Article] = field(default_factory=list)

    @property
    def total_shown(self) -> str:
        return counting.shown(self.total)

    @property
    def more(self) -> int:
        """How many stories the list leaves out."""
        return self.total - len(self.articles)

    @property
    def more_shown(self) -> str:
        """What the link to the rest says, in numbers while they are known."""
        return "" if self.total > counting.MOST_COUNTED else f"{self.more}건 "


def _own(queue: Queue) -> Callable[[User, datetime], Q]:
    return lambda user, now: condition(queue, user, now) & queues.is_own(user)


def _own_unless_desk(queue: Queue) -> Callable[[User, datetime], Q]:
    def few(user: User, now: datetime) -> Q:
        return condition(queue, user, now) if user.roles & _DESK else _own(queue)(user, now)

    return few


def _own_drafts(user: User, _now: datetime) -> Q:
    return queues.among(Q(status=Status.DRAFT)) & queues.is_own(user)


def _own_on_its_way(user: User, now: datetime) -> Q:
    """Filed and not live yet. The statuses stand in one index with the time of the schedule."""
    filed = (Status.SUBMITTED, Status.IN_REVIEW, Status.APPROVED, Status.SCHEDULED)
    not_live = ~Q(status=Status.SCHEDULED) | Q(published_at__gt=now)
    return queues.among(Q(status__in=filed)) & not_live & queues.is_own(user)


def _live(_user: User, now: datetime) -> Q:
    return Q(visible_from__lte=now)


PANELS = (
    PanelKind(
        code="rejected",
        title="반려된 내 기사",
        queue=Queue.REJECTED,
        roles=_WRITERS | _DESK,
        order="-updated_at",
        few=_own(Queue.REJECTED),
        shows="reason",
    ),
    PanelKind(
        code="waiting",
        title="송고 대기",
        queue=Queue.WAITING,
        roles=_DESK,
        order="updated_at",
        when_empty="기다리는 기사가 없습니다.",
        shows="submitted",
    ),
    PanelKind(
        code="review",
        title="사후 데스킹",
        queue=Queue.REVIEW,
        roles=_DESK,
        order="published_at",
        shows="published",
    ),
    PanelKind(
        code="approved",
        title="승인 · 게재 대기",
        queue=Queue.APPROVED,
        roles=_DESK,
        order="updated_at",
    ),
    PanelKind(
        code="scheduled",
        title="예약",
        queue=Queue.SCHEDULED,
        roles=_DESK,
        order="published_at",
        shows="scheduled",
    ),
    PanelKind(
        code="drafts",
        title="작성중인 내 기사",
        queue=Queue.MINE,
        roles=_WRITERS | _DESK,
        order="-updated_at",
        few=_own_drafts,
        when_empty="쓰고 있는 기사가 없습니다.",
    ),
    PanelKind(
        code="filed",
        title="송고한 내 기사",
        queue=Queue.MINE,
        roles=_WRITERS,
        order="-updated_at",
        few=_own_on_its_way,
        shows="submitted",
    ),
    PanelKind(
        code="held",
        title="보류",
        queue=Queue.HELD,
        roles=_WRITERS | _DESK,
        order="-updated_at",
        few=_own_unless_desk(Queue.HELD),
    ),
    PanelKind(
        code="incomplete",
        title="내용 미완",
        queue=Queue.INCOMPLETE,
        roles=_WRITERS | _DESK,
        order="-updated_at",
        few=_own_unless_desk(Queue.INCOMPLETE),
    ),
    PanelKind(
        code="my_published",
        title="게재된 내 기사",
        queue=Queue.MINE,
        roles=_WRITERS,
        order="-visible_from",
        narrowing=_live,
        shows="published",
    ),
    PanelKind(
        code="published",
        title="최근 게재",
        queue=Queue.PUBLISHED,
        roles=frozenset(Role),
        order="-visible_from",
        when_empty="아직 게재된 기사가 없습니다.",
        shows="published",
    ),
)


def panels(user: User, articles: "QuerySet[Article]") -> list[Panel]:
    """The panels of this user's roles over `articles`, which the caller has limited to what the
    user may read. Three queries."""
    now = timezone.now()
    pools = {kind: _pool(kind, user, articles, now) for kind in PANELS if kind.roles & user.roles}
    totals = counting.count_each(
        user, {kind.code: pool for kind, pool in pools.items() if kind.few is None}
    )
    found = _numbers(pools)
    shown = _cards({pk for numbers in found.values() for pk in numbers[:LENGTH]})
    panels = [
        Panel(
            kind,
            total=totals.get(kind.code, len(numbers)),
            articles=[shown[pk] for pk in numbers[:LENGTH] if pk in shown],
        )
        for kind, numbers in found.items()
    ]
    return [panel for panel in panels if panel.total or panel.kind.when_empty]


def _pool(kind: PanelKind, user: User, articles: "QuerySet[Article]", now: datetime) -> Pool:
    if kind.few is not None:
        return (articles.filter(kind.few(user, now)),)
    return queues.pool(kind.queue, articles.filter(kind.narrowing(user, now)), user, now)


def _numbers(pools: Mapping[PanelKind, Pool]) -> dict[PanelKind, list[int]]:
    """The numbers of each panel's stories in its order, in one query: as many as it shows, and of
    `few` as many as are counted."""
    parts = []
    for kind, pool in pools.items():
        most = LENGTH if kind.few is None else counting.MOST_COUNTED + 1
        first = counting.first_of(pool, most, _with_number(kind.order))
        # The slice goes into a subquery: SQLite allows no LIMIT in the parts of a UNION.
        stories = Article.objects.filter(pk__in=first.values("pk")).order_by()
        at = F(kind.order.removeprefix("-"))
        parts.append(stories.annotate(code=Value(kind.code), at=at).values_list("code", "at", "pk"))
    found: dict[str, list[tuple[datetime, int]]] = {kind.code: [] for kind in pools}
    if parts:
        for code, at, pk in parts[0].union(*parts[1:], all=True):
            found[code].append((at, pk))
    return {
        kind: [pk for _at, pk in sorted(found[kind.code], reverse=kind.order.startswith("-"))]
        for kind in pools
    }


def _with_number(order: str) -> tuple[str, str]:
    """The story's number decides between those of one time, in the same direction."""
    return order, "-pk" if order.startswith("-") else "pk"


def _cards(numbers: Collection[int]) -> dict[int, Article]:
    """The stories, with `submitted_at` and `reject_reason`, the newest of their kind in the log."""
    log = LogEntry.objects.filter(article=OuterRef("pk")).order_by("-created_at", "-pk")
    cards = (
        Article.objects.select_related("section", "lead_reporter")
        .defer("body")
        .annotate(
            submitted_at=Subquery(log.filter(action=Action.SUBMIT).values("created_at")[:1]),
            reject_reason=Subquery(log.filter(action=Action.REJECT).values("reason")[:1]),
        )
    )
    return {article.pk: article for article in cards.filter(pk__in=numbers)}
