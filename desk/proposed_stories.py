"""What the desk is told of other stories while one is written: what ran on its subject before, and
what says nearly the same. Only what readers have, which is everybody's to see."""

from collections.abc import Collection
from datetime import datetime

from articles.content import Content
from articles.models import Article
from search.related import Subject, proposals
from search.similar import similar_stories

PROPOSED = 6
_MOST_ALIKE = 2


def proposed(article_id: int, content: Content, now: datetime) -> list[Article]:
    """On the subject of this text, the closest first; not what is chosen already."""
    subject = Subject.of_content(article_id, content)
    found = proposals(subject, now, most=PROPOSED + len(content.related_ids))
    left = [each.article_id for each in found if each.article_id not in content.related_ids]
    return _seen(left[:PROPOSED], now)


def alike(article_id: int, content: Content, now: datetime) -> list[Article]:
    subject = Subject.of_content(article_id, content)
    return _seen(similar_stories(subject, now, most=_MOST_ALIKE), now)


def _seen(numbers: Collection[int], now: datetime) -> list[Article]:
    rows = Article.objects.published(now).filter(pk__in=numbers)
    seen = {row.pk: row for row in rows.only("title", "published_at")}
    return [seen[pk] for pk in numbers if pk in seen]
