"""Times and dates as readers see them, always Asia/Seoul; "" for None."""

from datetime import date, datetime

from django import template

from newsroom.lib import dates

register = template.Library()


@register.filter
def ktime(moment: datetime | None) -> str:
    """2025.10.29 14:05"""
    return dates.format_time(moment)


@register.filter
def kwhen(moment: datetime | None) -> str:
    """2025.10.29 (수) 14:05"""
    return dates.format_time_with_weekday(moment)


@register.filter
def isotime(moment: datetime | None) -> str:
    """2025-10-29T14:05:00+09:00, for <time datetime> and metadata."""
    return dates.iso(moment) if moment else ""


@register.filter
def kdate(day: date | None) -> str:
    """2025.10.29"""
    return dates.format_day(day)


@register.filter
def isodate(day: date | None) -> str:
    """2025-10-29"""
    return dates.format_day(day).replace(".", "-")


@register.filter
def kday(day: date | None) -> str:
    """2025년 10월 29일 수요일"""
    return dates.format_day_korean(day)
