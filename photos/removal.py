"""A photo that is deleted takes the files made of it along."""

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete

from photos import renditions
from photos.models import Photo


def listen() -> None:
    post_delete.connect(_remove, sender=Photo, dispatch_uid="photos.removal")


def _remove(instance: Photo, **kwargs: Any) -> None:
    if instance.rendition_set:
        remove = partial(renditions.delete_set, instance.token, instance.rendition_set)
        transaction.on_commit(remove, robust=True)
