"""Outlets (매체) and reporters: a reporter is a byline, with or without a login."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse

from newsroom.lib.korean import clean_name
from photos.models import Photo


class OutletManager(models.Manager["Outlet"]):
    def get_by_natural_key(self, name: str) -> "Outlet":
        return self.get(name=name)


class Outlet(models.Model):
    name = models.CharField("매체명", max_length=60, unique=True)
    is_own = models.BooleanField("우리 매체", default=False)

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
        )

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        self.name = clean_name(self.name)

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
