"""Keeping the index in step with the stories, and building it anew while the old one serves.

A story that changes is written within the transaction that changes it; many at once are noted as
due and follow within moments, by the clock. Both write to the place that is being built, too. The
one row of IndexState is held for as long as a transaction writes, together with others that do so:
a new index is begun, and put in place of the old one, when nobody is half way.
"""

import time
from collections import deque
from collections.abc import Collection, Generator, Iterator, Sequence
from concurrent.futures import Future
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import DateTimeField, Max, QuerySet, Value
from django.utils import timezone

from articles.models import Article
from newsroom.processes import processors, workers
from search import vocabulary
from search.documents import VERSION, Document, documents
from search.index import current
from search.models import Due, IndexState
from search.sources import sources_of

# What the clock does at once, and for how long: a change of a live story that waits for its second
# is the clock's work, too.
DUE_AT_ONCE = 25
DUE_FOR = timedelta(seconds=0.5)
# Stories of one step of a rebuild: each is a transaction, and what a kill costs.
STEP = 500
# Tagging takes longer than all the rest, which is done here meanwhile.
MOST_PROCESSES = 2
# Seconds.
GRACE = 1.0


class BuiltElsewhere(Exception):
    """Another process is building the same index."""


def keep(article_ids: Collection[int]) -> None:
    """Write these stories as they now stand. In the transaction that changed them, at its end."""
    if not article_ids:
        return
    index = current()
    state = _held_state()
    sources = {source.article_id: source for source in sources_of(article_ids)}
    places = (state.live, 1 - state.live) if state.building else (state.live,)
    tagged: dict[int, Document] = {}
    for place in places:
        kept = index.digests(place, sources)
        changed = [pk for pk, source in sources.items() if kept.get(pk) != source.digest]
        if not changed:
            continue
        new = [pk for pk in changed if pk not in tagged]
        tagged |= {each.article_id: each for each in documents([sources[pk] for pk in new])}
        index.write(place, [tagged[pk] for pk in changed])
    vocabulary.learn(tagged.values())


def keep_soon(article_ids: Collection[int]) -> None:
    """Note these stories as due, in the transaction that changed them."""
    if not article_ids:
        return
    _held_state()
    Due.objects.bulk_create(
        [Due(article_id=pk) for pk in sorted(set(article_ids))],
        update_conflicts=True,
        unique_fields=["article_id"],
        update_fields=["noted_at"],
        batch_size=10_000,
    )


def keep_all_soon(articles: "QuerySet[Any]") -> None:
    """`keep_soon` for stories that nobody has counted: a queryset of their numbers."""
    _held_state()
    noted_at = Value(timezone.now(), output_field=DateTimeField())
    rows = articles.order_by().annotate(noted_at=noted_at).distinct()
    sql, values = rows.query.sql_with_params()
    # The clause keeps SQLite from reading ON as part of a join.
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO search_due (article_id, noted_at) SELECT * FROM ({sql}) AS stories"
            " WHERE true ON CONFLICT (article_id) DO UPDATE SET noted_at = excluded.noted_at",
            values,
        )


def catch_up(now: datetime) -> None:
    """The clock's work: what is due, for as long as it may take."""
    while timezone.now() - now < DUE_FOR and catch_up_some():
        pass


def catch_up_some(most: int = DUE_AT_ONCE) -> int:
    """Write some of what is due; how many that were. Any number of processes may do so."""
    with transaction.atomic():
        # First, as whoever puts a new index in place takes it before what is due.
        _held_state()
        due = Due.objects.select_for_update(skip_locked=connection.vendor == "postgresql")
        numbers = _unchanging([row.article_id for row in due.order_by("-article_id")[:most]])
        keep(numbers)
        Due.objects.filter(article_id__in=numbers).delete()
    return len(numbers)


def _unchanging(article_ids: Collection[int]) -> list[int]:
    """Those of these stories that nobody is changing, which then stay as they are until the
    transaction ends: what was read of a story would be written over what its change has written."""
    if connection.vendor != "postgresql":
        # One writes at a time.
        return list(article_ids)
    stories = Article.objects.filter(pk__in=article_ids).order_by()
    free = stories.select_for_update(skip_locked=True, no_key=True)
    held = set(free.values_list("pk", flat=True))
    changing = set(stories.values_list("pk", flat=True)) - held
    return [pk for pk in article_ids if pk not in changing]


def rebuild() -> Generator[tuple[int, int], None, None]:
    """A new index of all stories, put in place of the old one when it is whole. Yields the number
    up to which it has come, and the last. One that was broken off goes on where it was. Raises
    BuiltElsewhere."""
    index = current()
    state = _begin()
    place, built_to = 1 - state.live, state.built_to
    last = Article.objects.aggregate(last=Max("pk"))["last"] or 0
    for top, found in _tagged_steps(built_to, last):
        with transaction.atomic():
            index.write(place, found, anew=False)
            vocabulary.learn(found)
            _go_on(state, built_to, built_to=top)
        built_to = top
        yield top, last
    index.finish(place)
    with transaction.atomic():
        _held_state(exclusively=True)
        _go_on(state, built_to, live=place, building=0, built_to=0)
        Due.objects.filter(noted_at__lt=state.begun_at).delete()
    # Whoever read a moment ago which place is live has asked it by then.
    time.sleep(GRACE)
    with transaction.atomic():
        index.clear(1 - place)


def _go_on(state: IndexState, so_far: int, **changed: int) -> None:
    """Raises BuiltElsewhere where another process has done so meanwhile."""
    same = IndexState.objects.filter(
        live=state.live, building=state.building, begun_at=state.begun_at, built_to=so_far
    )
    if not same.update(**changed):
        raise BuiltElsewhere


def _begin() -> IndexState:
    with transaction.atomic():
        state = _held_state(exclusively=True)
        if state.building != VERSION:
            current().clear(1 - state.live)
            state.building, state.built_to, state.begun_at = VERSION, 0, timezone.now()
            state.save()
    return state


def _tagged_steps(start: int, last: int) -> Iterator[tuple[int, Sequence[Document]]]:
    """Each step's last number and what is to be stored of it, in order; read and written here,
    tagged by other processes."""
    with workers(min(MOST_PROCESSES, processors())) as taggers:
        waiting: deque[tuple[int, Future[list[Document]]]] = deque()
        for low in range(start, last, STEP):
            top = min(low + STEP, last)
            numbers = Article.objects.filter(pk__gt=low, pk__lte=top).values_list("pk", flat=True)
            waiting.append((top, taggers.submit(documents, sources_of(list(numbers)))))
            if len(waiting) > MOST_PROCESSES:
                step, future = waiting.popleft()
                yield step, future.result()
        while waiting:
            step, future = waiting.popleft()
            yield step, future.result()


def _held_state(*, exclusively: bool = False) -> IndexState:
    """The state, which stays so until the transaction ends. SQLite has one writer anyway."""
    lock = ""
    if connection.vendor == "postgresql":
        lock = " FOR UPDATE" if exclusively else " FOR SHARE"
    found = list(IndexState.objects.raw(f"SELECT * FROM search_indexstate{lock}"))
    if not found:
        IndexState.objects.bulk_create([IndexState(pk=1)], ignore_conflicts=True)
        return _held_state(exclusively=exclusively)
    return found[0]
