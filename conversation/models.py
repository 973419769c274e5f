"""What colleagues say to one another about a story, who does what by when, and who is told of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from articles.models import Article, LogEntry

TEXT_MAX_LENGTH = 2000
QUOTE_MAX_LENGTH = 1000


class Comment(models.Model):
    """의견, on the story or on a passage of it; an answer has the first of its thread as `parent`.

    `quote` is the passage as it stood in revision `quote_revision`, a line for each paragraph, and
    `quote_paragraph` the place of its first one there, counted from 0; None when that text had not
    been saved. Rows are never removed: one that its author took back is struck.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="comments")
    parent = models.ForeignKey(
        "self", on_delete=models.CASCADE, related_name="replies", null=True, blank=True
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, related_name="+", null=True
    )
    text = models.TextField("의견", max_length=TEXT_MAX_LENGTH)
    quote = models.TextField("인용", max_length=QUOTE_MAX_LENGTH, blank=True)
    quote_revision = models.PositiveIntegerField("인용한 판", null=True)
    quote_paragraph = models.PositiveIntegerField("인용한 문단", null=True)
    created_at = models.DateTimeField("때")
    struck_at = models.DateTimeField("지운 때", null=True)
    resolved_at = models.DateTimeField("해결한 때", null=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, related_name="+", null=True
    )

    class Meta:
        verbose_name = "의견"
        verbose_name_plural = "의견"
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.article_id}: {self.pk}"

    @property
    def words(self) -> str:
        """The text as long as it stands."""
        return "" if self.struck_at else self.text


class Assignment(models.Model):
    """맡은 일: for a story, or `what` alone before there is one. Ended once, done or dropped."""

    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, related_name="assignments", null=True
    )
    what = models.CharField("할 일", max_length=200, blank=True)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="assignments"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, related_name="+", null=True
    )
    due_at = models.DateTimeField("마감")
    created_at = models.DateTimeField("맡긴 때")
    ended_at = models.DateTimeField("끝난 때", null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, related_name="+", null=True
    )
    is_dropped = models.BooleanField("거둠", default=False)

    class Meta:
        verbose_name = "맡은 일"
        verbose_name_plural = "맡은 일"
        ordering = ("due_at", "pk")
        indexes = (
            models.Index(
                name="open_assignments",
                fields=["assignee", "due_at"],
                condition=Q(ended_at__isnull=True),
            ),
            models.Index(
                name="open_assignments_by", fields=["by"], condition=Q(ended_at__isnull=True)
            ),
        )

    def __str__(self) -> str:
        return self.what or f"{self.article_id}번 기사"


class Kind(models.TextChoices):
    MENTIONED = "mentioned", "나를 부름"
    REPLIED = "replied", "답글"
    COMMENTED = "commented", "내 기사에 의견"
    ASSIGNED = "assigned", "일을 맡음"
    DONE = "done", "맡긴 일을 마침"
    DROPPED = "dropped", "맡은 일을 거둠"
    HANDLED = "handled", "내 기사 처리"


class InboxItem(models.Model):
    """알림: one thing that one user is told. What it says is read from what it points to, and only
    while that user may read the story's conversation (conversation/inbox.py)."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="inbox"
    )
    kind = models.CharField("종류", max_length=12, choices=Kind.choices)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+", null=True)
    comment = models.ForeignKey(
        Comment, on_delete=models.CASCADE, related_name="inbox_items", null=True
    )
    assignment = models.ForeignKey(
        Assignment, on_delete=models.CASCADE, related_name="+", null=True
    )
    entry = models.ForeignKey(LogEntry, on_delete=models.CASCADE, related_name="+", null=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, related_name="+", null=True
    )
    created_at = models.DateTimeField("때")
    read_at = models.DateTimeField("읽은 때", null=True)

    class Meta:
        verbose_name = "알림"
        verbose_name_plural = "알림"
        ordering = ("-pk",)
        indexes = (
            models.Index(name="inbox_of_user", fields=["user", "-id"]),
            models.Index(name="unread_of_user", fields=["user"], condition=Q(read_at__isnull=True)),
        )

    def __str__(self) -> str:
        return f"{self.user_id}: {self.kind}"


class MailWish(models.Model):
    """Who wants mail when something waits in their inbox; no row, no mail.

    `told_item` is the newest item that mail has told of. `tried_at` keeps others off while one
    clock sends, and from trying again at once when the mail server refuses.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="mail_wish",
        primary_key=True,
    )
    told_item = models.BigIntegerField("알린 데까지", default=0)
    tried_at = models.DateTimeField("보내려 한 때", null=True)

    class Meta:
        verbose_name = "이메일 알림"
        verbose_name_plural = "이메일 알림"

    def __str__(self) -> str:
        return str(self.user_id)
