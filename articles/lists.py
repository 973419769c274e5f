"""Reading a list of stories by pages, at any depth and without counting its stories.

The counts by day (models/listing.py) say on which day a page begins; from there on it is read from
the list's index. Today's stories are counted one by one: some may be scheduled for later today.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from articles import page_keys
from articles.list_kinds import ListKind
from articles.models import Article, DayCount, Listing
from articles.selections import cards_of
from newsroom.lib.dates import day_bounds, to_seoul

# Days are summed up from yesterday back; `skipped` stories of them are newer than `day`.
_PLACE = """
WITH fresh AS (
    SELECT COUNT(*) AS stories FROM {listing}
    WHERE kind = %(kind)s AND list_id = %(list)s
        AND visible_from >= %(midnight)s AND visible_from <= %(now)s
), past AS (
    SELECT day, SUM(stories) OVER (ORDER BY day DESC) AS upto FROM {day_count}
    WHERE kind = %(kind)s AND list_id = %(list)s AND day < %(today)s
)
SELECT fresh.stories, COALESCE(MAX(past.upto), 0),
    MAX(CASE WHEN past.upto > %(start)s - fresh.stories THEN past.day END),
    COALESCE(MAX(CASE WHEN past.upto <= %(start)s - fresh.stories THEN past.upto END), 0)
FROM fresh LEFT JOIN past ON 1 = 1 GROUP BY fresh.stories
"""


@dataclass(frozen=True)
class NumberedList:
    """What readers see of a list at `now`, newest first, as cards. For newsroom/list_pages.py."""

    kind: ListKind
    list_id: int
    now: datetime

    def read(self, start: int, size: int) -> tuple[int, list[Article]]:
        """Three queries whatever the length of the list and the depth of the page."""
        page_keys.depends_on_list(self.kind, self.list_id, self.now)
        fresh, past, day, skipped = self._place(start)
        rows = Listing.objects.filter(
            kind=self.kind, list_id=self.list_id, visible_from__lte=self.now
        )
        if start >= fresh and day is not None:
            rows = rows.filter(visible_from__lt=day_bounds(day)[1])
            start -= fresh + skipped
        elif start >= fresh:
            return fresh + past, []
        newest = rows.order_by("-visible_from", "-article").values_list("article", flat=True)
        numbers = list(newest[start : start + size])
        # The list is a copy; whether readers may see a story is asked of the story itself.
        cards = cards_of(numbers, self.now)
        return fresh + past, [cards[number] for number in numbers if number in cards]

    def _place(self, start: int) -> tuple[int, int, date | None, int]:
        """How many stories today has had and how many the days before; the day with the one at
        `start`, if it is older than today; how many of the days before today are newer."""
        today = to_seoul(self.now).date()
        quote, adapt = connection.ops.quote_name, connection.ops
        sql = _PLACE.format(
            listing=quote(Listing._meta.db_table), day_count=quote(DayCount._meta.db_table)
        )
        values = {
            "kind": self.kind.value,
            "list": self.list_id,
            "midnight": adapt.adapt_datetimefield_value(day_bounds(today)[0]),
            "now": adapt.adapt_datetimefield_value(self.now),
            "today": adapt.adapt_datefield_value(today),
            "start": start,
        }
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            fresh, past, day, skipped = cursor.fetchone()
        return fresh, int(past), date.fromisoformat(day) if isinstance(day, str) else day, skipped
