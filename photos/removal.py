"""A photo that is deleted takes its files along: the picture, the original and what was made of them."""

from contextlib import suppress
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete

from photos import renditions
from photos.models import Photo, photo_storage


def listen() -> None:
    post_delete.connect(_remove, sender=Photo, dispatch_uid="photos.removal")


def remove_files(photo: Photo) -> None:
    """The picture and its original, at once: of a row that is gone or was rolled back. What can't
    be deleted now is left to the sweep."""
    for kept in (photo.file, photo.original):
        if kept.name:
            with suppress(Exception):
                photo_storage().delete(kept.name)


def _remove(instance: Photo, **kwargs: Any) -> None:
    transaction.on_commit(partial(remove_files, instance), robust=True)
    if instance.rendition_set:
        remove = partial(renditions.delete_set, instance.token, instance.rendition_set)
        transaction.on_commit(remove, robust=True)
