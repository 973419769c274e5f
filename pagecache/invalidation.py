"""The writer's half of the protocol: one transaction, one step of the epoch, named keys."""

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.db import connection, transaction

BUMP = """
    INSERT INTO pagecache_epoch (id, n, generation) VALUES (1, 1, %s)
    ON CONFLICT (id) DO UPDATE SET n = pagecache_epoch.n + 1 RETURNING n
"""
NEW_GENERATION = "UPDATE pagecache_epoch SET generation = %s WHERE id = 1"
NAME_KEYS = """
    INSERT INTO pagecache_key (name, seq) VALUES {rows}
    ON CONFLICT (name) DO UPDATE SET seq = excluded.seq
"""
# Two values a key; SQLite takes 32,766 in one statement, PostgreSQL 65,535.
KEYS_A_STATEMENT = 10_000
MAX_KEY_LENGTH = 250


@dataclass
class _Named:
    keys: set[str] = field(default_factory=set)
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
            if named.keys or named.new_generation:
                _invalidate(sorted(named.keys), named.new_generation)
    finally:
        _open.reset(token)


def touch(*keys: str) -> None:
    """What these keys stand for changes in the transaction that is open.

    Raises NotPublishing outside publishing().
    """
    _named().keys.update(keys)


def start_new_generation() -> None:
    """Every stored page is worth nothing from this transaction on: after a restore, loaddata, or
    anything else that writes without naming keys. Raises NotPublishing outside publishing()."""
    _named().new_generation = True


def _named() -> _Named:
    named = _open.get()
    if named is None:
        raise NotPublishing("name page keys inside `with publishing():`")
    return named


def _invalidate(keys: Sequence[str], new_generation: bool) -> None:
    too_long = [key for key in keys if len(key) > MAX_KEY_LENGTH]
    if too_long:
        raise ValueError(f"a page key has at most {MAX_KEY_LENGTH} characters: {too_long[0]}")
    with connection.cursor() as cursor:
        generation = secrets.token_hex(16)
        cursor.execute(BUMP, [generation])
        (n,) = cursor.fetchone()
        if new_generation:
            cursor.execute(NEW_GENERATION, [generation])
        for start in range(0, len(keys), KEYS_A_STATEMENT):
            part = keys[start : start + KEYS_A_STATEMENT]
            values = [value for key in part for value in (key, n)]
            cursor.execute(NAME_KEYS.format(rows=", ".join(["(%s, %s)"] * len(part))), values)
