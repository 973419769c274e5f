"""The reader's half: what this process knows of the epoch and of keys changed since it started."""

import threading
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakSet

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections

# Beyond this many the process forgets and asks the database for older pages instead; about 10 MB.
MOST_KEYS = 100_000
CURRENT = "SELECT n, generation FROM pagecache_epoch WHERE id = 1"
SINCE = "SELECT name, seq FROM pagecache_key WHERE seq > %s LIMIT %s"
STATEMENT = b"newsroom_epoch"
NEWEST = "SELECT max(seq) FROM pagecache_key WHERE name IN ({marks})"

_prepared: WeakSet[Any] = WeakSet()  # psycopg connections that know STATEMENT


@dataclass
class Knowledge:
    """All changes of a generation after epoch `base`, up to epoch `n`.

    Replaced as a whole, or extended key by key before `n` moves: a thread that has read `n` from
    it finds every change up to `n`.
    """

    generation: str
    base: int
    n: int
    keys: dict[str, int] = field(default_factory=dict)
    # By name: a value, the keys it shows and the epoch before it was found (remembering.py).
    remembered: dict[str, tuple[Any, tuple[str, ...], int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Moment:
    """The epoch as read from the database a moment ago, and what is known of it."""

    n: int
    generation: str
    knowledge: Knowledge

    def unchanged_since(self, seq: int, keys: Sequence[str]) -> bool:
        """Whether none of the keys has changed after epoch `seq`."""
        if seq >= self.knowledge.base:
            known = self.knowledge.keys
            return all(known.get(key, 0) <= seq for key in keys)
        return _newest(keys) <= seq


class EpochReader:
    """One a process; any number of threads."""

    def __init__(self, most_keys: int = MOST_KEYS) -> None:
        self._most_keys = most_keys
        self._lock = threading.Lock()
        self._knowledge: Knowledge | None = None

    def current(self) -> Moment | None:
        """Asks the database each time. None before the first migration.

        Raises DatabaseError when the database can't be reached.
        """
        row = _current_row()
        if row is None:
            return None
        n, generation = row
        knowledge = self._knowledge
        if knowledge is None or knowledge.generation != generation or knowledge.n < n:
            knowledge = self._learn(n, generation)
        return Moment(n, generation, knowledge)

    def _learn(self, n: int, generation: str) -> Knowledge:
        with self._lock:
            knowledge = self._knowledge
            if knowledge is None or knowledge.generation != generation:
                knowledge = Knowledge(generation, n, n)
            elif knowledge.n < n:
                rows = _rows(SINCE, [knowledge.n, self._most_keys + 1])
                if len(knowledge.keys) + len(rows) > self._most_keys:
                    knowledge = Knowledge(generation, n, n)
                else:
                    # Keys first, then n: other threads see this object while it changes.
                    knowledge.keys.update(rows)
                    knowledge.n = n
            self._knowledge = knowledge
            return knowledge


def _newest(keys: Sequence[str]) -> int:
    """The epoch of the latest change of any of these keys; 0 if none ever changed."""
    marks = ", ".join(["%s"] * len(keys))
    row = _first_row(NEWEST.format(marks=marks), keys)
    return (row[0] if row else None) or 0


def _current_row() -> Any:
    return _by_libpq() or _first_row(CURRENT)


def _by_libpq() -> Any:
    """On PostgreSQL half the time psycopg's cursor takes, for the one query that every request
    makes, and prepared once a connection, which spares the server a third of its part (95 to 60 µs
    of CPU). None wherever that doesn't work, as behind a pooler that changes connections between
    queries: then the ordinary way answers, or tells why not."""
    own = connections[DEFAULT_DB_ALIAS]
    if own.vendor != "postgresql" or own.connection is None or own.in_atomic_block:
        return None
    from psycopg import Error, pq

    with suppress(Error):
        libpq = own.connection.pgconn
        if own.connection not in _prepared:
            libpq.prepare(STATEMENT, CURRENT.encode())
            _prepared.add(own.connection)
        result = libpq.exec_prepared(STATEMENT, None)
        if result.status == pq.ExecStatus.TUPLES_OK and result.ntuples:
            n, generation = result.get_value(0, 0), result.get_value(0, 1)
            return int(n), generation.decode()
    return None


def _first_row(sql: str, values: Sequence[Any] = ()) -> Any:
    rows = _rows(sql, values)
    return rows[0] if rows else None


def _rows(sql: str, values: Iterable[Any] = ()) -> list[Any]:
    """Past Django's cursor, which costs more than the query does; a connection that the server
    has closed since is opened again once."""
    try:
        return _ask(sql, values)
    except DatabaseError:
        if connection.in_atomic_block:
            raise
        connection.close()
        return _ask(sql, values)


def _ask(sql: str, values: Iterable[Any]) -> list[Any]:
    own = connections[DEFAULT_DB_ALIAS]
    with own.wrap_database_errors:
        own.ensure_connection()
        if own.vendor == "sqlite":
            sql = sql.replace("%s", "?")
        return own.connection.execute(sql, tuple(values)).fetchall()  # type: ignore[no-any-return]
