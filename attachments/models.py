"""Attachments: sound to listen to and documents to download, under a random address."""

import secrets
from typing import ClassVar

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models

from attachments.kinds import SOUNDS, Kind


def new_token() -> str:
    """128 random bits: the address of a file can't be guessed (product.md, "Promises")."""
    return secrets.token_hex(16)


def attachment_storage() -> Storage:
    return storages["attachments"]


class AttachmentManager(models.Manager["Attachment"]):
    def get_by_natural_key(self, token: str) -> "Attachment":
        return self.get(token=token)


class Attachment(models.Model):
    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    file = models.FileField("파일", storage=attachment_storage, max_length=60)
    kind = models.CharField("종류", max_length=5, choices=Kind.choices, editable=False)
    # As the uploader's computer had it, NFC, without a folder: what readers' computers save it as.
    name = models.CharField("파일 이름", max_length=200)
    bytes = models.PositiveBigIntegerField("크기", editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="올린 사람",
        on_delete=models.SET_NULL,
        related_name="attachments",
        null=True,
        blank=True,
        editable=False,
    )
    created_at = models.DateTimeField("올린 때", auto_now_add=True)

    objects: ClassVar[AttachmentManager] = AttachmentManager()

    class Meta:
        verbose_name = "첨부 파일"
        verbose_name_plural = "첨부 파일"
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.token,)

    def get_absolute_url(self) -> str:
        return f"/files/{self.token}.{self.kind}"

    @property
    def is_public(self) -> bool:
        """Whether readers may fetch it now: with a visible story. One query."""
        return self.media_uses.shown().exists()

    @property
    def is_sound(self) -> bool:
        return self.kind in SOUNDS
