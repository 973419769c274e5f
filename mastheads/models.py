"""The masthead (간기): the legal particulars in every page's footer (신문법 제21조)."""

from django.db import models

from mastheads.page_keys import MASTHEAD
from pagecache import depends, remembered

REQUIRED_FIELDS = (
    "title",
    "legal_name",
    "registered_on",
    "publisher",
    "address",
    "phone",
    "email",
    "youth_protection_officer",
    "privacy_officer",
    "business_number",
    "founded_on",
)


class Masthead(models.Model):
    """One row (pk 1). An empty field is missing, not wrong: editors fill it in step by step."""

    title = models.CharField("제호", max_length=60, blank=True)
    slogan = models.CharField("표어", max_length=80, blank=True)
    legal_name = models.CharField("법인명", max_length=80, blank=True)
    registered_on = models.DateField("등록연월일", null=True, blank=True)
    publisher = models.CharField("발행인", max_length=40, blank=True)
    address = models.CharField("발행소 주소", max_length=200, blank=True)
    phone = models.CharField("대표전화", max_length=40, blank=True)
    email = models.EmailField("이메일", blank=True)
    youth_protection_officer = models.CharField("청소년보호책임자", max_length=40, blank=True)
    privacy_officer = models.CharField("개인정보보호책임자", max_length=40, blank=True)
    ombudsman = models.CharField("고충처리인", max_length=40, blank=True)
    placement_officer = models.CharField("기사배열책임자", max_length=40, blank=True)
    business_number = models.CharField("사업자등록번호", max_length=40, blank=True)
    founded_on = models.DateField("최초 발행연월일", null=True, blank=True)
    copyright_line = models.CharField(
        "저작권 문구", max_length=200, default="무단전재 및 재배포 금지", blank=True
    )
    forbids_ai_training = models.BooleanField("AI 학습 이용 금지", default=False)
    shows_revision_history = models.BooleanField(
        "수정 이력 공개",
        default=False,
        help_text="켜 두면 기사마다 게재하고 고친 때와 까닭을 독자에게 보여 줍니다.",
    )
    is_example = models.BooleanField(
        "예시 매체", default=False, help_text="켜 두면 모든 페이지에 예시라고 표시합니다."
    )

    class Meta:
        verbose_name = "발행 정보"
        verbose_name_plural = "발행 정보"
        constraints = (
            models.CheckConstraint(name="masthead_is_one_row", condition=models.Q(pk=1)),
        )

    def __str__(self) -> str:
        return self.title or "발행 정보"

    @classmethod
    def current(cls) -> "Masthead":
        """The masthead with its registrations and editors; an empty, unsaved one before that."""
        return remembered("masthead", cls._find)

    @classmethod
    def _find(cls) -> "Masthead":
        depends(MASTHEAD)
        found = cls.objects.prefetch_related("registrations", "editors").filter(pk=1).first()
        return found or cls(pk=1)

    def missing_fields(self) -> list[str]:
        """Korean names of what the law requires and nobody has filled in yet."""
        missing = [
            str(self._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
            for name in REQUIRED_FIELDS
            if not getattr(self, name)
        ]
        if not self.registrations.all():
            missing.append("등록번호")
        if not self.editors.all():
            missing.append("편집인")
        return missing


class Registration(models.Model):
    masthead = models.ForeignKey(Masthead, on_delete=models.CASCADE, related_name="registrations")
    kind = models.CharField("구분", max_length=40, default="등록번호")
    number = models.CharField("번호", max_length=60)
    order = models.PositiveSmallIntegerField("순서", default=0)

    class Meta:
        verbose_name = "등록번호"
        verbose_name_plural = "등록번호"
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class Editor(models.Model):
    masthead = models.ForeignKey(Masthead, on_delete=models.CASCADE, related_name="editors")
    name = models.CharField("이름", max_length=40)
    field = models.CharField("담당 분야", max_length=60, blank=True)
    order = models.PositiveSmallIntegerField("순서", default=0)

    class Meta:
        verbose_name = "편집인"
        verbose_name_plural = "편집인"
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return f"{self.name} ({self.field})" if self.field else self.name
