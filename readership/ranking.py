"""많이 본 뉴스: the stories most read in the last 24 hours."""

from datetime import datetime, timedelta

from django.db.models import Sum

from articles.labels import ReportingType
from articles.models import Article
from pagecache import publishing, touch
from readership.models import HourlyViews, MostRead
from readership.page_keys import MOST_READ

PLACES = 10
SPAN = timedelta(hours=24)
RANKED_EVERY = 60.0
# Looked at for the places: some may have been withdrawn since, or be advertising.
_CANDIDATES = 10 * PLACES


def rank(now: datetime) -> bool:
    """Write the ranking if it changed; whether it did.

    Two clocks that do so at once wait for each other, and the later one's ranking stands.
    """
    ranked = most_read(now)
    if ranked == list(MostRead.objects.values_list("article", flat=True)):
        return False
    with publishing():
        MostRead.objects.bulk_create(
            [MostRead(place=place, article_id=number) for place, number in enumerate(ranked, 1)],
            update_conflicts=True,
            unique_fields=["place"],
            update_fields=["article"],
        )
        MostRead.objects.filter(place__gt=len(ranked)).delete()
        touch(MOST_READ)
    return True


def most_read(now: datetime) -> list[int]:
    """The numbers of the stories most read, most first; of two alike the newer. Only what readers
    see, and no advertising: a place here can't be bought."""
    hours = HourlyViews.objects.filter(hour__gt=now - SPAN)
    sums = hours.values("article").annotate(sum=Sum("views")).order_by("-sum", "-article")
    candidates = list(sums.values_list("article", flat=True)[:_CANDIDATES])
    stories = Article.objects.published(now).filter(pk__in=candidates)
    shown = set(
        stories.exclude(reporting_type=ReportingType.ADVERTISING).values_list("pk", flat=True)
    )
    return [number for number in candidates if number in shown][:PLACES]
