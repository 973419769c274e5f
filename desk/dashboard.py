"""What the desk's first page shows: what waits for this user, and what has just happened.

Whatever the number of panels and stories, the counts are one query and the lists another.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import OuterRef, Q, QuerySet, Subquery, Value
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from articles.models import Article, LogEntry
from articles.states import Action, Status
from desk import counting, queues
from desk.counting import Pool
from desk.queues import Queue

LENGTH = 6

_DESK = frozenset({Role.DESK, Role.CHIEF})
_WRITERS = frozenset({Role.CONTRIBUTOR, Role.REPORTER})


@dataclass(frozen=True)
class PanelKind:
    """One block of the page for whoever has one of `roles`.

    `queue` is where its heading leads; `narrowing` picks out of that queue, or says by itself what
    the queue would (`is_whole`). `order` names the fields that sort its stories. Without stories
    it shows `when_empty`, or nothing at all when that is empty too. `shows` names what each story
    says besides its title (desk/_panel.html).
    """

    code: str
    title: str
    queue: Queue
    roles: frozenset[Role]
    order: tuple[str, ...]
    narrowing: Callable[[User, datetime], Q] = lambda _user, _now: Q()
    is_whole: bool = False
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


def _is_own(user: User, _now: datetime) -> Q:
    return queues.is_own(user)


def _is_own_unless_desk(user: User, _now: datetime) -> Q:
    return Q() if user.roles & _DESK else queues.is_own(user)


def _own_draft(user: User, _now: datetime) -> Q:
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
        order=("-updated_at",),
        narrowing=_is_own,
        shows="reason",
    ),
    PanelKind(
        code="waiting",
        title="송고 대기",
        queue=Queue.WAITING,
        roles=_DESK,
        order=("updated_at",),
        when_empty="기다리는 기사가 없습니다.",
        shows="submitted",
    ),
    PanelKind(
        code="review",
        title="사후 데스킹",
        queue=Queue.REVIEW,
        roles=_DESK,
        order=("published_at",),
        shows="published",
    ),
    PanelKind(
        code="approved",
        title="승인 · 게재 대기",
        queue=Queue.APPROVED,
        roles=_DESK,
        order=("updated_at",),
    ),
    PanelKind(
        code="scheduled",
        title="예약",
        queue=Queue.SCHEDULED,
        roles=_DESK,
        order=("published_at",),
        shows="scheduled",
    ),
    PanelKind(
        code="drafts",
        title="작성중인 내 기사",
        queue=Queue.MINE,
        roles=_WRITERS | _DESK,
        order=("-updated_at",),
        narrowing=_own_draft,
        is_whole=True,
        when_empty="쓰고 있는 기사가 없습니다.",
    ),
    PanelKind(
        code="filed",
        title="송고한 내 기사",
        queue=Queue.MINE,
        roles=_WRITERS,
        order=("-updated_at",),
        narrowing=_own_on_its_way,
        is_whole=True,
        shows="submitted",
    ),
    PanelKind(
        code="held",
        title="보류",
        queue=Queue.HELD,
        roles=_WRITERS | _DESK,
        order=("-updated_at",),
        narrowing=_is_own_unless_desk,
    ),
    PanelKind(
        code="incomplete",
        title="내용 미완",
        queue=Queue.INCOMPLETE,
        roles=_WRITERS | _DESK,
        order=("-updated_at",),
        narrowing=_is_own_unless_desk,
    ),
    PanelKind(
        code="my_published",
        title="게재된 내 기사",
        queue=Queue.MINE,
        roles=_WRITERS,
        order=("-visible_from", "-pk"),
        narrowing=_live,
        shows="published",
    ),
    PanelKind(
        code="published",
        title="최근 게재",
        queue=Queue.PUBLISHED,
        roles=frozenset(Role),
        order=("-visible_from", "-pk"),
        when_empty="아직 게재된 기사가 없습니다.",
        shows="published",
    ),
)


def panels(user: User, articles: "QuerySet[Article]") -> list[Panel]:
    """The panels of this user's roles over `articles`, which the caller has limited to what the
    user may read. Two queries."""
    now = timezone.now()
    kinds = [kind for kind in PANELS if kind.roles & user.roles]
    pools = {kind.code: _pool(kind, user, articles, now) for kind in kinds}
    totals = counting.count_each(user, pools)
    found = [Panel(kind, totals[kind.code]) for kind in kinds]
    lists = _together(
        {
            kind.code: counting.first_of(pools[kind.code], LENGTH, kind.order)
            for kind in kinds
            if totals[kind.code]
        }
    )
    for panel in found:
        panel.articles = lists.get(panel.kind.code, [])
        _sort(panel.articles, panel.kind.order)
    return [panel for panel in found if panel.total or panel.kind.when_empty]


def _pool(kind: PanelKind, user: User, articles: "QuerySet[Article]", now: datetime) -> Pool:
    stories = articles.filter(kind.narrowing(user, now))
    return (stories,) if kind.is_whole else queues.pool(kind.queue, stories, user, now)


def _together(firsts: "dict[str, QuerySet[Article]]") -> dict[str, list[Article]]:
    """The stories of each, in no order, in one query.

    Each carries `submitted_at` and `reject_reason`, the newest of their kind in the log.
    """
    lists: dict[str, list[Article]] = {code: [] for code in firsts}
    log = LogEntry.objects.filter(article=OuterRef("pk")).order_by("-created_at", "-pk")
    parts = [
        # The slice goes into a subquery: SQLite allows no LIMIT in the parts of a UNION.
        Article.objects.filter(pk__in=first.values("pk"))
        .order_by()
        .select_related("section", "lead_reporter")
        .defer("body")
        .annotate(
            panel=Value(code),
            submitted_at=Subquery(log.filter(action=Action.SUBMIT).values("created_at")[:1]),
            reject_reason=Subquery(log.filter(action=Action.REJECT).values("reason")[:1]),
        )
        for code, first in firsts.items()
    ]
    if parts:
        for article in parts[0].union(*parts[1:], all=True):
            lists[article.panel].append(article)
    return lists


def _sort(articles: list[Article], order: Sequence[str]) -> None:
    for name in reversed(order):
        attribute = name.removeprefix("-")
        articles.sort(key=lambda article: getattr(article, attribute), reverse=name[0] == "-")
