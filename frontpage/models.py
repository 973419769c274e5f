"""Stories that editors pin to the top of the front page."""

from django.core.exceptions import ValidationError
from django.db import models

from articles.models import Article

MOST_PINS = 5


def visible_now() -> models.Q:
    """What Article.objects.published() takes, for the fields that choose a story to pin."""
    return models.Q(pk__in=Article.objects.published().values("pk"))


class PinnedArticle(models.Model):
    article = models.OneToOneField(
        Article,
        verbose_name="기사",
        on_delete=models.CASCADE,
        related_name="pin",
        limit_choices_to=visible_now,
    )
    order = models.PositiveSmallIntegerField(
        "자리", unique=True, help_text=f"1이 맨 위이고 {MOST_PINS}까지 있습니다."
    )

    class Meta:
        verbose_name = "머리기사"
        verbose_name_plural = "머리기사"
        ordering = ("order",)
        constraints = (
            models.CheckConstraint(
                name="pin_order_within_places",
                condition=models.Q(order__gte=1, order__lte=MOST_PINS),
                violation_error_message=f"머리기사 자리는 1부터 {MOST_PINS}까지입니다.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.order}. {self.article.title}"

    def clean(self) -> None:
        if self.article_id and not self.article.is_visible:
            raise ValidationError({"article": "게재된 기사만 머리기사로 올릴 수 있습니다."})
