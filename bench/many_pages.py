"""`python -m bench.many_pages` in a site's environment: serves 100,000 pages as large as a story's
through the page cache in one process; pages, megabytes resident and counted, pages held, as JSON."""

import json
import random
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import django

PAGES = 100_000
LOOKED_AT = (1, 1_000, 5_000, 10_000, 50_000, PAGES)
BODY_BYTES = 24_000
KEYS_A_PAGE = 15
MEGABYTE = 1024 * 1024


def resident() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / MEGABYTE


def main() -> None:
    django.setup()

    from django.conf import settings

    from pagecache import depends
    from pagecache.files import Files
    from pagecache.memory import Memory
    from pagecache.pages import Answer, Pages
    from pagecache.routes import Address

    words = [f"낱말{number}" for number in range(2_000)]
    chance = random.Random(3)  # noqa: S311

    def render(address: Address) -> Answer:
        number = int(address.path.strip("/"))
        depends(*(f"card:{number + offset}" for offset in range(KEYS_A_PAGE)))
        text = " ".join(chance.choices(words, k=BODY_BYTES // 10))
        headers = [("Content-Type", "text/html; charset=utf-8"), ("X-Frame-Options", "DENY")]
        return Answer(200, "OK", headers, text.encode())

    class NoFiles(Files):
        def write(self, *_: Any) -> None:
            """Memory is what is measured."""

    memory = Memory(settings.PAGECACHE_MEMORY_BYTES)
    pages = Pages(render, memory=memory, files=NoFiles(settings.PAGECACHE_ROOT, "bench"))
    rows: list[Iterable[float]] = [(0, resident(), 0, 0)]
    for number in range(1, PAGES + 1):
        pages.get(Address(f"/{number}/", ""))
        if number in LOOKED_AT:
            rows.append((number, resident(), memory.size / MEGABYTE, len(memory)))
    print(json.dumps(rows))


if __name__ == "__main__":
    main()
