"""Several people at one story: who has it open, and what was typed but could not be saved."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from articles.content import Content
from articles.models import Article
from articles.models.record import HangulEncoder


class OpenStory(models.Model):
    """A story open in one window of one user's browser, kept alive by the window's heartbeat.

    What hasn't been seen for presence.windows.GONE_AFTER counts as closed, whether or not the row
    is still there. Whoever holds the story is the one writing; that is a courtesy, never what
    decides a save. The reference to the story is no constraint of the database: its check would
    wait for whoever is saving the story.
    """

    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, related_name="open_in", db_constraint=False
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="open_stories"
    )
    window = models.CharField("창", max_length=32)
    is_form = models.BooleanField("고치는 화면", default=False)
    last_seen = models.DateTimeField("마지막 신호", db_index=True)
    held_since = models.DateTimeField("쓰기 시작한 때", null=True)
    # Until this window has been told that somebody took the story over.
    taken_over_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, related_name="+", null=True
    )

    class Meta:
        verbose_name = "열어 둔 기사"
        verbose_name_plural = "열어 둔 기사"
        constraints = (
            models.UniqueConstraint(
                name="one_row_per_window", fields=["article", "user", "window"]
            ),
            models.UniqueConstraint(
                name="one_holder_per_story",
                fields=["article"],
                condition=Q(held_since__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.article_id}: {self.user_id}"


class WhySetAside(models.TextChoices):
    LATE = "late", "늦은 저장"
    TAKEN_OVER = "taken_over", "이어받기"
    REFUSED = "refused", "저장 거절"


class SetAsideText(models.Model):
    """밀려난 글: what somebody typed and could not save, kept under the revision it grew from.

    A named revision beside the numbered ones: `data` is Content.to_json() as theirs is, but it is
    never the working copy. `unread` is what was typed in fields that could not be read, by name.
    Rows are added; only `used_in` is filled in later.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="set_aside")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="쓴 사람",
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
    )
    base_revision = models.PositiveIntegerField("바탕이 된 판")
    data = models.JSONField(encoder=HangulEncoder)
    unread = models.JSONField(encoder=HangulEncoder, default=dict)
    why = models.CharField("까닭", max_length=12, choices=WhySetAside.choices)
    displaced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, related_name="+", null=True
    )
    created_at = models.DateTimeField("때")
    # The revision that was saved out of it.
    used_in = models.PositiveIntegerField("합친 판", null=True)

    class Meta:
        verbose_name = "밀려난 글"
        verbose_name_plural = "밀려난 글"
        ordering = ("-created_at", "-pk")
        indexes = (models.Index(name="set_aside_of_story", fields=["article", "-created_at"]),)

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """What the history calls it."""
        return (
            f"{self.get_why_display()}: {self.author or '알 수 없음'}, {self.base_revision}판에서"
        )

    @property
    def content(self) -> Content:
        return Content.from_json(self.data)
