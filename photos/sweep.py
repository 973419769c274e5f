"""Taking away picture files that no row names.

A picture is written before the row that names it is committed, and a set of renditions before the
row is switched to it. A process killed in between leaves files that nobody can ask for and nobody
will find again. Asked of the storage, so that a bucket is swept like a folder; that takes a request
for each photo, and so goes on beside the clock.
"""

import logging
import threading
from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from itertools import islice

from django.db import connection

from photos.models import Photo, photo_storage
from photos.renditions import FOLDER
from photos.uploads import ORIGINALS

logger = logging.getLogger("newsroom.photos")

SWEPT_EVERY = 24 * 60 * 60
# No transaction lasts as long, and whoever restores a backup has time to notice.
KEPT = timedelta(days=7)
_ASKED_AT_ONCE = 500


_beside: threading.Thread | None = None


def begin(now: datetime) -> None:
    """The clock's work: `sweep` in a thread of its own, unless the one before is at it still."""
    global _beside
    if _beside is None or not _beside.is_alive():
        _beside = threading.Thread(target=_sweep, args=[now], name="sweep", daemon=True)
        _beside.start()


def _sweep(now: datetime) -> None:
    try:
        sweep(now)
    except Exception:
        logger.exception("picture files were not swept to the end")
    finally:
        connection.close()


def sweep(now: datetime) -> int:
    """How many files were taken away: those older than KEPT without a row."""
    before = now - KEPT
    removed = sum(_remove_old(names, before) for names in _without_a_row())
    if removed:
        logger.info("%s picture files without a row were taken away", removed)
    return removed


def _without_a_row() -> Iterator[list[str]]:
    for folder, column in (("", "file"), (ORIGINALS, "original")):
        for names in _batches(_listed(folder, 1)):
            paths = [_joined(folder, name) for name in names]
            rows = Photo.objects.filter(**{f"{column}__in": paths})
            known = set(rows.values_list(column, flat=True))
            yield [path for path in paths if path not in known]
    for tokens in _batches(_listed(FOLDER, 0)):
        rows = Photo.objects.filter(token__in=tokens)
        served = dict(rows.values_list("token", "rendition_set"))
        for token in tokens:
            folder = _joined(FOLDER, token)
            if token not in served:
                yield [folder]
            for name in _listed(folder, 0):
                if name != served.get(token):
                    made = _joined(folder, name)
                    # The folders last, when nothing is left in them.
                    yield [*(_joined(made, file) for file in _listed(made, 1)), made, folder]


def _remove_old(paths: Collection[str], before: datetime) -> int:
    storage = photo_storage()
    removed = 0
    for path in paths:
        try:
            if storage.get_modified_time(path) < before:
                storage.delete(path)
                removed += 1
        except FileNotFoundError:
            # Taken away this moment by somebody else, or a bucket, which has no folders.
            continue
    return removed


def _listed(folder: str, which: int) -> list[str]:
    """The names of the folders (0) or files (1) in it."""
    try:
        return sorted(photo_storage().listdir(folder)[which])
    except FileNotFoundError:
        return []


def _batches(names: list[str]) -> Iterator[list[str]]:
    rest = iter(names)
    while batch := list(islice(rest, _ASKED_AT_ONCE)):
        yield batch


def _joined(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name
