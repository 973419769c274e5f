"""`python -m bench.search_queries ROUNDS` in a site's environment: milliseconds a search takes, and
how much of it this process's CPU, by kind of query, and what the index takes, in bytes a story, as
JSON: {"times": {kind: [[all, CPU], …]}, "bytes": {name: number}}."""

import json
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import count, pairwise
from typing import Any
from urllib.parse import urlencode
from wsgiref.util import setup_testing_defaults

from django.core.wsgi import get_wsgi_application

from bench.site import HOST
from tests.search import quality

# Stories that words are drawn from, and those by which a word counts as frequent.
DRAWN, SAMPLED = 100, 2_000
FREQUENT = 0.05
LONGEST_BEGINNING = 6
SEED = 1


class Reader:
    """Sends requests to Django as a server does, each from an address of its own: how often one
    may search is limited."""

    def __init__(self) -> None:
        self._application = get_wsgi_application()
        self._addresses = (f"10.{n >> 16}.{n >> 8 & 255}.{n & 255}" for n in count(1))

    def milliseconds(self, path: str, **asked: str) -> tuple[float, float]:
        """In all, and of this process's CPU. Raises RuntimeError for any answer but 200."""
        environ: dict[str, Any] = {"PATH_INFO": path, "QUERY_STRING": urlencode(asked)}
        environ |= {"HTTP_HOST": HOST, "HTTP_X_FORWARDED_PROTO": "https"}
        environ["REMOTE_ADDR"] = next(self._addresses)
        setup_testing_defaults(environ)
        statuses: list[str] = []

        def start_response(status: str, *_: object) -> Callable[[bytes], object]:
            statuses.append(status)
            return bytes.__len__

        started, cpu = time.perf_counter(), time.process_time()
        answer = self._application(environ, start_response)
        b"".join(answer)
        answer.close()
        taken = (time.perf_counter() - started) * 1000, (time.process_time() - cpu) * 1000
        if statuses != ["200 OK"]:
            raise RuntimeError(f"{path}?{urlencode(asked)} answers {statuses}")
        return taken


def main() -> None:
    reader = Reader()

    from django.urls import reverse

    from articles import body
    from articles.models import Article
    from search.models import Synonym
    from search.tokens import words

    Synonym.objects.bulk_create(Synonym(words=", ".join(group)) for group in quality.synonyms())
    chosen = random.Random(SEED)  # noqa: S311
    numbers = list(Article.objects.published().values_list("pk", flat=True))
    drawn = Article.objects.filter(pk__in=chosen.sample(numbers, min(SAMPLED, len(numbers))))
    stories = [(story.title, body.text_of(story.body)) for story in drawn.order_by("pk")]
    known = Counter(
        morpheme
        for told in stories
        for morpheme in {part for text in told for word in words(text) for part in word.morphemes}
    )

    def is_frequent(typed: str) -> bool:
        parts = [part for word in words(typed) for part in word.morphemes]
        return bool(parts) and all(known[part] > FREQUENT * len(stories) for part in parts)

    def phrases() -> Iterator[str]:
        """Two words that stand side by side, the first such of each story."""
        for _, text in stories:
            typed = text.split()
            found = next((two for two in pairwise(typed) if all(map(is_frequent, two))), None)
            if found:
                yield f'"{" ".join(found)}"'

    judged = list(dict.fromkeys(query.text for query in quality.queries()))
    asked = {
        "judged queries": judged,
        "words of stories": [chosen.choice(text.split()) for _, text in stories[:DRAWN]],
        "phrases of frequent words": list(dict.fromkeys(phrases()))[:DRAWN],
    }
    beginnings = [
        title[:end]
        for title, _ in stories[:DRAWN]
        for end in range(1, min(LONGEST_BEGINNING, len(title)) + 1)
    ]
    page, proposals = reverse("search"), reverse("search_suggestions")
    kinds = {
        **{name: (page, typed, {}) for name, typed in asked.items()},
        "judged queries by relevance": (page, judged, {"sort": "relevance"}),
        "words of stories by relevance": (page, asked["words of stories"], {"sort": "relevance"}),
        "suggestions": (proposals, beginnings, {}),
    }
    measured: dict[str, list[tuple[float, float]]] = {}
    for name, (path, typed, more) in kinds.items():
        for text in typed[:3]:
            reader.milliseconds(path, q=text, **more)
        measured[name] = [
            reader.milliseconds(path, q=text, **more)
            for _ in range(int(sys.argv[1]))
            for text in typed
        ]
    print(json.dumps({"times": measured, "bytes": sizes()}))


def sizes() -> dict[str, float]:
    from django.db import connection

    from search.models import IndexState

    place = IndexState.objects.get().live
    asked = {"index": f"SELECT sum(length(block)) FROM search_words_{place}_data"}
    stories = f"search_stories_{place}"
    if connection.vendor == "postgresql":
        stories = f"search_index_{place}"
        asked = {
            "vector": f"SELECT sum(pg_column_size(words)) FROM {stories}",
            "GIN": f"SELECT pg_relation_size('{stories}_by_word')",
            "all": f"SELECT pg_total_relation_size('{stories}')",
        }
    with connection.cursor() as cursor:

        def value(query: str) -> float:
            cursor.execute(query)
            return float(cursor.fetchone()[0])

        number = value(f"SELECT count(*) FROM {stories}")
        return {name: value(query) / number for name, query in asked.items()}


if __name__ == "__main__":
    main()
