"""Sections: two levels (대분류, 중분류), ordered by the editors."""

from collections.abc import Sequence
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models

from newsroom.lib.korean import clean_name
from pagecache import depends, remembered
from sections.page_keys import NAV

# The section of editorials and columns: its stories, and its children's, are laid out as opinion.
OPINION_SLUG = "opinion"


class SectionQuerySet(models.QuerySet["Section"]):
    def tree(self) -> list["Section"]:
        """Top sections in order, each with `child_list` filled. At most one query."""
        return remembered("sections", self._find_tree)

    def _find_tree(self) -> list["Section"]:
        depends(NAV)
        return build_tree(list(self.order_by("order", "pk")))

    def get_by_natural_key(self, slug: str) -> "Section":
        return self.get(slug=slug)


def build_tree(sections: Sequence["Section"]) -> list["Section"]:
    """Nest already ordered sections: the top ones, each with `child_list` and those with `parent`
    filled."""
    by_parent: dict[int | None, list[Section]] = {}
    for section in sections:
        by_parent.setdefault(section.parent_id, []).append(section)
    top = by_parent.get(None, [])
    for section in top:
        section.child_list = by_parent.get(section.pk, [])
        for child in section.child_list:
            child.parent = section
    return top


class Section(models.Model):
    name = models.CharField("이름", max_length=40, help_text="가운뎃점(·)을 쓸 수 있습니다.")
    slug = models.SlugField(
        "주소 이름",
        max_length=60,
        unique=True,
        validators=[
            RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*$", "영문 소문자, 숫자, 붙임표(-)만 씁니다.")
        ],
        help_text="/sections/ 뒤에 붙는 이름입니다. 예: gyeonggi",
    )
    parent = models.ForeignKey(
        "self",
        verbose_name="상위 섹션",
        on_delete=models.PROTECT,
        related_name="children",
        null=True,
        blank=True,
        help_text="비워 두면 대분류입니다.",
    )
    order = models.PositiveSmallIntegerField("순서", default=100)
    description = models.CharField("설명", max_length=200, blank=True)

    child_list: list["Section"]
    objects: ClassVar[models.Manager["Section"]] = SectionQuerySet.as_manager()

    class Meta:
        verbose_name = "섹션"
        verbose_name_plural = "섹션"
        ordering = ("order", "pk")
        constraints = (
            models.CheckConstraint(
                name="section_is_not_its_own_parent",
                condition=models.Q(parent__isnull=True) | ~models.Q(parent=models.F("pk")),
                violation_error_message="자기 자신을 상위 섹션으로 고를 수 없습니다.",
            ),
        )

    @property
    def is_opinion(self) -> bool:
        return OPINION_SLUG in (self.slug, self.parent.slug if self.parent else None)

    @property
    def hue(self) -> int:
        """1 to 8: which of the section colours (docs/design.md) its pages and its children's have."""
        return ((self.parent_id or self.pk) - 1) % 8 + 1

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    def get_absolute_url(self) -> str:
        # As sections/urls.py has it, without the time that reverse() takes for a whole navigation.
        return f"/sections/{self.slug}/"

    def with_children(self) -> tuple["Section", ...]:
        """A top section of the tree and what stands under it."""
        return (self, *self.child_list)

    def clean(self) -> None:
        self.name = clean_name(self.name)
        if self.parent and self.parent.parent_id:
            raise ValidationError({"parent": "섹션은 두 단계까지만 만들 수 있습니다."})
        if self.parent and self.pk and self.children.exists():
            raise ValidationError(
                {"parent": "중분류가 있는 섹션은 다른 섹션 아래에 둘 수 없습니다."}
            )
