"""What the index hears of pictures: those that are saved and deleted, and people with another name.

Only QuerySet.update and SQL go past it; rebuild_search finds what they changed.
"""

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save

from accounts.models import User
from photos.models import Photo
from reporters.models import Reporter
from search.photos import keeping

# What of them is to be seen in the words of a picture.
_FIELDS: dict[type[User | Reporter], tuple[str, ...]] = {
    User: ("name",),
    Reporter: ("name", "photo_id", "user_id"),
}


def keep(sender: type[Photo], instance: Photo, **_: Any) -> None:
    with transaction.atomic():
        keeping.keep([instance.pk])


def remember(sender: type[User | Reporter], instance: Any, **_: Any) -> None:
    before = sender._default_manager.filter(pk=instance.pk or 0)
    instance.__dict__["searched_before"] = before.values(*_FIELDS[sender]).first()


def keep_renamed(sender: type[User | Reporter], instance: Any, **_: Any) -> None:
    before = instance.__dict__.pop("searched_before", None) or {}
    now = {name: getattr(instance, name) for name in _FIELDS[sender]}
    if now != before:
        _keep_soon(sender, instance.pk, before, now)


def keep_left(sender: type[User | Reporter], instance: Any, **_: Any) -> None:
    """Before they are gone: a deleted user's pictures are nobody's afterwards."""
    now = {name: getattr(instance, name) for name in _FIELDS[sender]}
    _keep_soon(sender, instance.pk, now)


def _keep_soon(sender: type[User | Reporter], pk: int, *told: dict[str, Any]) -> None:
    if sender is User:
        wanted = Q(uploaded_by=pk)
    else:
        users = [each["user_id"] for each in told if each.get("user_id")]
        portraits = [each["photo_id"] for each in told if each.get("photo_id")]
        wanted = Q(uploaded_by__in=users) | Q(pk__in=portraits)
    keeping.keep_soon(Photo.objects.filter(wanted))


def connect() -> None:
    post_save.connect(keep, sender=Photo)
    post_delete.connect(keep, sender=Photo)
    for model in _FIELDS:
        pre_save.connect(remember, sender=model)
        post_save.connect(keep_renamed, sender=model)
        pre_delete.connect(keep_left, sender=model)
