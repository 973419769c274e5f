"""Hourly figures are kept for some days; the totals for ever, one row a story."""

from datetime import datetime, timedelta

from readership.models import HourlyViews

KEPT = timedelta(days=8)
SWEPT_EVERY = 600.0


def sweep(now: datetime) -> None:
    """Hour by hour, so that no transaction is long even when the clock stood still for weeks."""
    old = HourlyViews.objects.filter(hour__lt=now - KEPT).order_by("hour")
    while oldest := old.first():
        HourlyViews.objects.filter(hour=oldest.hour).delete()
