"""How many stories each month has, and when what readers see of it last changed, without reading
the stories."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Max

from articles.list_kinds import ListKind
from articles.models import DayCount, Listing
from newsroom.lib.dates import day_bounds, to_seoul
from pagecache import until


@dataclass(frozen=True)
class Month:
    first_day: date
    stories: int
    changed_at: datetime


def months_of_all(now: datetime) -> list[Month]:
    """The Seoul months with stories that readers see at `now`, newest first. Two queries."""
    today = to_seoul(now).date()
    until(day_bounds(today)[1])
    stories: defaultdict[date, int] = defaultdict(int)
    changed_at: defaultdict[date, list[datetime]] = defaultdict(list)
    days = DayCount.objects.filter(kind=ListKind.ALL, list_id=0, day__lte=today)
    for day, number, changed in days.values_list("day", "stories", "changed_at"):
        month = day.replace(day=1)
        # Of today's stories some may be scheduled for later.
        stories[month] += number if day < today else 0
        changed_at[month] += [changed] if changed else []
    fresh = Listing.objects.filter(
        kind=ListKind.ALL, list_id=0, visible_from__gte=day_bounds(today)[0], visible_from__lte=now
    ).aggregate(stories=Count("pk"), newest=Max("visible_from"))
    if fresh["stories"]:
        month = today.replace(day=1)
        stories[month] += fresh["stories"]
        changed_at[month].append(fresh["newest"])
    return [
        Month(month, number, max(changed_at[month]))
        for month, number in sorted(stories.items(), reverse=True)
        if number and changed_at[month]
    ]
