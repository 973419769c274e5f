"""What the audit screen and its CSV show: the stories' log and the audit log, merged by time.

Read a page at a time from where the last one ended (keyset): no line is counted or skipped, and the
CSV needs neither a long transaction nor a cursor on the server, which PgBouncer would not keep.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Self

from django.db.models import Q, QuerySet

from accounts.models import User
from accounts.permissions import Task, can_do
from articles import permissions
from articles.models import Article, LogEntry
from articles.models.record import LogAction
from articles.states import Action
from audit.models import Entry, Kind
from desk.asked import is_number

PAGE = 50
CHUNK = 2_000
# Of so few stories the lines are looked up by story; of more, met on the way back in time.
_FEW = 500
_STORIES, _REST = "s", "r"
_LOGGED: dict[str, str] = dict(Action.choices) | dict(LogAction.choices)
_NEVER_LOGGED = {Action.READ, Action.PREVIEW, Action.READ_LOG, Action.PUBLISH_NOW}
STORY_KINDS = {code: label for code, label in _LOGGED.items() if code not in _NEVER_LOGGED}
OTHER_KINDS: dict[str, str] = dict(Kind.choices)


@dataclass(frozen=True)
class Place:
    """A line's place in the order: newest first, at one moment the stories' lines first."""

    at: datetime
    source: str
    pk: int

    @property
    def order(self) -> tuple[float, bool, int]:
        return (-self.at.timestamp(), self.source == _REST, -self.pk)

    def __str__(self) -> str:
        micros = round((self.at - _EPOCH).total_seconds() * 1_000_000)
        return f"{micros}{self.source}{self.pk}"

    @classmethod
    def read(cls, text: str) -> Self | None:
        """Out of an address; None for what is none."""
        for source in (_STORIES, _REST):
            micros, found, pk = text.partition(source)
            if found and is_number(micros) and is_number(pk):
                return cls(_moment(int(micros)), source, int(pk))
        return None


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def _moment(micros: int) -> datetime:
    try:
        return _EPOCH + timedelta(microseconds=micros)
    except OverflowError:
        return datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """The filters: all that are set hold. `since` <= time < `until`."""

    since: datetime
    until: datetime
    by: int | None = None
    kind: str = ""
    article: int | None = None
    sections: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line as this user may read it; `title` is "" where the story isn't theirs to read."""

    place: Place
    by_name: str
    act: str
    article_id: int | None = None
    title: str = ""
    subject: str = ""
    before: str = ""
    after: str = ""
    reason: str = ""
    detail: str = ""
    revision: int | None = None
    address: str = ""

    @property
    def at(self) -> datetime:
        return self.place.at


def page(user: User, wanted: Wanted, after: Place | None = None, size: int = PAGE) -> list[Line]:
    """The next `size` lines after a place, newest first. A few queries, however many lines."""
    found = [
        *_story_lines(user, wanted, after, size),
        *_other_lines(user, wanted, after, size),
    ]
    found.sort(key=lambda line: line.place.order)
    return found[:size]


def every(user: User, wanted: Wanted) -> Iterator[Line]:
    """All of them, in pieces."""
    after = None
    while True:
        lines = page(user, wanted, after, CHUNK)
        yield from lines
        if len(lines) < CHUNK:
            return
        after = lines[-1].place


def _story_lines(user: User, wanted: Wanted, after: Place | None, size: int) -> list[Line]:
    if wanted.kind in OTHER_KINDS:
        return []
    entries = _of_stories(user, wanted, LogEntry.objects.all())
    if wanted.kind:
        entries = entries.filter(action=wanted.kind)
    entries = _from(entries, wanted, after, _STORIES)[:size]
    rows: list[LogEntry] = list(entries)
    stories = Article.objects.filter(pk__in={row.article_id for row in rows}).defer("body")
    titles = dict(permissions.readable(user, stories).values_list("pk", "title"))
    told = {story.pk for story in stories if permissions.can_read_log_text(user, story)}
    return [_told(row, titles, row.article_id in told or row.by_id == user.pk) for row in rows]


def _told(row: LogEntry, titles: dict[int, str], is_open: bool) -> Line:
    return Line(
        place=Place(row.created_at, _STORIES, row.pk),
        by_name=row.by_name,
        act=row.get_action_display(),
        article_id=row.article_id,
        title=titles.get(row.article_id, ""),
        before=row.get_from_status_display() if row.from_status != row.to_status else "",
        after=row.get_to_status_display() if row.from_status != row.to_status else "",
        reason=row.reason if is_open else "",
        detail=row.detail if is_open else "",
        revision=row.revision if is_open else None,
    )


def _of_stories(user: User, wanted: Wanted, entries: QuerySet[Any]) -> QuerySet[Any]:
    """Those of the stories that were asked for and whose log is this user's to read."""
    if wanted.article is not None:
        entries = entries.filter(article=wanted.article)
    everything = Article.objects.order_by()
    stories = permissions.with_open_log(user, everything)
    if wanted.sections:
        stories = (everything if stories is None else stories).filter(section__in=wanted.sections)
    if stories is None:
        return entries
    few = list(stories.values_list("pk", flat=True)[: _FEW + 1])
    if len(few) > _FEW:
        return entries.filter(article__in=stories.values("pk"))
    # Said once more, or SQLite walks back through all lines in the order of the list.
    lines = LogEntry.objects.filter(article__in=few).order_by().values("pk")
    return entries.filter(pk__in=lines)


def _other_lines(user: User, wanted: Wanted, after: Place | None, size: int) -> list[Line]:
    if wanted.kind in STORY_KINDS or wanted.article is not None or wanted.sections:
        return []
    entries = Entry.objects.all()
    if not can_do(user, Task.READ_WHOLE_AUDIT):
        entries = entries.filter(by=user) if can_do(user, Task.READ_AUDIT) else entries.none()
    if wanted.kind:
        entries = entries.filter(kind=wanted.kind)
    rows: list[Entry] = list(_from(entries, wanted, after, _REST)[:size])
    return [
        Line(
            place=Place(row.created_at, _REST, row.pk),
            by_name=row.by_name,
            act=row.get_kind_display(),
            subject=row.subject,
            before=row.before,
            after=row.after,
            detail=row.detail,
            address=row.address or "",
        )
        for row in rows
    ]


def _from(
    entries: QuerySet[Any], wanted: Wanted, after: Place | None, source: str
) -> QuerySet[Any]:
    """Within the period, after a place, in order. The bound stands by itself besides the OR, by
    which alone no database finds its place in an index."""
    if wanted.by is not None:
        entries = entries.filter(by=wanted.by)
    entries = entries.filter(created_at__gte=wanted.since, created_at__lt=wanted.until)
    if after is not None:
        behind = Q(created_at__lt=after.at)
        if source == after.source:
            behind |= Q(created_at=after.at, pk__lt=after.pk)
        elif source == _REST:
            behind |= Q(created_at=after.at)
        entries = entries.filter(behind, created_at__lte=after.at)
    return entries.order_by("-created_at", "-pk")
