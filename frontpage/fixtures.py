"""Loading a fixture's pins over those that editors have arranged since."""

from typing import Any

from django.db.models import Q
from django.db.models.signals import pre_save

from frontpage.models import PinnedArticle


def make_room_for_pin(
    sender: type[PinnedArticle], instance: PinnedArticle, raw: bool, using: str, **_: Any
) -> None:
    """The fixture's pin takes its place, and its story leaves any other place."""
    if raw:
        PinnedArticle.objects.using(using).filter(
            Q(order=instance.order) | Q(article=instance.article_id)
        ).exclude(pk=instance.pk).delete()


def connect() -> None:
    pre_save.connect(make_room_for_pin, sender=PinnedArticle)
