"""A story's views for its editors."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet, Sum

from articles.models import Article
from newsroom.lib.dates import day_bounds, to_seoul
from readership.models import HourlyViews, TotalViews


@dataclass(frozen=True)
class Figures:
    total: int
    today: int
    week: int


def figures_of(article: Article, now: datetime) -> Figures:
    """Views ever, since midnight in Seoul, and in the last seven days. Some seconds old."""
    midnight, _ = day_bounds(to_seoul(now).date())
    hours = HourlyViews.objects.filter(article=article)
    total = TotalViews.objects.filter(article=article).first()
    return Figures(
        total=total.views if total else 0,
        today=_sum(hours.filter(hour__gte=midnight)),
        week=_sum(hours.filter(hour__gt=now - timedelta(days=7))),
    )


def _sum(hours: QuerySet[HourlyViews]) -> int:
    return hours.aggregate(views=Sum("views"))["views"] or 0
