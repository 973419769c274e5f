"""What somebody is typing and has not saved: a slot for each open form, read by its user alone."""

from typing import Self

from django.conf import settings
from django.db import models

from articles.models import Article
from articles.models.record import HangulEncoder


class SlotQuerySet(models.QuerySet["Slot"]):
    def kept(self) -> Self:
        """Those that hold text, the newest first."""
        return self.filter(closed_at=None).order_by("-typed_at", "-pk")


class Slot(models.Model):
    """`form_key` is a random key made when the form is opened, so two tabs have a slot each.

    `fields` is what the form would post, as typed: lists of text by field name. `counter` rises
    with every text of the form; an older one never replaces a newer one. A slot whose form was
    saved, or whose text was thrown away, is closed and empty: a request still on its way then
    finds that it came too late. `article` is None for a story that was never saved.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="slots"
    )
    # No constraint of the database: its check would wait for the story's row while a save of the
    # story, which holds that row, waits for this one.
    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, related_name="slots", null=True, db_constraint=False
    )
    form_key = models.CharField(max_length=32)
    counter = models.PositiveBigIntegerField()
    fields = models.JSONField(encoder=HangulEncoder)
    base_revision = models.PositiveIntegerField()
    typed_at = models.DateTimeField(db_index=True)
    closed_at = models.DateTimeField(null=True)

    objects = SlotQuerySet.as_manager()

    class Meta:
        verbose_name = "자동 저장된 글"
        verbose_name_plural = "자동 저장된 글"
        constraints = (
            models.UniqueConstraint(name="slot_once_a_form", fields=["user", "form_key"]),
        )

    def __str__(self) -> str:
        return f"{self.user_id}: {self.title}"

    @property
    def title(self) -> str:
        return self.value("title").strip()

    def value(self, name: str) -> str:
        """The first value typed into a field, "" for none."""
        values = self.fields.get(name) or [""]
        return str(values[0])
