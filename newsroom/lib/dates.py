"""Times as a Korean newspaper shows them. Every time shown is in Asia/Seoul."""

from datetime import date, datetime, time, timedelta
from email.utils import format_datetime
from zoneinfo import ZoneInfo

SEOUL = ZoneInfo("Asia/Seoul")
_WEEKDAYS = "월화수목금토일"
_STEPS = (
    (timedelta(days=365), "년"),
    (timedelta(days=30), "개월"),
    (timedelta(days=1), "일"),
    (timedelta(hours=1), "시간"),
    (timedelta(minutes=1), "분"),
)


def to_seoul(moment: datetime) -> datetime:
    """The same moment on a Seoul clock. Raises ValueError for a time without a zone."""
    if moment.tzinfo is None:
        raise ValueError("A time without a zone can't be shown.")
    return moment.astimezone(SEOUL)


def format_time(moment: datetime | None) -> str:
    """ "2025.10.29 14:05"; "" for None."""
    if moment is None:
        return ""
    return f"{to_seoul(moment):%Y.%m.%d %H:%M}"


def format_time_with_weekday(moment: datetime | None) -> str:
    """ "2025.10.29 (수) 14:05"; "" for None."""
    if moment is None:
        return ""
    at = to_seoul(moment)
    return f"{at:%Y.%m.%d} ({weekday(at.date())}) {at:%H:%M}"


def weekday(day: date) -> str:
    """ "수"."""
    return _WEEKDAYS[day.weekday()]


def format_day(day: date | None) -> str:
    """ "2025.10.29"; the Seoul day of an aware time; "" for None."""
    if day is None:
        return ""
    return f"{_day_of(day):%Y.%m.%d}"


def format_day_korean(day: date | None) -> str:
    """ "2025년 10월 29일 수요일"; the Seoul day of an aware time; "" for None."""
    if day is None:
        return ""
    day = _day_of(day)
    return f"{day.year}년 {day.month}월 {day.day}일 {_WEEKDAYS[day.weekday()]}요일"


def rfc822(moment: datetime) -> str:
    """ "Wed, 29 Oct 2025 14:05:00 +0900", for RSS."""
    return format_datetime(to_seoul(moment))


def iso(moment: datetime) -> str:
    """ "2025-10-29T14:05:00+09:00", for structured data and sitemaps; whole seconds."""
    return to_seoul(moment).isoformat(timespec="seconds")


def day_bounds(day: date) -> tuple[datetime, datetime]:
    """The aware start of a Seoul day and of the next one: start <= moment < end."""
    start = datetime.combine(day, time.min, SEOUL)
    return start, datetime.combine(day + timedelta(days=1), time.min, SEOUL)


def parse_seoul(text: str) -> datetime:
    """An aware time from ISO 8601; without an offset it is Seoul time, a bare day its midnight.

    Raises ValueError, in Korean.
    """
    try:
        moment = datetime.fromisoformat(text.strip())
        return to_seoul(moment if moment.tzinfo else moment.replace(tzinfo=SEOUL))
    except (ValueError, OverflowError):
        raise ValueError(
            f"시각을 알 수 없습니다: {text!r}. 2025-10-29T14:05처럼 적으십시오."
        ) from None


def in_words(delta: timedelta) -> str:
    """How far away: "3시간 뒤" for a positive delta, "5분 전" for a negative one."""
    is_past = delta < timedelta(0)
    distance = abs(delta)
    for step, unit in _STEPS:
        if distance >= step:
            return f"{distance // step}{unit} {'전' if is_past else '뒤'}"
    return "방금" if is_past else "곧"


def distance_in_words(delta: timedelta) -> str:
    """How far away to the minute, in at most two steps: "2시간 59분 뒤", "1일 3시간 전".

    Part of a minute counts as one ahead and as none behind, so that what was set for three hours
    from now is told as three.
    """
    is_past = delta < timedelta(0)
    minutes = -delta // timedelta(minutes=1) if is_past else -(-delta // timedelta(minutes=1))
    if minutes == 0:
        return in_words(delta)
    left, parts = timedelta(minutes=minutes), []
    for step, unit in _STEPS:
        number, left = divmod(left, step)
        if number:
            parts.append(f"{number}{unit}")
        elif parts:
            break
        if len(parts) == 2:
            break
    return f"{' '.join(parts)} {'전' if is_past else '뒤'}"


def _day_of(day: date) -> date:
    return to_seoul(day).date() if isinstance(day, datetime) else day
