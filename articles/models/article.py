"""The story. The row is what readers get; an unpublished change of a live story is a Revision.

Status, published_at and everything in Content are written by articles/workflow.py alone.
"""

from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, When
from django.utils import timezone

from articles.labels import Label, ReportingType
from articles.list_kinds import KINDS
from articles.models.tag import Tag
from articles.states import EVER_PUBLIC, VISIBLE, Status
from photos.models import Photo
from reporters.models import Outlet, Reporter
from sections.models import Section

if TYPE_CHECKING:
    from articles.lists import NumberedList
    from articles.models.schedule import ScheduledChange

TITLE_MAX_LENGTH = 200
SUBTITLE_MAX_LENGTH = 300
# Beyond this a headline breaks badly on phones and portals; a guide, never a cut (domain.md).
TITLE_GUIDE_LENGTH = 25


class ArticleQuerySet(models.QuerySet["Article"]):
    def get_by_natural_key(self, import_key: str) -> "Article":
        return self.get(import_key=import_key)

    def published(self, now: datetime | None = None) -> Self:
        """What readers see at `now` (aware; default: this moment). The only such filter.

        A scheduled story is visible from its second on without any job having run.
        """
        return self.filter(visible_from__lte=now or timezone.now())

    def out_of_authors_hands(self) -> Self:
        """Filed or further: only the desk changes what these say."""
        return self.exclude(status__in=(Status.DRAFT, Status.REJECTED, Status.TRASHED))

    def newest_first(self) -> Self:
        """By first publication; only for stories that are published()."""
        return self.order_by("-visible_from", "-pk")

    def older_than(self, at: datetime, pk: int) -> Self:
        """Newest first, what stands after a story of this time and number.

        The bound is said once more plainly: by an OR alone no database finds its place in an index.
        """
        before = Q(visible_from__lt=at) | Q(visible_from=at, pk__lt=pk)
        return self.filter(before, visible_from__lte=at).newest_first()

    def newer_than(self, at: datetime, pk: int) -> Self:
        """Oldest first, what stands before it."""
        after = Q(visible_from__gt=at) | Q(visible_from=at, pk__gt=pk)
        return self.filter(after, visible_from__gte=at).order_by("visible_from", "pk")

    def for_cards(self) -> Self:
        """With everything a list entry shows, so that a list costs one query."""
        return self.newest_first().select_related(
            "section", "section__parent", "lead_reporter", "lead_photo", "outlet"
        )

    def in_section(self, section: Section) -> Self:
        """Whose main or further section is `section` or one of its children, public or not.

        What readers see of it is a list, which is quicker: `listed`.
        """
        ids = Section.objects.filter(Q(pk=section.pk) | Q(parent=section.pk)).values("pk")
        further = Article.further_sections.through.objects.filter(section__in=ids)
        return self.filter(Q(section__in=ids) | Q(pk__in=further.values("article")))

    def listed(self, kind: str, list_id: int) -> Self:
        """Stories of a list (articles/list_kinds.py), newest first, in the order of its index.

        To be asked last: whatever orders the stories afterwards costs that index.
        """
        in_list = self.filter(listings__kind=KINDS[kind], listings__list_id=list_id)
        return in_list.order_by("-listings__visible_from", "-listings__article_id")

    def numbered(self, kind: str, list_id: int, now: datetime) -> "NumberedList":
        """The pages of a list as readers see it at `now`."""
        from articles.lists import NumberedList

        return NumberedList(KINDS[kind], list_id, now)


