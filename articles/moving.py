"""All stories of a section into another, or of a reporter to another, some at a time.

What has been moved isn't found again, so whoever is broken off goes on by calling once more. Each
story gets a revision, the way a save does: an editor who has it open is told, and neither the
working copy nor a scheduled change brings the old section or reporter back. The text, the dates
that readers see, the status and an approval stay as they are.
"""

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from accounts.models import User
from articles import guards, listing, log_lines, page_keys, permissions, revisions, workflow
from articles.content import Content
from articles.contents import contents_of
from articles.models import Article, Byline, LogEntry, Revision, ScheduledChange
from articles.models.record import LogAction
from articles.placement import moved_together, placements_of
from articles.signals import changed
from audit.models import Kind
from audit.recording import record
from pagecache import publishing
from reporters.models import Reporter
from sections.models import Section

# So many are locked at a time: an editor who saves one of them waits that long.
BATCH = 200


class Move(ABC):
    """What is put in place of what."""

    told: str

    @abstractmethod
    def waiting(self, most: int) -> list[int]:
        """Numbers of stories that have still to be moved, whatever their state."""

    @abstractmethod
    def applied(self, content: Content) -> Content:
        """The content after the move."""

    @abstractmethod
    def write(self, contents: Mapping[int, Content]) -> None:
        """Into the rows of these stories, whose contents are those after the move."""


@dataclass(frozen=True)
class SectionMove(Move):
    old: Section
    new: Section

    @property
    def told(self) -> str:  # type: ignore[override]
        return f"섹션 ‘{self.old}’ → ‘{self.new}’"

    def waiting(self, most: int) -> list[int]:
        """One question after the other: of both at once no database finds them by an index."""
        main = Article.objects.filter(section=self.old.pk).order_by().values_list("pk", flat=True)
        further: Any = Article.further_sections.through.objects.filter(section=self.old.pk)
        found = list(main[:most])
        return found or list(further.values_list("article", flat=True)[:most])

    def applied(self, content: Content) -> Content:
        main = self._other(content.section_id)
        further = {self._other(pk) for pk in content.further_section_ids} - {main, None}
        return replace(
            content,
            section_id=main,
            further_section_ids=tuple(sorted(pk for pk in further if pk is not None)),
        )

    def _other(self, pk: int | None) -> int | None:
        return self.new.pk if pk == self.old.pk else pk

    def write(self, contents: Mapping[int, Content]) -> None:
        Article.objects.filter(pk__in=contents, section=self.old.pk).update(section=self.new.pk)
        links: Any = Article.further_sections.through.objects
        stands = links.filter(article=OuterRef("article"), section=self.new.pk)
        moving = links.filter(article__in=contents, section=self.old.pk)
        moving.filter(Q(Exists(stands)) | Q(article__section=self.new.pk)).delete()
        moving.update(section=self.new.pk)
        links.filter(
            article__in=contents, section=self.new.pk, article__section=self.new.pk
        ).delete()


@dataclass(frozen=True)
class ReporterMove(Move):
    old: Reporter
    new: Reporter

    @property
    def told(self) -> str:  # type: ignore[override]
        return f"기자 ‘{self.old.name}’(#{self.old.pk}) → ‘{self.new.name}’(#{self.new.pk})"

    def waiting(self, most: int) -> list[int]:
        signed = Byline.objects.filter(reporter=self.old.pk).order_by()
        return list(signed.values_list("article", flat=True)[:most])

    def applied(self, content: Content) -> Content:
        signed = (self.new.pk if pk == self.old.pk else pk for pk in content.reporter_ids)
        return replace(content, reporter_ids=tuple(dict.fromkeys(signed)))

    def write(self, contents: Mapping[int, Content]) -> None:
        both = Byline.objects.filter(article__in=contents, reporter=self.new.pk)
        for article in Article.objects.filter(pk__in=both.values("article")):
            revisions.write_bylines(article, list(contents[article.pk].reporter_ids))
        bylines = Byline.objects.filter(article__in=contents, reporter=self.old.pk)
        bylines.update(reporter=self.new.pk)
        led = Article.objects.filter(pk__in=contents, lead_reporter=self.old.pk)
        led.update(lead_reporter=self.new.pk)


