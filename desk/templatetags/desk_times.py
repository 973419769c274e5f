"""How long something has been waiting."""

from datetime import datetime

from django import template
from django.utils import timezone

from newsroom.lib import dates

register = template.Library()


@register.filter
def ago(moment: datetime) -> str:
    """3시간 전"""
    return dates.in_words(moment - timezone.now())
