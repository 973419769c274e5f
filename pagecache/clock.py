"""What the clock does for stored pages."""

from datetime import datetime

from django.conf import settings

from pagecache.files import Files
from pagecache.page_store.removal import sweep
from pagecache.release import release

SWEPT_EVERY = 600.0


def sweep_files(now: datetime) -> None:
    """Pages of other releases, and more of this one than the disk is to hold."""
    Files(settings.PAGECACHE_ROOT, release()).sweep(settings.PAGECACHE_DISK_BYTES)


def sweep_page_store(now: datetime) -> None:
    """Beside the servers, so that what is due goes even while none of them runs."""
    sweep(settings.PAGE_STORE_PAGES)
