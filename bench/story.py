"""`python -m bench.story` in a site's environment: publishes a story whose page takes 12 KB as
Brotli, and prints its path and that size."""

import random
from collections.abc import Callable

import brotli
import django

GOAL_BYTES = 12 * 1024
TOLERANCE = 0.03
WORDS = 4_000


def prose(paragraphs: int) -> list[str]:
    """Made-up Korean of about the density of real prose."""
    chance = random.Random(1)  # noqa: S311
    syllables = [chr(chance.randrange(0xAC00, 0xD7A4)) for _ in range(900)]
    words = ["".join(chance.choices(syllables, k=chance.randint(2, 4))) for _ in range(WORDS)]
    return [
        " ".join(chance.choices(words, k=chance.randint(6, 14))) + "." for _ in range(paragraphs)
    ]


def brotli_size(page: bytes) -> int:
    return len(brotli.compress(page, quality=5))


def fitting(size_with: Callable[[int], int]) -> int:
    """The size reached, with the number of paragraphs that comes close to GOAL_BYTES."""
    paragraphs = 120
    for _ in range(12):
        size = size_with(paragraphs)
        if abs(size - GOAL_BYTES) <= TOLERANCE * GOAL_BYTES:
            return size
        paragraphs = max(1, round(paragraphs * GOAL_BYTES / size))
    raise RuntimeError(f"no number of paragraphs gives {GOAL_BYTES} bytes; the last gave {size}")


def main() -> None:
    django.setup()

    from dataclasses import replace

    from django.conf import settings
    from django.test import Client

    from articles import workflow
    from articles.body import paragraphs_to_html
    from articles.content import Content
    from articles.models import Article

    settings.ALLOWED_HOSTS.append("testserver")
    pattern = Article.objects.published().order_by("-pk").first()
    if pattern is None:
        raise RuntimeError("the corpus is empty")
    content = replace(
        Content.of(pattern), title="가온시, 새 도서관 여는 날을 정했다", related_ids=()
    )
    article = workflow.create(content, by=None)

    def size_with(paragraphs: int) -> int:
        text = replace(content, body=paragraphs_to_html(prose(paragraphs)))
        saved = workflow.save(article, text, by=None, base_revision=article.revision)
        article.revision = saved.revision
        is_live = saved.live_revision is not None
        (workflow.publish if is_live else workflow.publish_now)(saved, by=None)
        answer = Client().get(article.get_absolute_url(), secure=True)
        if answer.status_code != 200:
            raise RuntimeError(f"the story's page answers {answer.status_code}")
        return brotli_size(answer.content)

    print(article.get_absolute_url(), fitting(size_with))


if __name__ == "__main__":
    main()
