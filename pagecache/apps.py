from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PagecacheConfig(AppConfig):
    name = "pagecache"
    verbose_name = "페이지 저장"

    def ready(self) -> None:
        from newsroom import clock
        from pagecache.clock import SWEPT_EVERY, sweep_files, sweep_page_store

        post_migrate.connect(_forget_pages, sender=self)
        clock.register("page files", sweep_files, every=SWEPT_EVERY)
        clock.register("page store", sweep_page_store)


def _forget_pages(plan: Any = (), **_: Any) -> None:
    """After migrations that did something, and after flush, which gives no plan."""
    from pagecache.invalidation import publishing, start_new_generation

    if plan or not _has_generation():
        with publishing():
            start_new_generation()


def _has_generation() -> bool:
    from pagecache.models import Epoch

    return Epoch.objects.exists()
