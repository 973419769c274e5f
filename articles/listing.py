"""Writing the lists (models/listing.py) and their counts by day, from what the stories say.

articles/placement.py does it for one story's change; here it is done for many at once, in SQL
alone. Whatever is wrong in the two tables, `rebuild` puts right.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, DateTimeField, F, Max, QuerySet, Value
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone

from articles.list_kinds import ListKind
from articles.models import Article, DayCount, Listing
from articles.tables import Table
from newsroom.lib.dates import SEOUL
from sections.models import Section

BATCH = 5_000
# Five values a row; SQLite takes 32,766 in one statement.
ROWS_A_STATEMENT = 5_000
_DAY = ("kind", "list_id", "day")
# kind, list_id, visible_from, article id
Row = tuple[int, int, datetime, int]
# kind, list_id, Seoul day
Day = tuple[int, int, date]


def standing(articles: "QuerySet[Article]") -> "QuerySet[Any, Row]":
    """The rows of Listing that follow from `articles`. One query."""
    visible = articles.filter(visible_from__isnull=False).order_by()
    sources = (
        (ListKind.ALL, Value(0)),
        (ListKind.SECTION, F("section_id")),
        (ListKind.SECTION, F("section__parent_id")),
        (ListKind.SECTION, F("further_sections")),
        (ListKind.SECTION, F("further_sections__parent_id")),
        (ListKind.TAG, F("tags")),
        (ListKind.REPORTER, F("bylines__reporter_id")),
    )
    first, *others = (
        visible.annotate(kind=Value(kind.value), list=number)
        .filter(list__isnull=False)
        .values_list("kind", "list", "visible_from", "pk")
        for kind, number in sources
    )
    return first.union(*others)


def enter(article_ids: Collection[int]) -> None:
    """Put stories into their lists that stand in none yet. Within the transaction that made
    them, at its end."""
    if article_ids:
        stories = Article.objects.filter(pk__in=article_ids)
        _insert(stories)
        touch(stories, timezone.now())
        _count(Listing.objects.filter(article__in=article_ids), Count("pk"))


def hold() -> None:
    """From here to the end of the transaction no section is moved and no list made anew, so that
    what is read now of the sections still holds when the rows are written."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {_table(Listing)} IN ROW EXCLUSIVE MODE")


def write(
    rows: Collection[Row], days: Mapping[datetime, date], changed_at: Mapping[date, datetime]
) -> None:
    """Put stories into lists in which they don't stand yet, as `enter` does; `days` has the Seoul
    day of every moment, `changed_at` when what readers see of each day changed."""
    Table(Listing, "kind", "list_id", "visible_from", "article_id").write(rows)
    counts = Counter((kind, number, days[at]) for kind, number, at, _ in rows)
    _upsert_rows(
        (*day, number, changed_at.get(day[2]) if day[0] == ListKind.ALL else None)
        for day, number in sorted(counts.items())
    )


def leave(article_ids: Collection[int]) -> None:
    """Take stories out of all lists."""
    if not article_ids:
        return
    with transaction.atomic():
        rows = Listing.objects.filter(article__in=article_ids)
        _count(rows, Value(-1) * Count("pk"))
        rows.delete()


def refresh(article_ids: Collection[int]) -> None:
    """Put stories where they belong that were written past the workflow."""
    with transaction.atomic():
        _lock()
        leave(article_ids)
        enter(article_ids)


def rebuild(batch: int = BATCH) -> Iterator[int]:
    """Both tables anew, yielding how many stories have been seen to. May be broken off and begun
    again, while the newsroom goes on: publishing waits for one batch or one list at most."""
    newest = max(
        rows.aggregate(newest=Max(name))["newest"] or 0
        for rows, name in ((Article.objects, "pk"), (Listing.objects, "article"))
    )
    for low in range(0, newest + 1, batch):
        with transaction.atomic():
            _lock()
            Listing.objects.filter(article__gte=low, article__lt=low + batch).delete()
            _insert(Article.objects.filter(pk__gte=low, pk__lt=low + batch))
        yield min(low + batch, newest)
    for kind, list_id in sorted({*_lists(Listing), *_lists(DayCount)}):
        with transaction.atomic():
            _lock()
            _recount(kind, list_id)
    with transaction.atomic():
        _lock()
        touch(Article.objects.all(), timezone.now())


def refill(section: Section) -> None:
    """A section's list anew, after another section came to stand under it or left it."""
    with transaction.atomic():
        _lock()
        Listing.objects.filter(kind=ListKind.SECTION, list_id=section.pk).delete()
        visible = Article.objects.in_section(section).filter(visible_from__isnull=False).order_by()
        rows = visible.annotate(kind=Value(ListKind.SECTION.value), list=Value(section.pk))
        _insert_rows(rows.values_list("kind", "list", "visible_from", "pk"))
        _recount(ListKind.SECTION, section.pk)


def forget(kind: ListKind, list_id: int) -> None:
    """The list is gone, with what it was a list of."""
    for model in (Listing, DayCount):
        model._default_manager.filter(kind=kind, list_id=list_id).delete()


