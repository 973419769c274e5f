"""Who did what, of all that isn't done to a story: a story's own log is articles.LogEntry."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from newsroom.append_only import AppendOnlyModel, AppendOnlyQuerySet


class Kind(models.TextChoices):
    LOGIN = "login", "로그인"
    LOGOUT = "logout", "로그아웃"
    LOGIN_FAILED = "login_failed", "로그인 실패"
    PASSWORD = "password", "비밀번호 바꿈"
    USER = "user", "사용자와 권한"
    SETTING = "setting", "설정"
    STORIES_MOVED = "stories_moved", "기사 한꺼번에 옮김"
    EXPORT = "export", "내보내기"


class Entry(AppendOnlyModel):
    """`by_name` is the person as they were called then; `subject` what it was done to.

    `before` and `after` have a line for each field that changed. `address` is where the request
    came from; null for what was done in a shell or by the clock.
    """

    created_at = models.DateTimeField("때", default=timezone.now)
    # Kept: somebody who did something is put out of use, not deleted.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="누가",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        db_index=False,
    )
    by_name = models.CharField("이름", max_length=150)
    address = models.GenericIPAddressField("주소", null=True)
    kind = models.CharField("종류", max_length=16, choices=Kind.choices)
    subject = models.CharField("대상", max_length=200, blank=True)
    before = models.TextField("이전", blank=True)
    after = models.TextField("다음", blank=True)
    detail = models.TextField("내용", blank=True)

    objects: ClassVar[models.Manager[Any]] = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = "감사 기록"
        verbose_name_plural = "감사 기록"
        ordering = ("-created_at", "-pk")
        indexes = (
            models.Index(name="audit_newest", fields=["-created_at", "-id"]),
            models.Index(name="audit_by", fields=["by", "-created_at", "-id"]),
            models.Index(name="audit_kind", fields=["kind", "-created_at", "-id"]),
        )

    def __str__(self) -> str:
        return f"{self.by_name} {self.get_kind_display()}"
