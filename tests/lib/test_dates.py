"""Times in Asia/Seoul."""

from datetime import UTC, date, datetime, timedelta

import pytest

from newsroom.lib import dates

AFTERNOON = datetime(2025, 10, 29, 5, 5, 30, 999, tzinfo=UTC)
AFTER_MIDNIGHT = datetime(2025, 10, 28, 15, 0, tzinfo=UTC)
NAIVE = datetime(2025, 10, 29, 14, 5)  # noqa: DTZ001  what must be refused


def test_a_time_is_shown_in_seoul() -> None:
    assert dates.format_time(AFTERNOON) == "2025.10.29 14:05"
    assert dates.format_time(AFTER_MIDNIGHT) == "2025.10.29 00:00"


def test_a_day_is_the_day_in_seoul() -> None:
    assert dates.format_day(AFTER_MIDNIGHT) == "2025.10.29"
    assert dates.format_day(date(2025, 1, 2)) == "2025.01.02"
    assert dates.format_day_korean(AFTER_MIDNIGHT) == "2025년 10월 29일 수요일"
    assert dates.format_day_korean(date(2025, 1, 5)) == "2025년 1월 5일 일요일"


def test_no_time_is_shown_as_nothing() -> None:
    assert dates.format_time(None) == ""
    assert dates.format_day(None) == ""
    assert dates.format_day_korean(None) == ""


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        dates.format_time(NAIVE)
    with pytest.raises(ValueError, match="without a zone"):
        dates.format_day(NAIVE)


def test_machines_get_the_offset() -> None:
    assert dates.rfc822(AFTERNOON) == "Wed, 29 Oct 2025 14:05:30 +0900"
    assert dates.iso(AFTERNOON) == "2025-10-29T14:05:30+09:00"


def test_a_day_ends_where_the_next_begins() -> None:
    start, end = dates.day_bounds(date(2025, 12, 31))
    assert start == datetime(2025, 12, 30, 15, tzinfo=UTC)
    assert end == datetime(2025, 12, 31, 15, tzinfo=UTC)
    assert dates.day_bounds(date(2026, 1, 1))[0] == end


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-10-29T14:05", datetime(2025, 10, 29, 5, 5, tzinfo=UTC)),
        (" 2025-10-29 14:05:30 ", datetime(2025, 10, 29, 5, 5, 30, tzinfo=UTC)),
        ("2025-10-29T14:05Z", datetime(2025, 10, 29, 14, 5, tzinfo=UTC)),
        ("2025-10-29T14:05+05:00", datetime(2025, 10, 29, 9, 5, tzinfo=UTC)),
        ("2025-10-29", datetime(2025, 10, 28, 15, tzinfo=UTC)),
    ],
)
def test_a_time_without_an_offset_is_seoul_time(text: str, expected: datetime) -> None:
    parsed = dates.parse_seoul(text)
    assert parsed == expected
    assert parsed.utcoffset() == timedelta(hours=9)


@pytest.mark.parametrize(
    "text", ["", "어제", "2025.10.29 14:05", "2025-02-30", "0001-01-01T00:00+14:00"]
)
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="시각을 알 수 없습니다"):
        dates.parse_seoul(text)


@pytest.mark.parametrize(
    ("delta", "words"),
    [
        (timedelta(0), "곧"),
        (timedelta(seconds=59), "곧"),
        (timedelta(seconds=-1), "방금"),
        (timedelta(minutes=5, seconds=59), "5분 뒤"),
        (timedelta(minutes=-5), "5분 전"),
        (timedelta(hours=3, minutes=59), "3시간 뒤"),
        (timedelta(days=-2), "2일 전"),
        (timedelta(days=45), "1개월 뒤"),
        (timedelta(days=-800), "2년 전"),
    ],
)
def test_how_far_away(delta: timedelta, words: str) -> None:
    assert dates.in_words(delta) == words


def test_a_time_is_shown_with_its_weekday() -> None:
    assert dates.format_time_with_weekday(AFTERNOON) == "2025.10.29 (수) 14:05"
    assert dates.format_time_with_weekday(AFTER_MIDNIGHT) == "2025.10.29 (수) 00:00"
    assert dates.format_time_with_weekday(None) == ""


@pytest.mark.parametrize(
    ("delta", "words"),
    [
        (timedelta(hours=3), "3시간 뒤"),
        (timedelta(hours=2, minutes=59, seconds=30), "3시간 뒤"),
        (timedelta(hours=2, minutes=59), "2시간 59분 뒤"),
        (timedelta(days=1, hours=3, minutes=20), "1일 3시간 뒤"),
        (timedelta(days=1, minutes=20), "1일 뒤"),
        (timedelta(seconds=20), "1분 뒤"),
        (timedelta(0), "곧"),
        (-timedelta(seconds=20), "방금"),
        (-timedelta(minutes=5, seconds=59), "5분 전"),
        (timedelta(days=400), "1년 1개월 뒤"),
    ],
)
def test_a_distance_is_told_to_the_minute(delta: timedelta, words: str) -> None:
    assert dates.distance_in_words(delta) == words
