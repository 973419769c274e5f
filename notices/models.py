"""The register of claims and the notices that were published. The database keeps the rows of all
four tables (newsroom/append_only.py): nobody deletes one, and what is fixed stays as written."""

import secrets
from typing import Any, ClassVar

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.db.models import Q
from django.urls import reverse

from articles.models import Article
from newsroom.append_only import AppendOnlyModel, AppendOnlyQuerySet
from notices.states import OPEN, ClaimState, Kind


class ClaimQuerySet(models.QuerySet["Claim"]):
    def open(self) -> "ClaimQuerySet":
        return self.filter(state__in=OPEN)

    def marked(self) -> "ClaimQuerySet":
        """Those that readers are told of on the story."""
        return self.open().filter(is_marked=True)


class Claim(models.Model):
    """A claim for a notice (정정보도 등 청구) and how it goes on. `version` counts its changes."""

    article = models.ForeignKey(
        Article, verbose_name="기사", on_delete=models.PROTECT, related_name="claims"
    )
    kind = models.CharField("청구 종류", max_length=12, choices=Kind.choices)
    claimant = models.CharField("청구인", max_length=100)
    contact = models.CharField("연락처", max_length=200, blank=True)
    claimed_on = models.DateField("청구받은 날")
    known_on = models.DateField("청구인이 안 날", null=True, blank=True)
    asked = models.TextField("청구 내용", max_length=5_000)
    state = models.CharField(
        "상태", max_length=12, choices=ClaimState.choices, default=ClaimState.RECEIVED
    )
    is_marked = models.BooleanField("기사에 ‘청구 중’ 표시", default=False)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField("적은 때")

    objects: ClassVar[Any] = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = "정정보도 등 청구"
        verbose_name_plural = "정정보도 등 청구"
        ordering = ("-claimed_on", "-pk")
        indexes = (models.Index(name="claim_by_state", fields=["state", "-claimed_on", "-id"]),)

    def __str__(self) -> str:
        return f"{self.claimant}, {self.get_kind_display()} 청구"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def shows_mark(self) -> bool:
        return self.is_marked and self.is_open


class ClaimEntry(AppendOnlyModel):
    """One step of a claim's history: what happened, and the desk's own words on it."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="entries")
    created_at = models.DateTimeField("때")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    by_name = models.CharField("적은 사람", max_length=150)
    what = models.TextField("한 일", blank=True)
    note = models.TextField("메모", max_length=2_000, blank=True)

    objects: ClassVar[models.Manager[Any]] = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = "경과"
        verbose_name_plural = "경과"
        ordering = ("-created_at", "-pk")

    def __str__(self) -> str:
        return self.what or self.note


def _token() -> str:
    return secrets.token_hex(16)


def _private() -> Any:
    return storages["claim_documents"]


class ClaimDocument(AppendOnlyModel):
    """A file of a claim, in a private folder under a name of its own; `name` is what it was called."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="documents")
    token = models.CharField(max_length=32, unique=True, default=_token, editable=False)
    file = models.FileField("문서", storage=_private)
    name = models.CharField("이름", max_length=200)
    size = models.PositiveIntegerField("크기")
    created_at = models.DateTimeField("올린 때")
    by_name = models.CharField("올린 사람", max_length=150)

    objects: ClassVar[models.Manager[Any]] = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = "청구 문서"
        verbose_name_plural = "청구 문서"
        ordering = ("created_at", "pk")

    def __str__(self) -> str:
        return self.name


class Notice(AppendOnlyModel):
    """정정·반론·추후보도 as published. Never changed and never taken back: what was wrong in one is
    said by the next."""

    article = models.ForeignKey(
        Article, verbose_name="기사", on_delete=models.PROTECT, related_name="notices"
    )
    claim = models.ForeignKey(
        Claim,
        verbose_name="청구",
        on_delete=models.PROTECT,
        related_name="notices",
        null=True,
        blank=True,
    )
    kind = models.CharField("종류", max_length=12, choices=Kind.choices)
    text = models.TextField("보도문", max_length=5_000)
    published_at = models.DateTimeField("게재한 때")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    by_name = models.CharField("게재한 사람", max_length=150)

    objects: ClassVar[models.Manager[Any]] = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = "정정·반론·추후보도"
        verbose_name_plural = "정정·반론·추후보도"
        ordering = ("-published_at", "-pk")
        indexes = (models.Index(name="notice_newest", fields=["-published_at", "-id"]),)
        constraints = (models.CheckConstraint(name="notice_has_a_text", condition=~Q(text="")),)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("notice_detail", args=[self.pk])
