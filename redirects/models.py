"""Old addresses that must keep working (…?no=51595): one row each, filled by editors and importers."""

from django.core.exceptions import ValidationError
from django.db import models

from redirects.addresses import old_path_of


class Redirect(models.Model):
    old_path = models.CharField(
        "옛 주소",
        max_length=500,
        unique=True,
        help_text="호스트를 뺀 주소를 물음표 뒤까지 적습니다. 예: /news/article.html?no=51595",
    )
    article = models.ForeignKey(
        "articles.Article",
        verbose_name="옮겨 간 기사",
        on_delete=models.CASCADE,
        related_name="old_addresses",
        null=True,
        blank=True,
    )
    new_path = models.CharField(
        "새 주소",
        max_length=500,
        blank=True,
        help_text="기사가 아닐 때만 적습니다. 예: /pages/about/",
    )

    class Meta:
        verbose_name = "옛 주소"
        verbose_name_plural = "옛 주소"
        ordering = ("old_path",)
        constraints = (
            models.CheckConstraint(
                name="redirect_has_one_target",
                condition=models.Q(article__isnull=False, new_path="")
                | (models.Q(article__isnull=True) & ~models.Q(new_path="")),
                violation_error_message="옮겨 간 기사와 새 주소 가운데 하나만 적어 주세요.",
            ),
        )

    def __str__(self) -> str:
        return self.old_path

    def clean(self) -> None:
        try:
            self.old_path = old_path_of(self.old_path.strip())
        except ValueError as error:
            raise ValidationError({"old_path": str(error)}) from error
        if self.new_path and not _is_path(self.new_path):
            raise ValidationError({"new_path": "주소는 빗금(/) 하나로 시작해야 합니다."})


def _is_path(address: str) -> bool:
    return address.startswith("/") and not address.startswith(("//", "/\\"))
