"""Legal periods, counted as the Civil Act (민법 제157조, 제159조, 제160조) counts them."""

import calendar
from datetime import date, timedelta

_ONE_DAY = timedelta(days=1)


def last_day(begin: date, *, months: int = 0, days: int = 0) -> date:
    """The last day of a period of so many calendar months, or days, that something on `begin` starts.

    The day itself doesn't count (제157조). Months are those of the calendar: the period ends on the
    day before the one that corresponds to its first day, or, where the month has none such, on
    the month's last day (제160조). A last day that is a Saturday or a holiday is not moved on
    (제161조), since holidays are decreed year by year.
    """
    first = begin + _ONE_DAY
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    in_month = calendar.monthrange(year, month + 1)[1]
    if first.day > in_month:
        return date(year, month + 1, in_month) + days * _ONE_DAY
    return date(year, month + 1, first.day) + (days - 1) * _ONE_DAY
