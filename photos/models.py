"""Photos: a file under a random address, with the words that go with it."""

import secrets
from pathlib import PurePosixPath
from typing import ClassVar

from django.conf import settings
from django.core.files.storage import storages
from django.db import models


def new_token() -> str:
    """128 random bits: the address of a picture can't be guessed (product.md, "Promises")."""
    return secrets.token_hex(16)


def photo_storage() -> object:
    return storages["photos"]


class PhotoManager(models.Manager["Photo"]):
    def get_by_natural_key(self, token: str) -> "Photo":
        return self.get(token=token)


class Photo(models.Model):
    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    file = models.ImageField(
        "파일",
        storage=photo_storage,
        width_field="width",
        height_field="height",
        max_length=60,
    )
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    caption = models.CharField("사진 설명", max_length=300, blank=True)
    credit = models.CharField(
        "출처", max_length=100, blank=True, help_text="예: 홍길동 기자, 가온시 제공"
    )
    alt = models.CharField(
        "대체 텍스트",
        max_length=300,
        blank=True,
        help_text="화면을 볼 수 없는 독자에게 읽어 줄 내용입니다.",
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="올린 사람",
        on_delete=models.SET_NULL,
        related_name="photos",
        null=True,
        blank=True,
        editable=False,
    )
    created_at = models.DateTimeField("올린 때", auto_now_add=True)

    objects: ClassVar[PhotoManager] = PhotoManager()

    class Meta:
        verbose_name = "사진"
        verbose_name_plural = "사진"
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.caption or self.alt or f"사진 {self.pk}"

    def natural_key(self) -> tuple[str]:
        return (self.token,)

    def get_absolute_url(self) -> str:
        # As photos/urls.py has it, without the time that reverse() takes on a page of many.
        return f"/photos/{self.token}.{self.extension}"

    @property
    def extension(self) -> str:
        return PurePosixPath(self.file.name or "").suffix.removeprefix(".")

    @property
    def is_public(self) -> bool:
        """Whether readers see it now: with a visible story, or as a reporter's portrait."""
        return self.lead_articles.published().exists() or self.reporters.exists()
