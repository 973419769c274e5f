"""How often stories were read, as plain sums: nothing here tells who read what.

None of the references is a constraint of the database: its check would lock article rows that the
workflow locks too, for figures that may as well be thrown away.
"""

from django.db import models

from articles.models import Article


class HourlyViews(models.Model):
    """Views of one story in one hour; kept for some days (readership/retention.py).

    Seoul is whole hours from UTC, so a day in Seoul is 24 of these.
    """

    article = models.ForeignKey(
        Article,
        verbose_name="기사",
        on_delete=models.CASCADE,
        related_name="hourly_views",
        db_constraint=False,
    )
    hour = models.DateTimeField("시간대")
    views = models.PositiveIntegerField("조회수")

    class Meta:
        verbose_name = "시간별 조회수"
        verbose_name_plural = "시간별 조회수"
        constraints = (
            models.UniqueConstraint(name="views_once_an_hour", fields=["hour", "article"]),
        )

    def __str__(self) -> str:
        return f"{self.article_id}: {self.views}"


class TotalViews(models.Model):
    """All views a story ever had."""

    article = models.OneToOneField(
        Article,
        verbose_name="기사",
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="total_views",
        db_constraint=False,
    )
    views = models.PositiveBigIntegerField("조회수")

    class Meta:
        verbose_name = "조회수"
        verbose_name_plural = "조회수"

    def __str__(self) -> str:
        return f"{self.article_id}: {self.views}"


class MostRead(models.Model):
    """많이 본 뉴스: which story stands in which place, written by readership/ranking.py alone."""

    place = models.PositiveSmallIntegerField("순위", primary_key=True)
    article = models.ForeignKey(
        Article,
        verbose_name="기사",
        on_delete=models.CASCADE,
        related_name="most_read_places",
        db_constraint=False,
    )

    class Meta:
        verbose_name = "많이 본 뉴스"
        verbose_name_plural = "많이 본 뉴스"
        ordering = ("place",)

    def __str__(self) -> str:
        return f"{self.place}: {self.article_id}"
