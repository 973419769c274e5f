"""Taking away files that no row names: written before the row that names them is committed, they
stay behind when the process is killed in between. Asked of the storage, a folder or a bucket."""

import logging
from datetime import datetime, timedelta
from itertools import islice

from attachments.models import Attachment, attachment_storage

logger = logging.getLogger("newsroom.attachments")

SWEPT_EVERY = 24 * 60 * 60
# No transaction lasts as long, and whoever restores a backup has time to notice.
KEPT = timedelta(days=7)
_ASKED_AT_ONCE = 500


def sweep(now: datetime) -> int:
    """How many files were taken away: those older than KEPT without a row."""
    storage = attachment_storage()
    try:
        listed = iter(sorted(storage.listdir("")[1]))
    except FileNotFoundError:
        return 0
    removed = 0
    while names := list(islice(listed, _ASKED_AT_ONCE)):
        rows = Attachment.objects.filter(file__in=names)
        known = set(rows.values_list("file", flat=True))
        for name in names:
            removed += name not in known and _remove_old(name, now - KEPT)
    if removed:
        logger.info("%s attached files without a row were taken away", removed)
    return removed


def _remove_old(name: str, before: datetime) -> bool:
    storage = attachment_storage()
    try:
        if storage.get_modified_time(name) >= before:
            return False
        storage.delete(name)
    except FileNotFoundError:
        # Taken away this moment by somebody else.
        return False
    return True
