"""Compare every stored page that would be served with a fresh render."""

import sys
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand
from django.core.wsgi import get_wsgi_application
from django.db import connection

from pagecache.entries import Entry
from pagecache.epoch import EpochReader
from pagecache.page_store.place import find_place
from pagecache.pages import is_valid
from pagecache.routes import Address
from pagecache.wsgi import PageCacheLayer


class Command(BaseCommand):
    help = "저장된 페이지를 모두 새로 만들어 견주고, 낡은 것이 있으면 1로 끝납니다."

    def handle(self, *args: Any, **options: Any) -> None:
        self.layer = PageCacheLayer(get_wsgi_application())
        self.epoch = EpochReader()
        checked = 0
        stale = []
        for address, is_stale in self.compared():
            checked += 1
            if is_stale:
                stale.append(address)
                self.stdout.write(f"낡음: {address}")
            elif checked % 100 == 0 and self.stderr.isatty():
                self.stderr.write(f"{checked:,}쪽 확인", ending="\r")
        self.stdout.write(f"{checked:,}쪽 가운데 낡은 것 {len(stale):,}쪽")
        if stale:
            sys.exit(1)

    def compared(self) -> Iterator[tuple[str, bool]]:
        for entry in self.layer.files.all():
            path, _, query = entry.address.partition("?")
            if self.is_served(entry):
                fresh = self.fresh(Address(path, query))
                # Not stale if it has changed while being rendered: nobody is served it now.
                yield entry.address, not same(entry, fresh) and self.is_served(entry)
        for path in stored_paths():
            yield f"{path} (nginx)", self.is_stale_file(path)

    def is_served(self, entry: Entry) -> bool:
        moment = self.epoch.current()
        return moment is not None and is_valid(entry, moment)

    def fresh(self, address: Address) -> Entry | None:
        return self.layer.pages.render_entry(address)

    def is_stale_file(self, path: str) -> bool:
        """Looked at again after rendering, for what was published meanwhile."""
        place = find_place()
        if place is None:
            return False
        file = place.file(path)
        if not file.exists():
            return False
        fresh = self.fresh(Address(path, ""))
        try:
            return fresh is None or file.read_bytes() != fresh.plain
        except FileNotFoundError:
            return False


def same(entry: Entry, fresh: Entry | None) -> bool:
    return fresh is not None and entry.etag == fresh.etag


def stored_paths() -> list[str]:
    if find_place() is None:
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT path FROM pagecache_storedpage ORDER BY path")
        return [path for (path,) in cursor.fetchall()]
