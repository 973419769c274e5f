"""Which stories stand in which list, and how many on which day: derived from the articles.

Written by articles/placement.py and articles/listing.py alone; both can always be made anew from
the stories (decision 0013).
"""

from typing import ClassVar

from django.db import models

from articles.list_kinds import ListKind
from articles.models.article import Article


class Listing(models.Model):
    """One story in one list, with its date, so that a list is read from one index in order.

    Scheduled stories stand here too: whoever reads asks for `visible_from` up to now.
    """

    pk = models.CompositePrimaryKey("kind", "list_id", "visible_from", "article_id")
    kind = models.PositiveSmallIntegerField(choices=ListKind)
    list_id = models.IntegerField()
    visible_from = models.DateTimeField()
    # Checking the reference would cost more than all else when a million rows are written.
    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, related_name="listings", db_constraint=False
    )

    objects: ClassVar[models.Manager["Listing"]] = models.Manager()

    class Meta:
        verbose_name = "목록"
        verbose_name_plural = "목록"

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.list_id}: {self.article_id}"


class DayCount(models.Model):
    """How many stories of a list have their `visible_from` on a Seoul day, scheduled ones among
    them: exact for days that are over, for today an upper bound.

    `changed_at`, kept for ALL only: the last change of what readers see of that day's stories.
    """

    pk = models.CompositePrimaryKey("kind", "list_id", "day")
    kind = models.PositiveSmallIntegerField(choices=ListKind)
    list_id = models.IntegerField()
    day = models.DateField()
    stories = models.IntegerField()
    changed_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["DayCount"]] = models.Manager()

    class Meta:
        verbose_name = "날짜별 기사 수"
        verbose_name_plural = "날짜별 기사 수"

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.list_id}, {self.day}: {self.stories}"
