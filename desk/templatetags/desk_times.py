"""How long something has been waiting."""

from datetime import date, datetime

from django import template
from django.utils import timezone

from newsroom.lib import dates

register = template.Library()


@register.filter
def ago(moment: datetime) -> str:
    """3시간 전"""
    return dates.in_words(moment - timezone.now())


@register.filter
def away(moment: datetime) -> str:
    """2시간 59분 뒤"""
    return dates.distance_in_words(moment - timezone.now())


@register.filter
def for_input(moment: datetime) -> str:
    """2025-10-29T14:05, Seoul time, as <input type="datetime-local"> wants it."""
    return f"{dates.to_seoul(moment):%Y-%m-%dT%H:%M}"


@register.filter
def exactly(moment: datetime) -> str:
    """2025-10-29T14:05:00.123456+09:00, for a form that has to name the time it was made with."""
    return dates.to_seoul(moment).isoformat()


@register.filter
def clock(moment: datetime) -> str:
    """14:05"""
    return f"{dates.to_seoul(moment):%H:%M}"


@register.filter
def seconds(moment: datetime) -> str:
    """:09, to stand behind a time to the minute."""
    return f":{dates.to_seoul(moment):%S}"


@register.filter
def kweekday(day: date) -> str:
    """수"""
    return dates.weekday(day)
