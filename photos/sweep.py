"""Taking away picture files that no row names.

A picture is written before the row that names it is committed. A process killed in between leaves
a file that nobody can ask for and nobody will find again.
"""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path

from django.conf import settings

from photos.models import Photo

logger = logging.getLogger("newsroom.photos")

SWEPT_EVERY = 24 * 60 * 60
# No transaction lasts as long, and whoever restores a backup has time to notice.
KEPT = timedelta(days=7)
_ASKED_AT_ONCE = 500


def sweep(now: datetime) -> int:
    """How many files were taken away: those older than KEPT without a row."""
    removed = 0
    older = _older((now - KEPT).timestamp())
    while files := list(islice(older, _ASKED_AT_ONCE)):
        names = [file.name for file in files]
        known = set(Photo.objects.filter(file__in=names).values_list("file", flat=True))
        for file in files:
            if file.name not in known:
                file.unlink(missing_ok=True)
                removed += 1
    if removed:
        logger.info("%s picture files without a row were taken away", removed)
    return removed


def _older(before: float) -> Iterator[Path]:
    try:
        for file in Path(settings.PHOTO_ROOT).iterdir():
            if file.is_file() and file.stat().st_mtime < before:
                yield file
    except FileNotFoundError:
        # No picture yet, or one that was deleted this moment: there is another time.
        return
