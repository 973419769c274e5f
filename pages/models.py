"""Policy pages (회사소개, 이용약관, …) at /pages/SLUG/."""

from typing import ClassVar

from django.db import models
from django.urls import reverse


class PageManager(models.Manager["Page"]):
    def get_by_natural_key(self, slug: str) -> "Page":
        return self.get(slug=slug)


class Page(models.Model):
    slug = models.SlugField("주소 이름", max_length=60, unique=True, help_text="예: privacy")
    title = models.CharField("제목", max_length=80)
    body = models.TextField("본문", blank=True)
    order = models.PositiveSmallIntegerField("순서", default=100)
    show_in_footer = models.BooleanField("맨 아래에 링크", default=True)
    updated_at = models.DateTimeField("고친 때", auto_now=True)

    objects: ClassVar[PageManager] = PageManager()

    class Meta:
        verbose_name = "안내 페이지"
        verbose_name_plural = "안내 페이지"
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return self.title

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    def get_absolute_url(self) -> str:
        return reverse("page_detail", args=[self.slug])
