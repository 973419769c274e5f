"""Taking away slots that nobody has touched for a month, and closed ones with them."""

import logging
from datetime import datetime, timedelta

from writing.models import Slot

logger = logging.getLogger("newsroom.writing")

SWEPT_EVERY = 24 * 60 * 60
KEPT = timedelta(days=30)
_AT_ONCE = 500


def sweep(now: datetime) -> int:
    """How many slots were taken away."""
    removed = 0
    old = Slot.objects.filter(typed_at__lt=now - KEPT)
    while ids := list(old.values_list("pk", flat=True)[:_AT_ONCE]):
        # Once more by time: somebody may have gone on typing meanwhile.
        gone, _ = old.filter(pk__in=ids).delete()
        removed += gone
    if removed:
        logger.info("%s slots of autosaved text were taken away", removed)
    return removed