def add(counts: Mapping[Day, int], now: datetime | None) -> None:
    """In one order whoever publishes, so that no two wait for each other. A day that loses a
    story has changed `now` (None: readers never saw it); one that gains one, when that story did
    (`touch`)."""
    _upsert_rows(
        (*day, number, now if day[0] == ListKind.ALL and number < 0 else None)
        for day, number in sorted(counts.items())
        if number
    )


def touch(articles: "QuerySet[Article]", now: datetime) -> None:
    """Note when these stories were last changed for readers. Before others of one transaction
    that write counts: all begin with the days of ALL."""
    changed_at = Coalesce("modified_at", "published_at", output_field=DateTimeField())
    changed = articles.filter(visible_from__lte=now).annotate(
        kind=Value(ListKind.ALL.value),
        list=Value(0),
        day=TruncDate("visible_from", tzinfo=SEOUL),
        none=Value(0),
    )
    days = changed.order_by().values("kind", "list", "day", "none")
    rows = days.annotate(at=Max(changed_at)).values_list("kind", "list", "day", "none", "at")
    _upsert(*rows.order_by("day").query.sql_with_params())


def differences() -> list[str]:
    """What the two tables say otherwise than the stories, in no order. Reads everything."""
    rows = set(standing(Article.objects.all()))
    kept = set(Listing.objects.values_list("kind", "list_id", "visible_from", "article"))
    days = Listing.objects.all()
    counted = dict(_day_and_number(_by_day(days, Count("pk"))))
    told = dict(_day_and_number(DayCount.objects.values_list(*_DAY, "stories", "changed_at")))
    return [
        *(f"missing: {row}" for row in rows - kept),
        *(f"wrong: {row}" for row in kept - rows),
        *(
            f"{day}: {told.get(day, 0)} instead of {counted.get(day, 0)}"
            for day in counted.keys() | told.keys()
            if counted.get(day, 0) != told.get(day, 0)
        ),
    ]


def _day_and_number(rows: Iterable[tuple[int, int, date, int, Any]]) -> Iterator[tuple[Day, int]]:
    for kind, list_id, day, number, _ in rows:
        yield (kind, list_id, day), number


def _lists(model: type[Listing | DayCount]) -> Iterable[tuple[int, int]]:
    rows = model._default_manager.order_by().values_list("kind", "list_id")
    return rows.distinct().iterator()


def _lock() -> None:
    """Nobody moves a story in the lists until the transaction ends. SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {_table(Listing)} IN SHARE ROW EXCLUSIVE MODE")


def _insert(articles: "QuerySet[Article]") -> None:
    _insert_rows(standing(articles))


def _insert_rows(rows: "QuerySet[Any, Row]") -> None:
    sql, values = rows.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {_table(Listing)} (kind, list_id, visible_from, article_id) {sql}", values
        )


def _recount(kind: int, list_id: int) -> None:
    DayCount.objects.filter(kind=kind, list_id=list_id).delete()
    _count(Listing.objects.filter(kind=kind, list_id=list_id), Count("pk"))


def _count(rows: "QuerySet[Listing]", number: Any) -> None:
    days = _by_day(rows, number).order_by(*_DAY)
    _upsert(*days.query.sql_with_params())


def _by_day(rows: "QuerySet[Listing]", number: Any) -> "QuerySet[Any, Any]":
    days: QuerySet[Any, Any] = (
        rows.annotate(day=TruncDate("visible_from", tzinfo=SEOUL))
        .values(*_DAY)
        .annotate(number=number, at=Value(None, output_field=DateTimeField()))
        .values_list(*_DAY, "number", "at")
        .order_by()
    )
    return days


def _upsert_rows(rows: Iterable[tuple[int, int, date, int, datetime | None]]) -> None:
    """Kind, list, day, number and time of change of each."""
    adapt = lru_cache(connection.ops.adapt_datetimefield_value)
    told = [(*row, adapt(changed_at)) for *row, changed_at in rows]
    if not told:
        return
    if connection.vendor == "postgresql":
        # Five values, however many rows: an import counts thousands at once.
        texts = [
            ",".join("" if value is None else str(value) for value in column)
            for column in zip(*told, strict=True)
        ]
        types = ("smallint", "integer", "date", "integer", "timestamptz")
        arrays = ", ".join(f"string_to_array(%s, ',', '')::{name}[]" for name in types)
        _upsert(f"SELECT * FROM unnest({arrays})", texts)  # noqa: S608  the types above
        return
    for start in range(0, len(told), ROWS_A_STATEMENT):
        part = told[start : start + ROWS_A_STATEMENT]
        values = ", ".join(["(%s, %s, %s, %s, %s)"] * len(part))
        _upsert(f"VALUES {values}", [value for row in part for value in row])


def _upsert(rows: str, values: Iterable[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {_table(DayCount)} AS kept (kind, list_id, day, stories, changed_at) {rows}"
            " ON CONFLICT (kind, list_id, day)"
            " DO UPDATE SET stories = kept.stories + excluded.stories, changed_at ="
            " CASE WHEN kept.changed_at > excluded.changed_at THEN kept.changed_at"
            " ELSE COALESCE(excluded.changed_at, kept.changed_at) END",
            tuple(values),
        )


def _table(model: type[Listing | DayCount]) -> str:
    return connection.ops.quote_name(model._meta.db_table)
