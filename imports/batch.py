"""One batch of stories into the database, in few statements; the caller holds the transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Task, can_do
from articles import workflow
from articles.bulk import Created, NewStory, create_many
from articles.content import Content
from articles.models import Article, Revision
from articles.tables import Table
from imports import pictures
from imports.directory import NotFound
from imports.ingest import (
    Outcome,
    Result,
    edited_since,
    not_published,
    note_of,
    publish_imported,
)
from imports.jsonl import Entry
from imports.known import Known
from pagecache import touch
from photos.models import Photo
from redirects import page_keys as redirect_keys
from redirects.models import Redirect
from sections.models import Section


class StoryRefused(Exception):
    """The story is not taken. str() is the reason."""


REFUSALS = (StoryRefused, NotFound, ValidationError, workflow.Refused)


def reason_of(error: Exception) -> str:
    return " ".join(error.messages) if isinstance(error, ValidationError) else str(error)


@dataclass
class Run:
    """What the command was told, and what the run knows by now. `seen`: where the stories taken
    stood, by import key."""

    by: User | None
    section: Section | None
    publishes: bool
    known: Known
    seen: dict[str, str] = field(default_factory=dict)


class Batch:
    """`entries` have different keys. Photos written for them are added to `stored`, whose files
    the caller discards if the transaction is rolled back."""

    def __init__(
        self, run: Run, entries: Sequence[Entry], folder: Path, stored: list[Photo]
    ) -> None:
        self._run = run
        self._entries = entries
        self._folder = folder
        self._stored = stored
        self._results: dict[str, Result] = {}
        self._new: list[tuple[Entry, NewStory, list[str]]] = []
        self._now = timezone.now()

    def write(self) -> list[Result]:
        """A result an entry. Raises whatever stopped it, if the whole is to be rolled back."""
        self._run.known.has_grown = False
        keys = [entry.key for entry in self._entries]
        articles = {
            article.import_key: article for article in Article.objects.filter(import_key__in=keys)
        }
        imported = {
            revision.article_id: Content.from_json(revision.data)
            for revision in Revision.objects.filter(
                article__import_key__in=keys, number=F("article__imported_revision")
            )
        }
        for entry in self._entries:
            warnings = list(entry.warnings)
            article = articles.get(entry.key)
            try:
                if article is None:
                    self._new.append((entry, self._new_story(entry, warnings), warnings))
                else:
                    self._take_existing(entry, article, imported[article.pk], warnings)
            except REFUSALS as error:
                self._refuse(entry, error, warnings)
        self._create()
        results = [self._results[entry.key] for entry in self._entries]
        self._keep_old_addresses(results)
        return results

    def _refuse(self, entry: Entry, error: Exception, warnings: list[str]) -> None:
        """A refused story leaves nothing behind: if anything may have been made for it, the
        whole is rolled back and taken again one by one."""
        if self._run.known.has_grown or self._stored:
            raise error
        self._results[entry.key] = Result(
            entry, Outcome.REFUSED, warnings=[reason_of(error), *warnings]
        )

    def _new_story(self, entry: Entry, warnings: list[str]) -> NewStory:
        outlet = self._run.known.outlet()
        content = self._content(entry, Content(title=entry.title, outlet_id=outlet.pk), warnings)
        if entry.image:
            content = replace(content, lead_photo_id=self._picture(entry).pk)
        publishes = self._run.publishes
        if publishes and self._is_ahead(entry, warnings):
            publishes = False
        return NewStory(
            content=content,
            import_key=entry.key,
            note=note_of(entry),
            publishes=publishes,
            first_published_at=entry.published_at,
        )

    def _create(self) -> None:
        if not self._new:
            return
        answers = create_many([story for _, story, _ in self._new], by=self._run.by)
        for (entry, _, warnings), answer in zip(self._new, answers, strict=True):
            if isinstance(answer, ValidationError):
                self._refuse(entry, answer, warnings)
                continue
            if answer.not_published is not None:
                warnings.append(not_published(answer.not_published))
            self._keep(entry, Outcome.CREATED, answer, warnings)

    def _take_existing(
        self, entry: Entry, article: Article, imported: Content, warnings: list[str]
    ) -> None:
        by = self._run.by
        content = self._content(entry, imported, warnings).cleaned()
        needs_picture = bool(entry.image) and imported.lead_photo_id is None
        outcome = Outcome.UNCHANGED
        if content == imported and not needs_picture:
            if article.revision != article.imported_revision:
                content = Content.of(article)
        else:
            if earlier := self._run.seen.get(entry.key):
                raise StoryRefused(f"같은 id의 다른 기사가 앞에 있습니다({earlier}).")
            if article.revision != article.imported_revision:
                raise StoryRefused(edited_since(article))
            if needs_picture:
                content = replace(content, lead_photo_id=self._picture(entry).pk)
            article = workflow.save(
                article,
                content,
                by=by,
                base_revision=article.revision,
                note=note_of(entry),
                imported=True,
            )
            outcome = Outcome.UPDATED
        if self._run.publishes and not (
            article.published_at is None and self._is_ahead(entry, warnings)
        ):
            if publish_imported(
                article, by=by, warnings=warnings, first_published_at=entry.published_at
            ):
                outcome = Outcome.UPDATED
                article.refresh_from_db()
        self._keep(entry, outcome, Created(article, content), warnings)

    def _keep(self, entry: Entry, outcome: Outcome, stored: Created, warnings: list[str]) -> None:
        lost = entry.body_pictures - stored.content.body.count("<img")
        if lost > 0 and outcome != Outcome.UNCHANGED:
            warnings.append(f"본문의 사진 {lost}장은 가져오지 않았습니다.")
        written = self._run.known.written(stored.content)
        self._results[entry.key] = Result(entry, outcome, stored.article, warnings, written)

    def _content(self, entry: Entry, before: Content, warnings: list[str]) -> Content:
        """The line's text as content; what the line doesn't say stays as `before` had it."""
        given = entry.given
        changes: dict[str, Any] = {
            "title": entry.title,
            "section_id": self._section_id(entry, before, warnings),
        }
        if "subtitle" in given:
            changes["subtitle"] = entry.subtitle
        if given & {"body", "paragraphs"}:
            changes["body"] = entry.body
        if "labels" in given:
            changes["labels"] = tuple(entry.codes)
        if "tags" in given:
            changes["tags"] = tuple(entry.tags)
        if "reporters" in given:
            changes["reporter_ids"] = self._reporter_ids(entry, before, warnings)
        if entry.reporting_type:
            changes["reporting_type"] = entry.reporting_type
        if entry.caption and (entry.image or before.lead_photo_id):
            changes["lead_caption"] = entry.caption
        return replace(before, **changes)

    def _reporter_ids(self, entry: Entry, before: Content, warnings: list[str]) -> tuple[int, ...]:
        ids = []
        for named in entry.reporters:
            try:
                ids.append(self._run.known.reporter(named, before.reporter_ids).pk)
            except NotFound as error:
                warnings.append(str(error))
        return tuple(ids)

    def _section_id(self, entry: Entry, before: Content, warnings: list[str]) -> int | None:
        if entry.section_ref is not None:
            try:
                return self._run.known.section(entry.section_ref).pk
            except NotFound as error:
                warnings.append(str(error))
        if before.section_id is None and self._run.section is not None:
            return self._run.section.pk
        return before.section_id

    def _picture(self, entry: Entry) -> Photo:
        photo = pictures.store(self._folder, entry.image, by=self._run.by, caption=entry.caption)
        self._stored.append(photo)
        return photo

    def _is_ahead(self, entry: Entry, warnings: list[str]) -> bool:
        """Whether the story would be published before its time."""
        if entry.published_at is None or entry.published_at <= self._now:
            return False
        warnings.append("게재 시각이 아직 오지 않아서 게재하지 않았습니다. 예약해 주세요.")
        return True

    def _keep_old_addresses(self, results: Sequence[Result]) -> None:
        """Lead the old addresses of the stories taken to them. One that leads elsewhere stays."""
        moved = [
            (item.old_path, result.article, result)
            for result in results
            if isinstance(item := result.item, Entry) and item.old_path and result.article
        ]
        if not moved:
            return
        targets = dict(
            Redirect.objects.filter(old_path__in=[path for path, _, _ in moved]).values_list(
                "old_path", "article_id"
            )
        )
        by = self._run.by
        may_add = by is None or bool(can_do(by, Task.MANAGE_SETTINGS))
        added = []
        for path, article, result in moved:
            if path not in targets and may_add:
                targets[path] = article.pk
                added.append((path, article.pk, ""))
                if result.outcome == Outcome.UNCHANGED:
                    result.outcome = Outcome.UPDATED
            elif path not in targets:
                result.warnings.append(f"옛 주소를 넣을 권한이 없어서 넣지 않았습니다: {path}")
            elif targets[path] != article.pk:
                result.warnings.append(f"다른 곳으로 이어진 옛 주소라서 그대로 두었습니다: {path}")
        Table(Redirect, "old_path", "article_id", "new_path").write(added)
        if added:
            touch(redirect_keys.UNKNOWN)
