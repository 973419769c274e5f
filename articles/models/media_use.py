"""Which pictures and attachments a story's text names.

The lead photo of the row stands in Article.lead_photo; what only the text or the working copy
names is found here, so that a file is public while readers see a story with it and can't be
deleted while anybody's text needs it.
"""

from datetime import datetime
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef

from articles.models.article import Article
from attachments.models import Attachment
from photos.models import Photo


class MediaUseQuerySet(models.QuerySet["MediaUse"]):
    def shown(self, now: datetime | None = None) -> Self:
        """By stories that readers see at `now` (aware; default: this moment)."""
        stories = Article.objects.published(now)
        return self.filter(Exists(stories.filter(pk=OuterRef("article"))), is_working_copy=False)

    def in_rows(self) -> Self:
        """By what a story says now, whoever may read it."""
        return self.filter(is_working_copy=False)

    def out_of_authors_hands(self) -> Self:
        return self.filter(article__in=Article.objects.out_of_authors_hands())

    def get_by_natural_key(
        self, story: str | None, photo: str | None, attachment: str | None, is_working_copy: bool
    ) -> "MediaUse":
        return self.get(
            article__import_key=story,
            photo__token=photo,
            attachment__token=attachment,
            is_working_copy=is_working_copy,
        )


class MediaUse(models.Model):
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="media_uses")
    photo = models.ForeignKey(
        Photo, on_delete=models.PROTECT, related_name="media_uses", null=True, blank=True
    )
    attachment = models.ForeignKey(
        Attachment, on_delete=models.PROTECT, related_name="media_uses", null=True, blank=True
    )
    # In a revision and not in the row that readers get: mostly the newest of a live story, or one
    # of old. There the lead photo counts too. Kept up by articles/media_uses.py.
    is_working_copy = models.BooleanField(default=False)

    objects: ClassVar[Any] = MediaUseQuerySet.as_manager()

    class Meta:
        verbose_name = "쓰인 사진·파일"
        verbose_name_plural = "쓰인 사진·파일"
        constraints = (
            models.UniqueConstraint(
                name="one_use_of_a_photo", fields=["article", "photo", "is_working_copy"]
            ),
            models.UniqueConstraint(
                name="one_use_of_an_attachment", fields=["article", "attachment", "is_working_copy"]
            ),
            models.CheckConstraint(
                name="use_of_photo_or_attachment",
                condition=models.Q(photo__isnull=False, attachment__isnull=True)
                | models.Q(photo__isnull=True, attachment__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.article_id}: {self.photo or self.attachment}"

    def natural_key(self) -> tuple[Any, ...]:
        """So that fixtures meet their own story and file, and never another's number."""
        photo = self.photo.token if self.photo else None
        attachment = self.attachment.token if self.attachment else None
        return (self.article.import_key, photo, attachment, self.is_working_copy)

    natural_key.dependencies = [  # type: ignore[attr-defined]
        "articles.article",
        "photos.photo",
        "attachments.attachment",
    ]
