"""What readers were shown is kept: a published revision is deleted by nobody.

Only a developer who deletes a whole story takes its revisions along; no screen or command does.
"""

from typing import Any

from django.db.models import ProtectedError
from django.db.models.signals import pre_delete

from articles.models import Article, Revision


def keep_published(sender: type[Revision], instance: Revision, origin: Any, **_: Any) -> None:
    model = getattr(origin, "model", type(origin))
    if instance.published_at is not None and model is not Article:
        raise ProtectedError(f"{instance}은 게재된 판이라서 지울 수 없습니다.", {instance})


def connect() -> None:
    pre_delete.connect(keep_published, sender=Revision)
