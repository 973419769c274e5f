"""Taking files away: when what they show changes, when their time comes, when they are too many.

The rows that name a page's keys stay when its file goes; a file without rows is what must never
be, and rows are only deleted where no file can come in meanwhile.
"""

import secrets
import shutil
import time
from collections.abc import Collection
from contextlib import suppress

from django.db import connection, transaction

from pagecache.page_store.place import Place, StoreOutOfReach, find_place

# PostgreSQL's advisory lock of publishers (exclusive) and of files coming in (shared). SQLite has
# one writer at a time anyway.
PUBLISH_LOCK = 0x6E657773
# Beyond this many pages a publisher takes the whole folder away, by one rename.
MOST_UNLINKED = 500
# Likewise for more keys than fit into a query.
MOST_KEYS = 10_000
# A page that changes by itself goes this long before it does.
SECONDS_AHEAD = 2.0
PAGES_A_SWEEP = 2_000


def take_away(keys: Collection[str], *, everything: bool) -> None:
    """Removes the files of these keys, or all, within the publishing transaction and after its
    step of the epoch. Raises StoreOutOfReach, which rolls that transaction back."""
    place = find_place()
    if place is None or not (keys or everything):
        return
    if not place.is_here():
        raise StoreOutOfReach(
            f"페이지 파일이 다른 서버({place.host}의 {place.folder})에 있어서 여기서는 게재할 수"
            " 없습니다. 그 서버에서 하거나, 그 서버의 nginx를 멈춘 뒤 manage.py drop_page_store를"
            " 실행해 주세요."
        )
    keep_files_out()
    try:
        everything = everything or len(keys) > MOST_KEYS
        paths = [] if everything else _paths_of(place, keys)
        if everything or len(paths) > MOST_UNLINKED:
            empty(place)
        for path in paths[:MOST_UNLINKED]:
            place.unlink(path)
    except OSError as error:
        raise StoreOutOfReach(f"낡은 페이지 파일을 지울 수 없습니다: {error}") from error


def keep_files_out() -> None:
    """Until the transaction ends no file comes in; waits for those that are coming."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [PUBLISH_LOCK])


def empty(place: Place) -> None:
    """All files, however many; rows of earlier eras are swept later."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE pagecache_pagestore SET era = era + 1 WHERE id = 1")
    set_aside(place)


def set_aside(place: Place) -> None:
    with suppress(FileNotFoundError):
        place.pages.rename(place.folder / f"old-{secrets.token_hex(8)}")


def remove_due(place: Place) -> None:
    """Files of pages that are about to change by themselves. Any number of processes may."""
    due = time.time() + SECONDS_AHEAD
    with connection.cursor() as cursor:
        cursor.execute("SELECT path FROM pagecache_storedpage WHERE until <= %s", [due])
        paths = [path for (path,) in cursor.fetchall()]
        for path in paths:
            place.unlink(path)
            # Not if another file has come in since, whose time is later.
            cursor.execute(
                "UPDATE pagecache_storedpage SET until = NULL WHERE path = %s AND until <= %s",
                [path, due],
            )


def sweep(most_pages: int) -> None:
    """For the clock: what is due, folders set aside, pages of earlier eras or without files, and
    the oldest beyond `most_pages`. Does nothing where the store isn't."""
    place = find_place()
    if place is None or not place.is_here():
        return
    remove_due(place)
    for folder in place.folder.glob("old-*"):
        shutil.rmtree(folder, ignore_errors=True)
    with transaction.atomic(), connection.cursor() as cursor:
        keep_files_out()
        cursor.execute("SELECT count(*) FROM pagecache_storedpage")
        surplus = min(cursor.fetchone()[0] - most_pages, PAGES_A_SWEEP)
        cursor.execute(
            "SELECT path, era FROM pagecache_storedpage ORDER BY seq LIMIT %s", [PAGES_A_SWEEP]
        )
        rows = cursor.fetchall()
        for place_in_row, (path, era) in enumerate(rows):
            is_surplus = place_in_row < surplus
            if is_surplus:
                place.unlink(path)
            if is_surplus or era < place.era or not place.file(path).exists():
                cursor.execute("DELETE FROM pagecache_storedkey WHERE path = %s", [path])
                cursor.execute("DELETE FROM pagecache_storedpage WHERE path = %s", [path])


def _paths_of(place: Place, keys: Collection[str]) -> list[str]:
    """One more than are unlinked one by one, at most."""
    marks = ", ".join(["%s"] * len(keys))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT DISTINCT path FROM pagecache_storedkey WHERE name IN ({marks}) AND era = %s"
            " LIMIT %s",
            [*keys, place.era, MOST_UNLINKED + 1],
        )
        return [path for (path,) in cursor.fetchall()]
