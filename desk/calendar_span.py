"""Which days the calendar shows, and the way to those before and after."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from urllib.parse import urlencode

from articles.list_views import EARLIEST_YEAR, LATEST_YEAR
from newsroom.lib.dates import day_bounds, to_seoul, weekday

WEEK = 7


class Size(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"

    @property
    def label(self) -> str:
        return {"day": "하루", "week": "한 주", "month": "한 달"}[self.value]

    @property
    def most_a_day(self) -> int:
        """So many entries of a day are shown, the rest is a link to that day."""
        return {"day": 1_000, "week": 40, "month": 5}[self.value]


@dataclass(frozen=True)
class Span:
    """The day, week (from Monday) or month around a Seoul day; the month with the whole weeks it
    begins and ends in."""

    size: Size
    around: date

    @classmethod
    def asked(cls, size: str, day: str, now: datetime) -> "Span":
        """What an address asks for; this week where it makes no sense."""
        today = to_seoul(now).date()
        try:
            around = date.fromisoformat(day) if day else today
        except ValueError:
            around = today
        if not EARLIEST_YEAR < around.year < LATEST_YEAR:
            around = today
        return cls(Size(size) if size in set(Size) else Size.WEEK, around)

    @property
    def first(self) -> date:
        if self.size == Size.DAY:
            return self.around
        start = self.around.replace(day=1) if self.size == Size.MONTH else self.around
        return start - timedelta(days=start.weekday())

    @property
    def days(self) -> list[date]:
        length = 1 if self.size == Size.DAY else WEEK
        if self.size == Size.MONTH:
            last = _first_of_next_month(self.around) - timedelta(days=1)
            length = (last - self.first).days // WEEK * WEEK + WEEK
        return [self.first + timedelta(days=number) for number in range(length)]

    @property
    def bounds(self) -> tuple[datetime, datetime]:
        return day_bounds(self.days[0])[0], day_bounds(self.days[-1])[1]

    @property
    def title(self) -> str:
        if self.size == Size.MONTH:
            return f"{self.around.year}년 {self.around.month}월"
        first, last = self.days[0], self.days[-1]
        if self.size == Size.DAY:
            return f"{first.year}년 {first.month}월 {first.day}일 {weekday(first)}요일"
        until = f"{last.day}일" if last.month == first.month else f"{last.month}월 {last.day}일"
        return f"{first.year}년 {first.month}월 {first.day}일–{until}"

    @property
    def before(self) -> "Span":
        if self.size == Size.MONTH:
            return self.at((self.around.replace(day=1) - timedelta(days=1)).replace(day=1))
        return self.at(self.first - timedelta(days=len(self.days)))

    @property
    def after(self) -> "Span":
        if self.size == Size.MONTH:
            return self.at(_first_of_next_month(self.around))
        return self.at(self.first + timedelta(days=len(self.days)))

    def at(self, day: date) -> "Span":
        return Span(self.size, day)

    def sized(self, size: Size) -> "Span":
        return Span(size, self.around)

    @property
    def query(self) -> str:
        return "?" + urlencode({"size": self.size.value, "day": self.around.isoformat()})


def _first_of_next_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)
