"""Outlets (매체) and reporters: a reporter is a byline, with or without a login."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse

from newsroom.initials_field import InitialsField
from newsroom.lib.korean import clean_name
from photos import renditions
from photos.models import Photo, photo_storage
from photos.watermarks import LEAST_OPACITY, MOST_OPACITY, Corner, Mark, check_text


class OutletManager(models.Manager["Outlet"]):
    def get_by_natural_key(self, name: str) -> "Outlet":
        return self.get(name=name)


class Outlet(models.Model):
    name = models.CharField("매체명", max_length=60, unique=True)
    is_own = models.BooleanField("우리 매체", default=False)
    watermark_text = models.CharField(
        "글자",
        max_length=40,
        blank=True,
        help_text="예: ⓒ 예시신문. 그림이 있으면 그림을 찍습니다.",
    )
    watermark_image = models.FileField(
        "그림", storage=photo_storage, max_length=80, blank=True, editable=False
    )
    watermark_corner = models.CharField(
        "자리", max_length=12, choices=Corner.choices, default=Corner.BOTTOM_RIGHT
    )
    watermark_opacity = models.PositiveSmallIntegerField(
        "짙기(%)",
        default=60,
        validators=[MinValueValidator(LEAST_OPACITY), MaxValueValidator(MOST_OPACITY)],
        help_text=f"{LEAST_OPACITY}에서 {MOST_OPACITY}까지. 작을수록 옅습니다.",
    )

    objects: ClassVar[OutletManager] = OutletManager()

    class Meta:
        verbose_name = "매체"
        verbose_name_plural = "매체"
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(
                name="one_own_outlet",
                fields=["is_own"],
                condition=models.Q(is_own=True),
                violation_error_message="우리 매체는 하나뿐입니다.",
            ),
            models.CheckConstraint(
                name="outlet_watermark_opacity",
                condition=models.Q(
                    watermark_opacity__gte=LEAST_OPACITY, watermark_opacity__lte=MOST_OPACITY
                ),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Another watermark has the outlet's pictures made anew."""
        stored = Outlet.objects.filter(pk=self.pk).first()
        super().save(*args, **kwargs)
        if stored is not None and stored.watermark != self.watermark:
            renditions.mark_due(self.photos.all())

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        if self.watermark is not None:
            renditions.mark_due(self.photos.all())
        return super().delete(*args, **kwargs)

    def clean(self) -> None:
        self.name = clean_name(self.name)
        try:
            check_text(self.watermark_text)
        except ValidationError as error:
            raise ValidationError({"watermark_text": error.messages}) from None

    @property
    def watermark(self) -> Mark | None:
        """What is put on its pictures; None when nothing is."""
        image = self.watermark_image.name or ""
        if not (image or self.watermark_text):
            return None
        return Mark(self.watermark_text, image, self.watermark_corner, self.watermark_opacity)

    def natural_key(self) -> tuple[str]:
        return (self.name,)

    @classmethod
    def own(cls) -> "Outlet | None":
        """The outlet that runs this site, or None before anyone named it."""
        return cls.objects.filter(is_own=True).first()


class ReporterManager(models.Manager["Reporter"]):
    def get_by_natural_key(self, name: str, outlet: str) -> "Reporter":
        """Two of one name in an outlet are possible; fixtures mean the one that was there first."""
        found = self.filter(name=name, outlet__name=outlet).order_by("pk").first()
        if found is None:
            raise Reporter.DoesNotExist
        return found


class Reporter(models.Model):
    name = models.CharField("이름", max_length=40)
    initials = InitialsField(max_length=40)
    reading = models.CharField(
        "읽기", max_length=40, blank=True, help_text="한자나 로마자 이름의 한글 읽기입니다."
    )
    outlet = models.ForeignKey(
        Outlet, verbose_name="매체", on_delete=models.PROTECT, related_name="reporters"
    )
    email = models.EmailField("이메일", blank=True)
    photo = models.ForeignKey(
        Photo,
        verbose_name="사진",
        on_delete=models.SET_NULL,
        related_name="reporters",
        null=True,
        blank=True,
    )
    desk = models.CharField("부서", max_length=40, blank=True)
    introduction = models.TextField("소개", max_length=1000, blank=True)
    is_active = models.BooleanField("활동 중", default=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name="로그인 계정",
        on_delete=models.SET_NULL,
        related_name="reporter",
        null=True,
        blank=True,
    )

    objects: ClassVar[ReporterManager] = ReporterManager()

    class Meta:
        verbose_name = "기자"
        verbose_name_plural = "기자"
        ordering = ("name", "pk")
        indexes = (models.Index(name="reporter_by_initials", fields=["initials", "name"]),)

    def __str__(self) -> str:
        return f"{self.name} 기자 ({self.outlet.name})"

    def natural_key(self) -> tuple[str, str]:
        return (self.name, self.outlet.name)

    natural_key.dependencies = ["reporters.outlet"]  # type: ignore[attr-defined]

    def get_absolute_url(self) -> str:
        return reverse("reporter_detail", args=[self.pk])

    def clean(self) -> None:
        self.name = clean_name(self.name)
        self.reading = clean_name(self.reading)
