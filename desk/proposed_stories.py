"""What the desk is told of other stories while one is written: what ran on its subject before, and
what says nearly the same. Only what readers have, which is everybody's to see."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from articles.content import Content
from articles.models import Article
from search.related import Subject, closest, near_to
from search.similar import nearly_same, similar_stories

PROPOSED = 6
_MOST_ALIKE = 2


class Others(NamedTuple):
    """On the subject of a text, the closest first and without what is chosen already, and those
    that say nearly the same."""

    before: list[Article]
    alike: list[Article]


def others(article_id: int, content: Content, now: datetime) -> Others:
    subject = Subject.of_content(article_id, content)
    near = near_to(subject, now)
    found = closest(near, subject, now, most=PROPOSED + len(content.related_ids))
    left = [each.article_id for each in found if each.article_id not in content.related_ids]
    alike_ = nearly_same(near, subject, now, most=_MOST_ALIKE)
    return Others(_seen(left[:PROPOSED], now), _seen(alike_, now))


def alike(article_id: int, content: Content, now: datetime) -> list[Article]:
    subject = Subject.of_content(article_id, content)
    return _seen(similar_stories(subject, now, most=_MOST_ALIKE), now)


def _seen(numbers: Collection[int], now: datetime) -> list[Article]:
    rows = Article.objects.published(now).filter(pk__in=numbers)
    seen = {row.pk: row for row in rows.only("title", "published_at")}
    return [seen[pk] for pk in numbers if pk in seen]
