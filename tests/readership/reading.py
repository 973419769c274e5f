"""What the tests of views share: a reader's browser, and what came of it."""

from datetime import datetime
from typing import Any

from django.test import Client
from django.utils import timezone

from articles.models import Article
from readership.counting import hour_of
from readership.models import HourlyViews, TotalViews

BROWSER = (
    "Mozilla/5.0 (Linux; Android 14; SM-S921N) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/130.0.0.0 Mobile Safari/537.36"
)


def beacon(client: Client, number: int, **headers: str) -> Any:
    return client.post(
        f"/readership/articles/{number}/", headers={"user-agent": BROWSER, **headers}
    )


def pixel(client: Client, number: int, **headers: str) -> Any:
    return client.get(
        f"/readership/articles/{number}.gif", headers={"user-agent": BROWSER, **headers}
    )


def total(article: Article) -> int:
    row = TotalViews.objects.filter(article=article).first()
    return row.views if row else 0


def give_views(article: Article, views: int, at: datetime | None = None) -> None:
    """As if that many had read it in the hour of `at` (default: this one)."""
    HourlyViews.objects.create(article=article, hour=hour_of(at or timezone.now()), views=views)
