"""What a story was and what was done to it: revisions and the log. Rows are added, never changed."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from articles.models.article import Article, PartOfArticle, PartOfArticleManager
from articles.states import Action, Status
from newsroom.append_only import AppendOnlyModel, AppendOnlyQuerySet


class HangulEncoder(DjangoJSONEncoder):
    """Keeps Hangul as Hangul: a third of the size of \\uXXXX escapes, and readable in SQL."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options | {"ensure_ascii": False})


class Revision(PartOfArticle):
    """One saved state of a story's text; `data` is Content.to_json().

    The newest revision is the working copy; the one with the article's live_revision is live.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField("번호")
    data = models.JSONField(encoder=HangulEncoder)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="고친 사람",
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
    )
    created_at = models.DateTimeField("고친 때")
    note = models.CharField("메모", max_length=200, blank=True)
    published_at = models.DateTimeField("게재한 때", null=True)

    natural_fields = ("number",)

    class Meta:
        verbose_name = "판"
        verbose_name_plural = "판"
        ordering = ("article", "-number")
        constraints = (
            models.UniqueConstraint(name="one_revision_per_number", fields=["article", "number"]),
        )

    def __str__(self) -> str:
        return f"{self.article_id}번 기사 {self.number}판"


class LogAction(models.TextChoices):
    """What the log records beyond people's actions."""

    REFUSED_EMBARGO = "refused_embargo", "엠바고로 출고 거절"
    CLOCK_FAILED = "clock_failed", "예약 처리 실패"
    NOTICE = "notice", "정정·반론·추후보도 게재"
    MOVED = "moved", "한꺼번에 옮김"


_LogManager = PartOfArticleManager.from_queryset(AppendOnlyQuerySet)


class LogEntry(AppendOnlyModel, PartOfArticle):
    """Who did what to a story, when, from which status to which, and why.

    The database refuses to change or delete a line, so whose line it is can't be deleted either.
    """

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="log")
    action = models.CharField("처리", max_length=20, choices=Action.choices + LogAction.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
    )
    by_name = models.CharField("처리한 사람", max_length=150)
    from_status = models.CharField("이전 상태", max_length=12, choices=Status.choices, blank=True)
    to_status = models.CharField("다음 상태", max_length=12, choices=Status.choices, blank=True)
    reason = models.CharField("사유", max_length=500, blank=True)
    detail = models.CharField("내용", max_length=200, blank=True)
    revision = models.PositiveIntegerField("판", default=0)
    created_at = models.DateTimeField("때", db_index=True)

    natural_fields = ("action", "created_at")

    objects: ClassVar[Any] = _LogManager()

    class Meta:
        verbose_name = "처리 기록"
        verbose_name_plural = "처리 기록"
        ordering = ("-created_at", "-pk")
        indexes = (
            # What people did: an import, which writes nearly all lines, is nobody.
            models.Index(
                name="log_by",
                fields=["by", "-created_at", "-id"],
                condition=models.Q(by__isnull=False),
            ),
            models.Index(name="log_action", fields=["action", "-created_at", "-id"]),
        )

    def __str__(self) -> str:
        return f"{self.by_name} {self.get_action_display()}"
