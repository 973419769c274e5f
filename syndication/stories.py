"""Which stories are handed to others."""

from datetime import datetime

from articles.labels import ReportingType
from articles.models.article import Article, ArticleQuerySet


def reported(now: datetime) -> ArticleQuerySet:
    """What readers see at `now` and is reporting: advertising is not passed on as news."""
    return Article.objects.published(now).exclude(reporting_type=ReportingType.ADVERTISING)
