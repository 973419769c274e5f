"""`python -m bench.invalidate ROUNDS` in a site's environment: milliseconds from the end of a
publisher's own work to the commit, with and without keys, as JSON.

Without keys the transaction ends at once; what is printed is the difference of the two medians of a
round, so the commit itself, which every publish has, isn't counted. With a page store, every page
noted shows the keys named: each round removes files.
"""

import json
import os
import sys
import time
from pathlib import Path
from statistics import median

import django

KEYS = 1_000_000
PAGES = 20_000
REPEATS = 30
FILES_A_PUBLISH = 5


def fill() -> None:
    """A newspaper's worth of keys, and pages that show some of them."""
    from django.db import connection

    series = "generate_series(1, %s) AS numbers(n)"
    if connection.vendor == "sqlite":
        series = (
            "(WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers"
            " WHERE n < %s) SELECT n FROM numbers) AS numbers"
        )
    with connection.cursor() as cursor:
        for name, rows in (
            ("pagecache_key (name, seq)", "'article:' || n, n"),
            ("pagecache_storedpage (path, era, seq)", "'/articles/' || n || '/', 1, n"),
            (
                "pagecache_storedkey (name, path, era)",
                "'article:' || n, '/articles/' || n || '/', 1",
            ),
        ):
            number = KEYS if name.startswith("pagecache_key") else PAGES
            cursor.execute(f"INSERT INTO {name} SELECT {rows} FROM {series}", [number])
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM ANALYZE")


def main() -> None:
    django.setup()

    from django.db import connection

    from pagecache import publishing, touch
    from pagecache.page_store.place import Place
    from pagecache.page_store.setup import settle

    store = os.environ.get("NEWSROOM_PAGE_STORE")
    place: Place | None = settle(Path(store), "bench") if store else None
    fill()

    def lay(number: int) -> None:
        if place is not None:
            for suffix in ("", ".gz", ".br"):
                file = place.file(f"/articles/{number}/", suffix)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(b"x" * 12_000)

    def publish(keys: list[str]) -> float:
        """A transaction that writes one row besides."""
        started = time.perf_counter()
        with publishing():
            with connection.cursor() as cursor:
                cursor.execute("UPDATE pagecache_key SET seq = seq WHERE name = 'article:999999'")
            touch(*keys)
        return (time.perf_counter() - started) * 1000

    measured: dict[str, list[float]] = {}
    for size in (5, 40, 200):
        for _ in range(int(sys.argv[1])):
            plain, naming = [], []
            for repeat in range(REPEATS):
                first = 1 + repeat * FILES_A_PUBLISH
                stored = range(first, first + FILES_A_PUBLISH)
                for number in stored:
                    lay(number)
                others = range(500_000 + repeat * size, 500_000 + repeat * size + size)
                keys = [f"article:{number}" for number in (*stored, *others)][:size]
                plain.append(publish([]))
                naming.append(publish(keys))
            measured.setdefault(str(size), []).append(median(naming) - median(plain))
    print(json.dumps(measured))


if __name__ == "__main__":
    main()
