"""The writer's half of the protocol: one transaction, one step of the epoch, named keys."""

import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from pagecache.page_store.removal import take_away

BUMP = """
    INSERT INTO pagecache_epoch (id, n, generation) VALUES (1, 1, %s)
    ON CONFLICT (id) DO UPDATE SET n = pagecache_epoch.n + 1 RETURNING n
"""
NEW_GENERATION = "UPDATE pagecache_epoch SET generation = %s WHERE id = 1"
NAME_KEYS = """
    INSERT INTO pagecache_key (name, seq) VALUES {rows}
    ON CONFLICT (name) DO UPDATE SET seq = excluded.seq
"""
# An import names thousands at once: one value instead of two for each. No key has a space.
NAME_KEYS_AT_ONCE = """
    INSERT INTO pagecache_key (name, seq) SELECT name, %s
    FROM unnest(string_to_array(%s, ' ')) AS name
    ON CONFLICT (name) DO UPDATE SET seq = excluded.seq
"""
# Two values a key; SQLite takes 32,766 in one statement.
KEYS_A_STATEMENT = 10_000


@dataclass
class _Named:
    keys: set[str] = field(default_factory=set)
    found_at_end: list[Callable[[], Iterable[str]]] = field(default_factory=list)
    new_generation: bool = False


_open: ContextVar[_Named | None] = ContextVar("pagecache_publishing", default=None)


class NotPublishing(RuntimeError):
    """Keys were named outside publishing(): the change and its naming would not commit as one."""


@contextmanager
def publishing() -> Iterator[None]:
    """Goes around every write that readers can see.

    The outermost block is one durable transaction, and the last things in it are the step of the
    epoch and the keys named inside: whoever finds the change finds the keys, and a process killed
    at any point leaves both or neither. Without keys it is a plain transaction. Inner blocks are
    savepoints of the outermost. The epoch's row is locked only from there to the commit, and
    one row a transaction cannot deadlock.
    """
    if _open.get() is not None:
        with transaction.atomic():
            yield
        return
    named = _Named()
    token = _open.set(named)
    try:
        with transaction.atomic(durable=True):
            yield
            if not transaction.get_rollback():
                _invalidate(named)
    finally:
        _open.reset(token)


def touch(*keys: str) -> None:
    """What these keys stand for changes in the transaction that is open.

    Raises NotPublishing outside publishing().
    """
    _named().keys.update(keys)


def touch_at_end(find: Callable[[], Iterable[str]]) -> None:
    """Names what `find` gives when the transaction ends and no other is publishing any more: for
    keys that depend on rows which another transaction may be changing. Raises NotPublishing."""
    _named().found_at_end.append(find)


def start_new_generation() -> None:
    """Every stored page is worth nothing from this transaction on: after a restore, loaddata, or
    anything else that writes without naming keys. Raises NotPublishing outside publishing()."""
    _named().new_generation = True


def _named() -> _Named:
    named = _open.get()
    if named is None:
        raise NotPublishing("name page keys inside `with publishing():`")
    return named


def _invalidate(named: _Named) -> None:
    """From the step of the epoch on, which waits for other publishers, until the commit."""
    if not (named.keys or named.found_at_end or named.new_generation):
        return
    with connection.cursor() as cursor:
        generation = secrets.token_hex(16)
        cursor.execute(BUMP, [generation])
        (n,) = cursor.fetchone()
        if named.new_generation:
            cursor.execute(NEW_GENERATION, [generation])
        for find in named.found_at_end:
            named.keys.update(find())
        keys = sorted(named.keys)
        _write(cursor, keys, n)
    # Before the commit: from then on no reader may find the old files.
    take_away(keys, everything=named.new_generation)


def _write(cursor: CursorWrapper, keys: list[str], n: int) -> None:
    if connection.vendor == "postgresql":
        cursor.execute(NAME_KEYS_AT_ONCE, [n, " ".join(keys)])
        return
    for start in range(0, len(keys), KEYS_A_STATEMENT):
        part = keys[start : start + KEYS_A_STATEMENT]
        values = [value for key in part for value in (key, n)]
        cursor.execute(NAME_KEYS.format(rows=", ".join(["(%s, %s)"] * len(part))), values)