class Article(models.Model):
    title = models.CharField("제목", max_length=TITLE_MAX_LENGTH)
    subtitle = models.CharField("부제목", max_length=SUBTITLE_MAX_LENGTH, blank=True)
    body = models.TextField("본문", blank=True)
    outlet = models.ForeignKey(
        Outlet, verbose_name="매체", on_delete=models.PROTECT, related_name="articles"
    )
    labels = models.JSONField("꼬리표", default=list, blank=True)
    reporting_type = models.CharField(
        "취재 유형", max_length=16, choices=ReportingType.choices, default=ReportingType.OWN
    )
    section = models.ForeignKey(
        Section,
        verbose_name="섹션",
        on_delete=models.PROTECT,
        related_name="articles",
        null=True,
        blank=True,
    )
    further_sections = models.ManyToManyField(
        Section, verbose_name="함께 실을 섹션", related_name="further_articles", blank=True
    )
    tags = models.ManyToManyField(Tag, verbose_name="태그", related_name="articles", blank=True)
    reporters = models.ManyToManyField(
        Reporter, verbose_name="기자", related_name="articles", through="Byline", blank=True
    )
    # The reporter of order 0, written together with the bylines: a published story without a
    # reporter is thereby something the database itself refuses.
    lead_reporter = models.ForeignKey(
        Reporter, on_delete=models.PROTECT, related_name="+", null=True, editable=False
    )
    lead_photo = models.ForeignKey(
        Photo,
        verbose_name="대표 사진",
        on_delete=models.PROTECT,
        related_name="lead_articles",
        null=True,
        blank=True,
    )
    lead_caption = models.CharField("사진 설명", max_length=300, blank=True)
    lead_credit = models.CharField("사진 출처", max_length=100, blank=True)
    related = models.ManyToManyField(
        "self",
        verbose_name="관련 기사",
        symmetrical=False,
        related_name="related_from",
        blank=True,
    )
    embargo_until = models.DateTimeField("엠바고", null=True, blank=True)
    is_incomplete = models.BooleanField(
        "내용 미완",
        default=False,
        help_text="내용이 잘린 기사입니다. 채운 뒤 꺼야 출고할 수 있습니다.",
    )

    status = models.CharField(
        "상태", max_length=12, choices=Status.choices, default=Status.DRAFT, editable=False
    )
    status_before_trash = models.CharField(max_length=12, blank=True, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="작성자",
        on_delete=models.SET_NULL,
        related_name="articles",
        null=True,
        editable=False,
    )
    published_at = models.DateTimeField("입력", null=True, editable=False)
    modified_at = models.DateTimeField("수정", null=True, editable=False)
    # published_at while readers may see the story, else null: one column decides visibility and
    # order, so that a plain index serves every public list on both databases (decision 0011).
    visible_from = models.GeneratedField(
        expression=Case(When(status__in=VISIBLE, then=F("published_at"))),
        output_field=models.DateTimeField(null=True),
        db_persist=True,
    )
    created_at = models.DateTimeField("만든 때", default=timezone.now, editable=False)
    updated_at = models.DateTimeField("저장한 때", default=timezone.now, editable=False)
    revision = models.PositiveIntegerField("판", default=0, editable=False)
    live_revision = models.PositiveIntegerField(null=True, editable=False)
    approved_revision = models.PositiveIntegerField(null=True, editable=False)
    imported_revision = models.PositiveIntegerField(null=True, editable=False)
    # Null rather than empty: unique only among those that have one.
    import_key = models.CharField(  # noqa: DJ001
        "가져오기 열쇠", max_length=200, null=True, unique=True, editable=False
    )
    awaits_desk = models.BooleanField("사후 데스킹", default=False, editable=False)

    objects: ClassVar[models.Manager["Article"]] = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = "기사"
        verbose_name_plural = "기사"
        constraints = (
            models.CheckConstraint(
                name="public_article_is_complete",
                condition=~Q(status__in=EVER_PUBLIC)
                | Q(
                    published_at__isnull=False,
                    section__isnull=False,
                    lead_reporter__isnull=False,
                    live_revision__isnull=False,
                    is_incomplete=False,
                ),
            ),
            models.CheckConstraint(
                name="article_status_is_known", condition=Q(status__in=Status.values)
            ),
            models.CheckConstraint(
                name="article_modified_after_publication",
                condition=Q(modified_at__isnull=True) | Q(modified_at__gte=F("published_at")),
            ),
        )
        indexes = (
            # With the section, so that a list of several sections is read from the index alone.
            models.Index(
                name="article_newest_anywhere", fields=["-visible_from", "-id", "section"]
            ),
            models.Index(name="article_newest_section", fields=["section", "-visible_from", "-id"]),
            models.Index(name="article_queue", fields=["status", "-updated_at"]),
            models.Index(name="article_owner", fields=["owner", "-updated_at"]),
            models.Index(name="article_saved", fields=["-updated_at", "-id"]),
            # All that is asked of a story before the desk counts it: the queues are read from this
            # index alone. What is published is nearly everything and in no queue.
            models.Index(
                name="article_unpublished",
                fields=[
                    "status",
                    "-updated_at",
                    "-id",
                    "owner",
                    "section",
                    "visible_from",
                    "published_at",
                    "embargo_until",
                ],
                condition=~Q(status=Status.PUBLISHED),
            ),
            # Nothing is bound in the conditions of these, so that SQLite too can tell that a
            # query fits them. Few stories are in any of the last three at any time.
            models.Index(
                name="article_with_photo",
                fields=["-visible_from", "-id"],
                condition=Q(lead_photo__isnull=False),
            ),
            models.Index(
                name="article_awaits_desk",
                fields=["-updated_at"],
                condition=Q(awaits_desk=True),
            ),
            models.Index(
                name="article_incomplete",
                fields=["-updated_at"],
                condition=Q(is_incomplete=True),
            ),
            models.Index(
                name="article_embargoed",
                fields=["embargo_until"],
                condition=Q(embargo_until__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.title

    def natural_key(self) -> tuple[str | None]:
        """The import key, so that fixtures meet their own stories and never another's number.

        A story written here has none: back up with plain `dumpdata`, which keeps the numbers.
        """
        return (self.import_key,)

    def get_absolute_url(self) -> str:
        # As articles/urls.py has it: a front page asks for sixty, and reverse() takes its time.
        return f"/articles/{self.pk}/"

    @property
    def label_names(self) -> list[str]:
        return [Label(code).label for code in self.labels if code in Label.values]

    @property
    def is_advertising(self) -> bool:
        return self.reporting_type == ReportingType.ADVERTISING

    @property
    def is_modified(self) -> bool:
        """Whether the live text differs from what was first published."""
        return self.modified_at is not None and self.modified_at != self.published_at

    @property
    def has_unpublished_changes(self) -> bool:
        return self.live_revision is not None and self.revision != self.live_revision

    @property
    def pending_change(self) -> "ScheduledChange | None":
        """The 수정안 예약, if there is one; asked once for each instance."""
        return getattr(self, "scheduled_change", None)

    @property
    def photo_caption(self) -> str:
        return self.lead_caption or (self.lead_photo.caption if self.lead_photo else "")

    @property
    def photo_credit(self) -> str:
        return self.lead_credit or (self.lead_photo.credit if self.lead_photo else "")

    @property
    def ordered_reporters(self) -> list[Reporter]:
        """The reporters in byline order. One query, kept on the instance by prefetching."""
        return [byline.reporter for byline in self.bylines.all()]

    @property
    def byline(self) -> str:
        """The credit line 【매체 = 이름 기자】."""
        names = "·".join(reporter.name for reporter in self.ordered_reporters)
        return f"【{self.outlet.name} = {names} 기자】" if names else f"【{self.outlet.name}】"

    def status_at(self, now: datetime) -> Status:
        """The status with a schedule that has come counted as published."""
        if self.status == Status.SCHEDULED and self.published_at and self.published_at <= now:
            return Status.PUBLISHED
        return Status(self.status)

    @property
    def is_visible(self) -> bool:
        """Whether readers see it now; for one instance what published() is for many."""
        return self.status_at(timezone.now()) == Status.PUBLISHED

    @property
    def is_known_to_readers(self) -> bool:
        """Visible, or withdrawn after having been: its address may be told."""
        return self.is_visible or self.status == Status.WITHDRAWN


class PartOfArticleManager(models.Manager[Any]):
    """Finds a story's row for fixtures: by the story's import key and what tells rows apart."""

    def get_by_natural_key(self, import_key: str | None, *values: Any) -> Any:
        names = self.model.natural_fields
        wanted = dict(zip(names, values, strict=True))
        return self.get(article__import_key=import_key, **wanted)


class PartOfArticle(models.Model):
    """What belongs to a story and comes with it in fixtures; see Article.natural_key."""

    natural_fields: ClassVar[tuple[str, ...]]
    article: Article

    objects: ClassVar[PartOfArticleManager] = PartOfArticleManager()

    class Meta:
        abstract = True

    def natural_key(self) -> tuple[Any, ...]:
        return (self.article.import_key, *(getattr(self, name) for name in self.natural_fields))

    natural_key.dependencies = ["articles.article"]  # type: ignore[attr-defined]


class Byline(PartOfArticle):
    """One reporter of a story; `order` 0 is the lead reporter."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="bylines")
    reporter = models.ForeignKey(
        Reporter, verbose_name="기자", on_delete=models.PROTECT, related_name="bylines"
    )
    order = models.PositiveSmallIntegerField("순서", default=0)

    natural_fields = ("order",)

    class Meta:
        verbose_name = "크레딧"
        verbose_name_plural = "크레딧"
        ordering = ("article", "order")
        constraints = (
            models.UniqueConstraint(name="reporter_once_a_story", fields=["article", "reporter"]),
            models.UniqueConstraint(name="one_reporter_a_place", fields=["article", "order"]),
        )

    def __str__(self) -> str:
        return self.reporter.name


class CorrectionNote(PartOfArticle):
    """고침: a visible, dated note under a live story."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="correction_notes")
    text = models.CharField("고침 내용", max_length=500)
    created_at = models.DateTimeField("고친 때")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, related_name="+", null=True
    )

    natural_fields = ("created_at",)

    class Meta:
        verbose_name = "고침"
        verbose_name_plural = "고침"
        ordering = ("created_at", "pk")

    def __str__(self) -> str:
        return self.text
