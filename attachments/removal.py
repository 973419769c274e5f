"""An attachment that is deleted takes its file along."""

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete

from attachments.models import Attachment


def listen() -> None:
    post_delete.connect(_remove, sender=Attachment, dispatch_uid="attachments.removal")


def _remove(instance: Attachment, **kwargs: Any) -> None:
    if instance.file.name:
        remove = partial(instance.file.storage.delete, instance.file.name)
        transaction.on_commit(remove, robust=True)
