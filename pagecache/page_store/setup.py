"""Taking the page store into use and out of it."""

import secrets
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.db import connection, transaction

from pagecache.page_store.place import TOKEN_FILE, Place, find_place
from pagecache.page_store.removal import keep_files_out, set_aside


def settle(folder: Path, release: str) -> Place:
    """The store in this folder, entered in the database.

    Emptied when it was made by other code, or before a reboot, which may have brought back files
    that had been removed. Raises OSError for a folder that can't be used, and when the database
    names a store elsewhere.
    """
    boot = _boot_id()
    place = find_place()
    if _is_settled(place, folder, release, boot):
        return place  # type: ignore[return-value]
    with _nobody_publishing():
        place = find_place()
        if _is_settled(place, folder, release, boot):
            return place  # type: ignore[return-value]
        host = socket.gethostname()
        if place is not None and place.host != host and not place.is_here():
            raise OSError(f"the database names another page store: {place.host}, {place.folder}")
        if place is not None and place.is_here():
            set_aside(place)
        era = place.era + 1 if place else 1
        new = Place(secrets.token_hex(16), folder, host, boot, release, era)
        new.folder.mkdir(mode=0o755, parents=True, exist_ok=True)
        set_aside(new)
        (folder / TOKEN_FILE).write_text(new.token)
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO pagecache_pagestore (id, token, folder, host, boot, release, era)"
                " VALUES (1, %s, %s, %s, %s, %s, %s) ON CONFLICT (id) DO UPDATE SET"
                " token = excluded.token, folder = excluded.folder, host = excluded.host,"
                " boot = excluded.boot, release = excluded.release, era = excluded.era",
                [new.token, str(folder), host, boot, release, era],
            )
    return new


def retire() -> None:
    """Out of use if it is on this machine: the setting is gone."""
    place = find_place()
    if place is not None and place.is_here():
        drop(place)


def drop(place: Place) -> None:
    """Out of use, whether or not its folder can be reached."""
    with _nobody_publishing():
        with suppress(OSError):
            set_aside(place)
        with connection.cursor() as cursor:
            for name in ("pagecache_storedkey", "pagecache_storedpage", "pagecache_pagestore"):
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(name)}")


def _is_settled(place: Place | None, folder: Path, release: str, boot: str) -> bool:
    return (
        place is not None
        and (place.folder, place.release, place.boot) == (folder, release, boot)
        and place.is_here()
    )


@contextmanager
def _nobody_publishing() -> Iterator[None]:
    """A transaction no publisher overlaps: they step the epoch before they look for the store."""
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            cursor.execute("UPDATE pagecache_epoch SET n = n + 1 WHERE id = 1")
        keep_files_out()
        yield


def _boot_id() -> str:
    """Another after every boot of this machine; "" where the system doesn't tell."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    except OSError:
        return ""
