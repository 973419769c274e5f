"""Photos: a file under a random address, with the words and the rights that go with it."""

import secrets
from pathlib import PurePosixPath
from typing import Any, ClassVar

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models, transaction
from django.db.models import Exists, Q
from django.db.models.functions import Substr

from photos.licences import Licence


def new_token() -> str:
    """128 random bits: the address of a picture can't be guessed (product.md, "Promises")."""
    return secrets.token_hex(16)


def photo_storage() -> Storage:
    return storages["photos"]


OF_THE_CLOCK = frozenset(
    {"rendition_set", "is_rendition_due", "rendition_problem", "rendition_claimed_at"}
)


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
        help_text="세우고, sRGB로 바꾸고, 숨은 정보를 지운 사진입니다. 독자에게는 이것으로 만든 크기들이 나갑니다.",
    )
    original = models.FileField(
        "원본", storage=photo_storage, max_length=80, blank=True, editable=False
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
    people = models.CharField("인물", max_length=300, blank=True, help_text="쉼표로 나눕니다.")
    place = models.CharField("장소", max_length=100, blank=True)
    taken_at = models.DateTimeField("찍은 때", null=True, blank=True)
    source = models.CharField(
        "입수 경로",
        max_length=300,
        blank=True,
        help_text="받은 곳이나 주소. 독자에게는 나가지 않습니다.",
    )
    licence = models.CharField(
        "이용 조건", max_length=12, choices=Licence.choices, default=Licence.UNKNOWN, blank=True
    )
    outlet = models.ForeignKey(
        "reporters.Outlet",
        verbose_name="매체",
        on_delete=models.SET_NULL,
        related_name="photos",
        null=True,
        blank=True,
        help_text="이 매체의 워터마크가 찍힙니다. 비우면 찍히지 않습니다.",
    )
    expires_on = models.DateField(
        "사용 기한", null=True, blank=True, help_text="이날까지 쓸 수 있습니다(한국 시각)."
    )
    is_reuse_forbidden = models.BooleanField(
        "재사용 금지", default=False, help_text="이미 쓴 기사 말고는 다시 쓸 수 없습니다."
    )
    # Per cent from the left and from the top: what no crop may cut away.
    focal_x = models.PositiveSmallIntegerField("초점 가로", default=50)
    focal_y = models.PositiveSmallIntegerField("초점 세로", default=50)
    # SHA-256 of the file as it came, and a 64-bit difference hash of what it shows; both hex.
    digest = models.CharField(max_length=64, blank=True, editable=False)
    look = models.CharField(max_length=16, blank=True, editable=False)
    # The mean colour, #rrggbb: what stands in its place until the renditions are made.
    colour = models.CharField(max_length=7, default="#d8d8d8", editable=False)
    # Renditions: the set that is served ("" before the first), whether another is to be made, and
    # why the last attempt failed.
    rendition_set = models.CharField(max_length=32, blank=True, editable=False)
    is_rendition_due = models.BooleanField(default=True, editable=False)
    rendition_problem = models.CharField(max_length=200, blank=True, editable=False)
    rendition_claimed_at = models.DateTimeField(null=True, editable=False)
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
        indexes = (
            models.Index(fields=["digest"], name="photo_digest"),
            # Two looks that differ in three bits at most have one of four parts in common.
            *(
                models.Index(Substr("look", part * 4 + 1, 4), name=f"photo_look_{part}")
                for part in range(4)
            ),
            models.Index(
                fields=["expires_on"],
                name="photo_expires",
                condition=models.Q(expires_on__isnull=False),
            ),
            models.Index(
                fields=["id"], name="photo_rendition_due", condition=models.Q(is_rendition_due=True)
            ),
        )
        constraints = (
            models.CheckConstraint(
                name="photo_focal_point_inside",
                condition=models.Q(focal_x__lte=100, focal_y__lte=100),
            ),
        )

    def __str__(self) -> str:
        return self.caption or self.alt or f"사진 {self.pk}"

    def natural_key(self) -> tuple[str]:
        return (self.token,)

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Of a photo that stands already, the clock's columns are left to the clock, which may
        have written them since this was read; they are told when another picture is to be made.
        In one transaction with what is written by whoever hears of it."""
        if self._state.adding or kwargs.get("update_fields") is not None:
            super().save(*args, **kwargs)
            return
        look = {"file": self.file.name, "focal_x": self.focal_x, "focal_y": self.focal_y}
        before = Photo.objects.filter(pk=self.pk)
        looks_the_same = before.filter(outlet=self.outlet_id, **look).exists()
        columns = [field.name for field in self._meta.concrete_fields if not field.primary_key]
        kwargs["update_fields"] = [name for name in columns if name not in OF_THE_CLOCK]
        super().save(*args, **kwargs)
        if not looks_the_same:
            before.update(is_rendition_due=True, rendition_problem="", rendition_claimed_at=None)

    def get_absolute_url(self) -> str:
        # As photos/urls.py has it, without the time that reverse() takes on a page of many.
        return f"/photos/{self.token}.{self.extension}"

    def rendition_address(self, shape: str, width: int, extension: str) -> str:
        """Of a shape and width of photos/shapes.py, webp or jpg; there is one from the beginning,
        and it stays the same when the picture is made anew."""
        return f"/photos/{self.token}/{shape}-{width}.{extension}"

    @property
    def extension(self) -> str:
        return PurePosixPath(self.file.name or "").suffix.removeprefix(".")

    @property
    def is_public(self) -> bool:
        """Whether readers see it now: with a visible story, or as a reporter's portrait. One query."""
        shown = (
            Q(Exists(self.lead_articles.published()))
            | Q(Exists(self.media_uses.shown()))
            | Q(Exists(self.reporters.all()))
        )
        return Photo.objects.filter(shown, pk=self.pk).exists()
