from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse

from newsroom.initials_field import InitialsField
from newsroom.lib.korean import clean_name

TAG_MAX_LENGTH = 40


def clean_tag(name: str) -> str:
    """A tag as it is stored: tidied, without a leading #. Raises ValidationError when unusable."""
    tidy = clean_name(name).lstrip("#").strip()
    if len(tidy) > TAG_MAX_LENGTH:
        raise ValidationError(f"태그는 {TAG_MAX_LENGTH}자까지 쓸 수 있습니다: {tidy}")
    if "/" in tidy or tidy in {".", ".."}:
        raise ValidationError(f"태그에는 빗금(/)을 쓸 수 없습니다: {tidy}")
    return tidy


class TagManager(models.Manager["Tag"]):
    def get_by_natural_key(self, name: str) -> "Tag":
        return self.get(name=name)


class Tag(models.Model):
    name = models.CharField("이름", max_length=TAG_MAX_LENGTH, unique=True)
    initials = InitialsField(max_length=TAG_MAX_LENGTH)

    objects: ClassVar[TagManager] = TagManager()

    class Meta:
        verbose_name = "태그"
        verbose_name_plural = "태그"
        ordering = ("name",)
        indexes = (models.Index(name="tag_by_initials", fields=["initials", "name"]),)

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.name,)

    def get_absolute_url(self) -> str:
        return reverse("tag_detail", args=[self.name])

    def clean(self) -> None:
        self.name = clean_tag(self.name)
