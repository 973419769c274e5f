"""`python -m bench.editor` in a site's environment: for each line it reads, an article's number, it
changes that story's text and publishes it, and prints how many milliseconds that took."""

import sys
import time
from dataclasses import replace
from itertools import count

import django


def main() -> None:
    django.setup()

    from articles import revisions, workflow
    from articles.models import Article

    for line, number in zip(sys.stdin, count(1), strict=False):
        article = Article.objects.get(pk=int(line))
        content = revisions.working_copy(article)
        content = replace(content, title=f"{content.title.partition(' · ')[0]} · {number}판")
        started = time.perf_counter()
        saved = workflow.save(article, content, by=None, base_revision=article.revision)
        workflow.publish(saved, by=None)
        print((time.perf_counter() - started) * 1000, flush=True)


if __name__ == "__main__":
    main()