@publishing()
def move_some(move: Move, *, by: User, most: int = BATCH) -> int:
    """Move up to `most` stories in one transaction; how many those were, 0 when all are moved.

    Raises workflow.NotAllowed.
    """
    guards.require(permissions.can_move_stories(by))
    listing.hold()
    waiting = Article.objects.select_for_update().filter(pk__in=move.waiting(most))
    rows = list(waiting.order_by("pk"))
    if not rows:
        return 0
    now = timezone.now()
    for row in rows:
        workflow.settle(row, now)
    numbers = [row.pk for row in rows]
    before = placements_of(numbers)
    main_sections = {row.section_id for row in rows}
    contents = {pk: move.applied(content) for pk, content in contents_of(rows).items()}
    _revise(rows, move, contents, by, now)
    move.write(contents)
    after = placements_of(numbers)
    LogEntry.objects.bulk_create(
        log_lines.log_line(
            row, LogAction.MOVED, by, from_status=row.status, at=now, detail=move.told
        ).entry()
        for row in rows
    )
    record(Kind.STORIES_MOVED, by=by, subject=move.told, detail=f"기사 {len(rows):,}건")
    main_sections |= {content.section_id for content in contents.values()}
    changed.send(sender=Article, article_ids=numbers)
    page_keys.touch_moved(before, after, main_sections=main_sections)
    moved_together({pk: (before[pk], after[pk]) for pk in numbers})
    return len(rows)


def _revise(
    rows: Sequence[Article],
    move: Move,
    contents: Mapping[int, Content],
    by: User,
    now: datetime,
) -> None:
    """A revision for each text that the story goes on with, the newest last: the live one, the
    scheduled one, the working copy. Mostly these are one and the same."""
    changed = [row for row in rows if row.has_unpublished_changes]
    kept = _kept_texts(changed)
    added = []
    for row in rows:
        number = row.revision
        texts: list[tuple[str, Content]] = [("live", contents[row.pk])]
        for name, text in kept[row.pk]:
            texts.append((name, move.applied(text)))
        for name, text in texts:
            number += 1
            is_live = name == "live" and row.live_revision is not None
            if name == "scheduled":
                ScheduledChange.objects.filter(article=row).update(revision=number)
            if is_live:
                row.live_revision = number
            added.append(
                Revision(
                    article=row,
                    number=number,
                    data=text.to_json(),
                    author=by,
                    created_at=now,
                    note=move.told[:200],
                    published_at=_since(row, now) if is_live else None,
                )
            )
        if row.approved_revision == row.revision:
            row.approved_revision = number
        row.revision = number
    Revision.objects.bulk_create(added)
    _write_numbers(rows, changed)


def _kept_texts(rows: Sequence[Article]) -> dict[int, list[tuple[str, Content]]]:
    """Besides the live text, of stories with unpublished changes: what is scheduled, and the
    newest. Where they are one, the newest is the scheduled one."""
    found: defaultdict[int, list[tuple[str, Content]]] = defaultdict(list)
    if not rows:
        return found
    scheduled = dict(
        ScheduledChange.objects.filter(article__in=rows).values_list("article", "revision")
    )
    wanted = Q()
    for row in rows:
        numbers = {row.revision, scheduled.get(row.pk, row.revision)}
        wanted |= Q(article=row, number__in=numbers)
    for revision in Revision.objects.filter(wanted).order_by("article", "number"):
        is_scheduled = scheduled.get(revision.article_id) == revision.number
        name = "scheduled" if is_scheduled else "newest"
        found[revision.article_id].append((name, Content.from_json(revision.data)))
    return found


def _since(row: Article, now: datetime) -> datetime:
    """When readers get the text: now, or with a scheduled story."""
    return max(now, row.published_at) if row.published_at else now


def _write_numbers(rows: Sequence[Article], changed: Sequence[Article]) -> None:
    """One step further for nearly all, in two statements."""
    for row in changed:
        Article.objects.filter(pk=row.pk).update(
            revision=row.revision, live_revision=row.live_revision
        )
    apart = {row.pk for row in changed}
    plain = Article.objects.filter(pk__in=[row.pk for row in rows if row.pk not in apart])
    one_more = F("revision") + 1
    plain.filter(approved_revision=F("revision")).update(approved_revision=one_more)
    plain.filter(live_revision__isnull=False).update(live_revision=one_more)
    plain.update(revision=one_more)
