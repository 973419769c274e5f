"""Which stories are handed to others."""

from datetime import datetime

from django.db.models import QuerySet

from articles.labels import ReportingType
from articles.models import Article


def reported(now: datetime) -> QuerySet[Article]:
    """What readers see at `now` and is reporting: advertising is not passed on as news."""
    return Article.objects.published(now).exclude(reporting_type=ReportingType.ADVERTISING)
