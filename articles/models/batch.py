"""Stories that were sent out together with one press, so that one press can take them back."""

from django.conf import settings
from django.db import models

from articles.models.article import Article
from articles.models.record import HangulEncoder
from articles.states import Action


class PublicationBatch(models.Model):
    """`goes_live_at` is the second at which readers see the stories; until `undo_until` they can
    be taken back. articles/batches.py makes and undoes it."""

    action = models.CharField("처리", max_length=20)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, related_name="+", null=True
    )
    by_name = models.CharField("처리한 사람", max_length=150)
    created_at = models.DateTimeField("만든 때")
    goes_live_at = models.DateTimeField("나갈 때")
    undo_until = models.DateTimeField("되돌릴 수 있는 때", db_index=True)
    undone_at = models.DateTimeField("되돌린 때", null=True)
    undone_by_name = models.CharField("되돌린 사람", max_length=150, blank=True)

    class Meta:
        verbose_name = "함께 내보낸 기사"
        verbose_name_plural = "함께 내보낸 기사"

    def __str__(self) -> str:
        return f"{self.by_name} {self.action_name}"

    @property
    def action_name(self) -> str:
        return Action(self.action).label


class BatchStory(models.Model):
    """One story of a batch and how it stood before: status, approval, and as JSON the scheduled
    change of a live story whose place the batch took."""

    batch = models.ForeignKey(PublicationBatch, on_delete=models.CASCADE, related_name="stories")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    revision = models.PositiveIntegerField("판")
    from_status = models.CharField("이전 상태", max_length=12)
    approved_revision = models.PositiveIntegerField(null=True)
    replaced = models.JSONField(encoder=HangulEncoder, null=True)

    class Meta:
        verbose_name = "함께 내보낸 기사 하나"
        verbose_name_plural = "함께 내보낸 기사 하나하나"
        constraints = (
            models.UniqueConstraint(name="story_once_a_batch", fields=["batch", "article"]),
        )

    def __str__(self) -> str:
        return f"{self.article_id}번 기사 {self.revision}판"
