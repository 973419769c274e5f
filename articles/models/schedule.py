"""What the clock has yet to do to a live story, and what it tried in vain. A scheduled story needs
no row here: its status and time are the article's own."""

from django.conf import settings
from django.db import models

from articles.models.article import TITLE_MAX_LENGTH, Article, PartOfArticle


class ScheduledChange(PartOfArticle):
    """수정안 예약: the clock makes this very revision the live text at `publish_at`.

    Gone once it is live, cancelled, or overtaken by another text going live. At most one a story.
    """

    article = models.OneToOneField(
        Article, on_delete=models.CASCADE, related_name="scheduled_change"
    )
    revision = models.PositiveIntegerField("판")
    # Of that revision, which never changes: lists need no look into its text.
    title = models.CharField("제목", max_length=TITLE_MAX_LENGTH)
    embargo_until = models.DateTimeField("엠바고", null=True)
    publish_at = models.DateTimeField("나갈 때", db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, related_name="+", null=True
    )
    by_name = models.CharField("예약한 사람", max_length=150)
    created_at = models.DateTimeField("예약한 때")

    natural_fields = ()

    class Meta:
        verbose_name = "수정안 예약"
        verbose_name_plural = "수정안 예약"

    def __str__(self) -> str:
        return f"{self.article_id}번 기사 {self.revision}판"


class ClockFailure(PartOfArticle):
    """The clock could not do what a story's schedule asks; it goes on trying."""

    article = models.OneToOneField(Article, on_delete=models.CASCADE, related_name="clock_failure")
    since = models.DateTimeField("처음 실패한 때")
    attempts = models.PositiveIntegerField("시도한 횟수", default=0)
    retry_at = models.DateTimeField("다시 시도할 때")
    reason = models.CharField("까닭", max_length=500)

    natural_fields = ()

    class Meta:
        verbose_name = "예약 처리 실패"
        verbose_name_plural = "예약 처리 실패"

    def __str__(self) -> str:
        return self.reason
