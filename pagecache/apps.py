from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PagecacheConfig(AppConfig):
    name = "pagecache"
    verbose_name = "페이지 저장"

    def ready(self) -> None:
        post_migrate.connect(_forget_pages, sender=self)


def _forget_pages(plan: Any = (), **_: Any) -> None:
    """After migrations that did something, and after flush, which gives no plan."""
    from pagecache.invalidation import publishing, start_new_generation

    if plan or not _has_generation():
        with publishing():
            start_new_generation()


def _has_generation() -> bool:
    from pagecache.models import Epoch

    return Epoch.objects.exists()
