"""Reading a list of stories by pages, at any depth and without counting its stories.

The counts by day (models/listing.py) say in which month a page begins; from there on it is read
from the list's index. Today's stories are counted one by one: some may be scheduled for later today.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from articles import page_keys
from articles.list_kinds import ListKind
from articles.models import Article, DayCount, Listing
from articles.selections import cards_of
from newsroom.lib.dates import day_bounds, to_seoul

# A row for today, then one for each month before with the last day that has stories; a first page
# needs no more than their sum. By months: thousands of days take Python longer than the index takes
# to skip a month.
_COUNTS = """SELECT NULL, COUNT(*) FROM {listing}
WHERE kind = %s AND list_id = %s AND visible_from >= %s AND visible_from <= %s
UNION ALL SELECT * FROM (
SELECT MAX(day), COALESCE(SUM(stories), 0) FROM {day_count}
WHERE kind = %s AND list_id = %s AND day < %s {by_month}
) AS past"""
_BY_MONTH = "GROUP BY SUBSTR(CAST(day AS text), 1, 7) ORDER BY 1 DESC"


@dataclass(frozen=True)
class NumberedList:
    """What readers see of a list at `now`, newest first, as cards. For newsroom/list_pages.py."""

    kind: ListKind
    list_id: int
    now: datetime

    def read(self, start: int, size: int) -> tuple[int, list[Article]]:
        """Three queries, and the sections, whatever the length of the list and the depth of the page."""
        (_, today), *past = self._counts(summed=start == 0)
        total = today + sum(stories for _, stories in past)
        self._depend(is_empty=not total)
        if start >= total:
            return total, []
        rows = Listing.objects.filter(
            kind=self.kind, list_id=self.list_id, visible_from__lte=self.now
        )
        if start >= today:
            day, start = _month_of(start - today, past)
            rows = rows.filter(visible_from__lt=day_bounds(day)[1])
        newest = rows.order_by("-visible_from", "-article").values_list("article", flat=True)
        numbers = list(newest[start : start + size])
        # The list is a copy; whether readers may see a story is asked of the story itself.
        cards = cards_of(numbers, self.now)
        return total, [cards[number] for number in numbers if number in cards]

    def _depend(self, *, is_empty: bool) -> None:
        if is_empty and self.kind == ListKind.TAG:
            # Keys are told to readers, and that there is a tag for stories to come is not: its
            # name, which the page depends on, is touched whenever the list changes.
            page_keys.until_next(self.kind, self.list_id, self.now)
        else:
            page_keys.depends_on_list(self.kind, self.list_id, self.now)

    def _counts(self, *, summed: bool) -> list[tuple[date, int]]:
        """How many stories there are today up to now, and in each month before, newest first, with
        the last day that counts; `summed`: in all of them at once."""
        today = to_seoul(self.now).date()
        quote, ops = connection.ops.quote_name, connection.ops
        sql = _COUNTS.format(
            listing=quote(Listing._meta.db_table),
            day_count=quote(DayCount._meta.db_table),
            by_month="" if summed else _BY_MONTH,
        )
        of_list = (self.kind.value, self.list_id)
        moments = (ops.adapt_datetimefield_value(at) for at in (day_bounds(today)[0], self.now))
        with connection.cursor() as cursor:
            cursor.execute(sql, [*of_list, *moments, *of_list, ops.adapt_datefield_value(today)])
            return list(cursor.fetchall())


def _month_of(place: int, months: list[tuple[date, int]]) -> tuple[date, int]:
    """The last day of the month of the story that has `place` newer ones in these months, and how
    many of those are of the month itself. There is such a story."""
    for day, stories in months:
        if place < stories:
            # SQLite has no type for days.
            return (date.fromisoformat(day) if isinstance(day, str) else day), place
        place -= stories
    raise LookupError(place)
