"""The lists that stand beside a story and change whenever another one is published or read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from articles.models import Article
from articles.selections import select_together
from readership.models import MostRead

BY_REPORTER = 4
MOST_READ = 7
LATEST = 6


@dataclass(frozen=True)
class Beside:
    by_reporter: Sequence[Article]
    most_read: Sequence[Article]
    latest: Sequence[Article]


def beside(article: Article, *, now: datetime) -> Beside:
    """Two queries; only what readers may see at `now`. The story itself stands in the ranking
    alone."""
    published = Article.objects.published(now).newest_first()
    others = published.exclude(pk=article.pk)
    numbers = _ranked()[:MOST_READ]
    pools = {"most_read": published.filter(pk__in=numbers), "latest": others[:LATEST]}
    if article.lead_reporter_id:
        by_reporter = others.filter(reporters=article.lead_reporter_id)
        pools["by_reporter"] = by_reporter[:BY_REPORTER]
    chosen = select_together(pools)
    return Beside(
        by_reporter=chosen.get("by_reporter", []),
        most_read=_in_order(numbers, chosen["most_read"]),
        latest=chosen["latest"],
    )


def most_read_stories(*, now: datetime) -> list[Article]:
    """The whole ranking, only what readers may see at `now`. Two queries."""
    numbers = _ranked()
    pool = Article.objects.published(now).filter(pk__in=numbers)
    return _in_order(numbers, select_together({"most_read": pool})["most_read"])


def _ranked() -> list[int]:
    return list(MostRead.objects.values_list("article", flat=True))


def _in_order(numbers: Sequence[int], stories: Sequence[Article]) -> list[Article]:
    by_number = {story.pk: story for story in stories}
    return [by_number[number] for number in numbers if number in by_number]
