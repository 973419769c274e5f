"""The lists that stand beside a story and change whenever another one is published or read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from articles import heads, page_keys
from articles.list_kinds import ListKind
from articles.models import Article
from articles.selections import cards_of
from pagecache import depends
from readership.models import MostRead
from readership.page_keys import MOST_READ as MOST_READ_KEY
from reporters import page_keys as reporter_keys

BY_REPORTER = 4
MOST_READ = 7
LATEST = 6


@dataclass(frozen=True)
class Beside:
    by_reporter: Sequence[Article]
    most_read: Sequence[Article]
    latest: Sequence[Article]


def beside(article: Article, *, now: datetime) -> Beside:
    """Three queries; only what readers may see at `now`. The story itself stands in the ranking
    alone."""
    # One more than shown of each list, since the story itself may be among them.
    sources = {"latest": heads.newest("all", 0, LATEST + 1, now=now)}
    page_keys.depends_on_list(ListKind.ALL, 0, now)
    if article.lead_reporter_id:
        number = article.lead_reporter_id
        sources["by_reporter"] = heads.newest("reporter", number, BY_REPORTER + 1, now=now)
        page_keys.depends_on_list(ListKind.REPORTER, number, now)
        depends(reporter_keys.reporter(number))
    found = {
        name: [story.pk for story in stories if story.pk != article.pk]
        for name, stories in heads.find(sources, now).items()
    }
    latest = found["latest"][:LATEST]
    by_reporter = found.get("by_reporter", [])[:BY_REPORTER]
    ranked = _ranked()[:MOST_READ]
    cards = cards_of([*latest, *by_reporter, *ranked], now)
    return Beside(
        by_reporter=_in_order(by_reporter, cards),
        most_read=_in_order(ranked, cards),
        latest=_in_order(latest, cards),
    )


def most_read_stories(*, now: datetime) -> list[Article]:
    """The whole ranking, only what readers may see at `now`. Two queries."""
    numbers = _ranked()
    return _in_order(numbers, cards_of(numbers, now))


def _ranked() -> list[int]:
    numbers = list(MostRead.objects.values_list("article", flat=True))
    # One taken down in the meantime may come back to its place.
    depends(MOST_READ_KEY, *map(page_keys.card, numbers))
    return numbers


def _in_order(numbers: Sequence[int], cards: Mapping[int, Article]) -> list[Article]:
    return [cards[number] for number in numbers if number in cards]
