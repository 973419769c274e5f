"""Putting a page into the store: its keys first, then, in a second transaction, its files."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, transaction

from pagecache.entries import Entry
from pagecache.page_store.place import SUFFIXES, Place
from pagecache.page_store.removal import PUBLISH_LOCK

# File times begin here and count epochs: nginx makes its ETag of time and size, and two edits in
# one second must not share it.
FIRST_FILE_TIME = 1_000_000_000


def put(place: Place, path: str, entry: Entry) -> bool:
    """Whether the page lies in the store now. Never waits for a publisher: then it doesn't.

    Raises OSError (a full disk) and DatabaseError; the store is in order after both.
    """
    with _without_waiting():
        with transaction.atomic():
            _note(place, path, entry)
        drafts = _drafts(place, path, entry)
        is_in = False
        try:
            with transaction.atomic():
                if _may_come(place, path, entry):
                    is_in = True
                    _come(place, path, drafts)
                    _forget_other_keys(path, entry)
        except BaseException:
            if is_in:
                place.unlink(path)
            raise
        finally:
            for draft in drafts.values():
                draft.unlink(missing_ok=True)
        return is_in


def _note(place: Place, path: str, entry: Entry) -> None:
    """What the file will show. Adds to what is noted: an older file may still lie there."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO pagecache_storedpage (path, era, seq, until) VALUES (%s, %s, %s, %s)"
            " ON CONFLICT (path) DO UPDATE SET era = excluded.era, seq = excluded.seq, until ="
            " CASE WHEN excluded.until IS NULL OR pagecache_storedpage.until < excluded.until"
            " THEN pagecache_storedpage.until ELSE excluded.until END",
            [path, place.era, entry.seq, entry.until],
        )
        rows = ", ".join(["(%s, %s, %s)"] * len(entry.keys))
        cursor.execute(
            f"INSERT INTO pagecache_storedkey (name, path, era) VALUES {rows}"
            " ON CONFLICT (name, path) DO UPDATE SET era = excluded.era",
            [value for key in entry.keys for value in (key, path, place.era)],
        )


def _may_come(place: Place, path: str, entry: Entry) -> bool:
    """Under the lock that keeps publishers out: the page is still true, the store still the one
    it was noted for, and its notes are there; its time is set."""
    marks = ", ".join(["%s"] * len(entry.keys))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_try_advisory_xact_lock_shared(%s)", [PUBLISH_LOCK])
            if not cursor.fetchone()[0]:
                return False
        cursor.execute("SELECT token, era, release FROM pagecache_pagestore WHERE id = 1")
        if cursor.fetchone() != (place.token, place.era, place.release):
            return False
        cursor.execute(
            "SELECT generation, (SELECT max(seq) FROM pagecache_key"
            f" WHERE name IN ({marks})) FROM pagecache_epoch WHERE id = 1",
            list(entry.keys),
        )
        generation, newest = cursor.fetchone() or (None, None)
        if generation != entry.generation or (newest or 0) > entry.seq:
            return False
        cursor.execute(
            "SELECT count(*) FROM pagecache_storedkey"
            f" WHERE path = %s AND era = %s AND name IN ({marks})",
            [path, place.era, *entry.keys],
        )
        if cursor.fetchone()[0] != len(entry.keys):
            return False
        cursor.execute(
            "UPDATE pagecache_storedpage SET until = %s WHERE path = %s AND era = %s",
            [entry.until, path, place.era],
        )
        return bool(cursor.rowcount == 1)


def _come(place: Place, path: str, drafts: dict[str, Path]) -> None:
    """The compressed ones first: nginx serves none of them before the plain one is there."""
    for suffix in reversed(SUFFIXES):
        if suffix in drafts:
            drafts[suffix].replace(place.file(path, suffix))
        else:
            place.file(path, suffix).unlink(missing_ok=True)


def _forget_other_keys(path: str, entry: Entry) -> None:
    """Only this file lies there now."""
    marks = ", ".join(["%s"] * len(entry.keys))
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM pagecache_storedkey WHERE path = %s AND name NOT IN ({marks})",
            [path, *entry.keys],
        )


def _drafts(place: Place, path: str, entry: Entry) -> dict[str, Path]:
    """The page's files beside their places, by suffix."""
    folder = place.file(path).parent
    folder.mkdir(mode=0o755, parents=True, exist_ok=True)
    moment = FIRST_FILE_TIME + entry.seq
    drafts: dict[str, Path] = {}
    try:
        for suffix, body in zip(SUFFIXES, (entry.plain, entry.gzip, entry.brotli), strict=True):
            if suffix and not body:
                continue
            handle, name = tempfile.mkstemp(dir=folder, prefix=".draft-")
            drafts[suffix] = Path(name)
            with os.fdopen(handle, "wb") as file:
                file.write(body)
            drafts[suffix].chmod(0o644)
            os.utime(name, (moment, moment))
    except BaseException:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)
        raise
    return drafts


@contextmanager
def _without_waiting() -> Iterator[None]:
    """On SQLite, where coming in takes the one write lock: only if it is free."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        (usual,) = cursor.fetchone()
        cursor.execute("PRAGMA busy_timeout = 0")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {int(usual)}")
