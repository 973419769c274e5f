from datetime import date

import pytest

from newsroom.lib.periods import last_day

pytestmark = pytest.mark.any_database


@pytest.mark.parametrize(
    ("begin", "months", "days", "last"),
    [
        (date(2025, 11, 22), 3, 0, date(2026, 2, 22)),
        (date(2025, 11, 22), 0, 3, date(2025, 11, 25)),
        # The first day is the next one, and the last the day before its like.
        (date(2026, 2, 28), 3, 0, date(2026, 5, 31)),
        (date(2025, 11, 30), 3, 0, date(2026, 2, 28)),
        # There is no 31st of February.
        (date(2026, 1, 30), 1, 0, date(2026, 2, 28)),
        (date(2027, 11, 29), 3, 0, date(2028, 2, 29)),
        (date(2026, 8, 31), 6, 0, date(2027, 2, 28)),
        (date(2025, 12, 31), 6, 0, date(2026, 6, 30)),
        (date(2025, 12, 30), 0, 7, date(2026, 1, 6)),
    ],
)
def test_periods_end_as_the_civil_act_says(begin: date, months: int, days: int, last: date) -> None:
    assert last_day(begin, months=months, days=days) == last
