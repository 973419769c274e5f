"""Bringing a process's views into the database: a batch every few seconds, never a view alone."""

import atexit
import logging
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from threading import Event, Lock, Thread
from typing import Any

from django.conf import settings
from django.db import close_old_connections, connection, models, transaction

from articles.models import Article
from readership.models import HourlyViews, TotalViews
from readership.tally import Place, Tally

logger = logging.getLogger("newsroom.readership")

# Rows of one statement: three values each, and old versions of SQLite take 999.
AT_ONCE = 300
# How long a worker that ends waits for the last batch.
LAST_WAIT = 3.0


def flush(tally: Tally) -> int:
    """Add the counted views to the tables, in one transaction; how many were added.

    Any number of processes add up. After an error the views are back in `tally`; if it came from
    the commit itself, they may be counted twice.
    """
    taken = tally.take()
    if not taken:
        return 0
    try:
        return _add(taken)
    except BaseException:
        tally.put_back(taken)
        raise


def _add(views: Mapping[Place, int]) -> int:
    known = _visible({number for number, _ in views})
    # In one order everywhere, so that two processes wait for each other and never in a circle.
    hourly = sorted((hour, number, count) for (number, hour), count in views.items())
    hourly = [row for row in hourly if row[1] in known]
    totals: dict[int, int] = {}
    for _, number, count in hourly:
        totals[number] = totals.get(number, 0) + count
    if hourly:
        with transaction.atomic():
            _upsert(HourlyViews, ("hour", "article"), hourly)
            _upsert(TotalViews, ("article",), sorted(totals.items()))
    return sum(totals.values())


def _visible(numbers: set[int]) -> set[int]:
    """Asked here and not at each beacon: made-up numbers cost one query a batch."""
    stories = Article.objects.published()
    known: set[int] = set()
    for some in _in_parts(sorted(numbers)):
        known.update(stories.filter(pk__in=some).values_list("pk", flat=True))
    return known


def _upsert(
    model: type[models.Model], keys: tuple[str, ...], rows: Sequence[tuple[Any, ...]]
) -> None:
    """Rows of the key fields' values and `views`, which is added to what a row has."""
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)
    by_name = {field.name: field for field in model._meta.concrete_fields}
    fields = [by_name[name] for name in (*keys, "views")]
    columns = [quote(str(field.column)) for field in fields]
    place = f"({', '.join(['%s'] * len(fields))})"
    for some in _in_parts(rows):
        # Table and column names are the models' own.
        sql = (
            f"INSERT INTO {table} ({', '.join(columns)}) "  # noqa: S608
            f"VALUES {', '.join([place] * len(some))} "
            f"ON CONFLICT ({', '.join(columns[:-1])}) "
            f"DO UPDATE SET {columns[-1]} = {table}.{columns[-1]} + excluded.{columns[-1]}"
        )
        values = [
            field.get_db_prep_value(value, connection)
            for row in some
            for field, value in zip(fields, row, strict=True)
        ]
        with connection.cursor() as cursor:
            cursor.execute(sql, values)


def _in_parts(rows: Sequence[Any]) -> Iterator[Sequence[Any]]:
    waiting = iter(rows)
    while some := list(islice(waiting, AT_ONCE)):
        yield some


class Flusher:
    """Empties a tally from a thread of its own, every few seconds and when the process ends.

    The thread starts with the first view: a process that serves nobody needs none, and none is
    lost when a server forks. Killed (SIGKILL), a process loses what it counted in those seconds.
    """

    def __init__(self, tally: Tally) -> None:
        self._tally = tally
        self._lock = Lock()
        self._thread: Thread | None = None
        self._now = Event()
        self._ending = False
        self._failing = False

    def ensure_running(self) -> None:
        if self._thread is None and settings.NEWSROOM_VIEWS_FLUSH_SECONDS:
            with self._lock:
                if self._thread is None:
                    self._thread = Thread(target=self._run, name="view-counts", daemon=True)
                    self._thread.start()
                    atexit.register(self.end)

    def hurry(self) -> None:
        """Flush now and not in some seconds; unless that fails, which it would again."""
        if not self._failing:
            self._now.set()

    def end(self) -> None:
        """Flush once more and stop; waits for it, but not for ever."""
        self._ending = True
        self._now.set()
        if self._thread is not None:
            self._thread.join(LAST_WAIT)

    def _run(self) -> None:
        while not self._ending:
            self._now.wait(settings.NEWSROOM_VIEWS_FLUSH_SECONDS)
            self._now.clear()
            self._attempt()
        connection.close()

    def _attempt(self) -> None:
        close_old_connections()
        try:
            flush(self._tally)
        except Exception:
            if not self._failing:
                logger.exception("View counts could not be written; they are kept and tried again")
            self._failing = True
            connection.close()
        else:
            self._failing = False
            close_old_connections()
