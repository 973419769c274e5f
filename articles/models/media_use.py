"""Which pictures and attachments a story's text names.

The lead photo of the row stands in Article.lead_photo; what only the text or the working copy
names is found here, so that a file is public while readers see a story with it and can't be
deleted while anybody's text needs it.
"""

from django.db import models

from articles.models.article import Article
from attachments.models import Attachment
from photos.models import Photo


class MediaUse(models.Model):
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="media_uses")
    photo = models.ForeignKey(
        Photo, on_delete=models.PROTECT, related_name="media_uses", null=True, blank=True
    )
    attachment = models.ForeignKey(
        Attachment, on_delete=models.PROTECT, related_name="media_uses", null=True, blank=True
    )
    # In the newest revision of a live story, not in the row that readers get; there, the lead
    # photo counts too.
    is_working_copy = models.BooleanField(default=False)

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
