"""`python -m bench.render_pages ROUNDS` in a site's environment: milliseconds of this process's
CPU for pages that Django renders, as JSON."""

import json
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any
from wsgiref.util import setup_testing_defaults

from django.core.wsgi import get_wsgi_application

from bench.site import HOST

DEEP = 3_000
PAGE_SIZE = 20
ARTICLES = 20


class Renderer:
    """Django as the page cache calls it for a page that is to be stored, without storing it."""

    def __init__(self) -> None:
        from pagecache.epoch import EpochReader

        self._application = get_wsgi_application()
        self._epoch = EpochReader()

    def milliseconds(self, path: str, query: str = "") -> float:
        """Raises RuntimeError for any answer but 200."""
        from pagecache.dependencies import collecting

        environ: dict[str, Any] = {"PATH_INFO": path, "QUERY_STRING": query}
        environ |= {"HTTP_HOST": HOST, "HTTP_X_FORWARDED_PROTO": "https"}
        setup_testing_defaults(environ)
        statuses: list[str] = []

        def start_response(status: str, *_: object) -> Callable[[bytes], object]:
            statuses.append(status)
            return bytes.__len__  # a WSGI server would let us write; Django never does

        started = time.process_time()
        with collecting(self._epoch.current()):
            answer = self._application(environ, start_response)
            b"".join(answer)
        # Ends the request: what Django still does there is part of the page's cost.
        answer.close()
        taken = time.process_time() - started
        if statuses != ["200 OK"]:
            raise RuntimeError(f"{path}?{query} answers {statuses}")
        return taken * 1000


def _times(renderer: Renderer, addresses: Sequence[tuple[str, str]], rounds: int) -> list[float]:
    for address in addresses[:3]:
        renderer.milliseconds(*address)
    return [renderer.milliseconds(*address) for _ in range(rounds) for address in addresses]


def main() -> None:
    rounds = int(sys.argv[1])
    renderer = Renderer()

    from django.db.models import Count

    from articles.models import Article
    from sections.models import Section

    largest = Section.objects.annotate(total=Count("articles")).latest("total")
    stories = Article.objects.published().order_by("?").only("pk")
    paths = [(article.get_absolute_url(), "") for article in stories[:ARTICLES]]
    listed = Article.objects.published().in_section(largest).count()
    deep = min(DEEP, -(-listed // PAGE_SIZE))
    section = largest.get_absolute_url()
    pages = {
        "article": paths,
        "section": [(section, "")] * 4,
        "front": [("/", "")] * 4,
        f"section, deep page {deep:,}": [(section, f"page={deep}")] * 4,
    }
    measured = {name: _times(renderer, found, rounds) for name, found in pages.items()}
    print(json.dumps(measured))


if __name__ == "__main__":
    main()
