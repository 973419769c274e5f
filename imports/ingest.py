"""Stories into the database: each in one transaction, through the workflow, twice without harm.

A story is known again by its import key. What a person has edited since its last import is never
overwritten; what is there already is left alone.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.db import IntegrityError

from accounts.models import User
from articles import body, workflow
from articles.content import Content
from articles.labels import Label, ReportingType
from articles.models import Article
from articles.states import TRANSITIONS, Action, Status
from imports import directory, names
from imports.directory import NotFound
from imports.story import Item, Refusal, SectionName, Story
from pagecache import publishing
from reporters.models import Outlet
from sections.models import Section

_LABEL_CODES = {label.label: label.value for label in Label}


class Outcome(StrEnum):
    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True)
class Written:
    """Names of what a story's newest text refers to, for the report."""

    outlet: str
    reporters: list[str]
    section: str


@dataclass
class Result:
    """What became of a story. A refused one's reason is the first of `warnings`. `written` None:
    to be looked up."""

    item: Story | Refusal
    outcome: Outcome
    article: Article | None = None
    warnings: list[str] = field(default_factory=list)
    written: Written | None = None


class _Refused(Exception):
    """Rolls a story's transaction back. str() is the reason."""


class Import:
    """One run: what the command was told, and which stories it has seen.

    `by` None is the importer itself, whom no permission binds. `section` is the main section of
    full stories that name none and have none.
    """

    def __init__(
        self, *, by: User | None = None, section: Section | None = None, publishes: bool = False
    ) -> None:
        self._by = by
        self._section = section
        self._publishes = publishes
        self._seen: dict[str, Story] = {}

    def take(self, item: Item) -> Result | None:
        """Write one item; None for a section that is there now. Never raises for bad input."""
        if isinstance(item, Refusal):
            return Result(item, Outcome.REFUSED, warnings=[item.reason])
        if isinstance(item, SectionName):
            # A name that can't be matched is told with the stories that stand under it.
            self._take_section(item)
            return None
        warnings = list(item.warnings)
        try:
            try:
                return self._take_story(item, warnings)
            except IntegrityError:
                # Another import wrote the same outlet, section or story first: now it's found.
                warnings = list(item.warnings)
                return self._take_story(item, warnings)
        except (_Refused, NotFound, workflow.Refused) as error:
            reason = str(error)
        except ValidationError as error:
            reason = " ".join(error.messages)
        except body.BodyRefused as error:
            reason = str(error)
        return Result(item, Outcome.REFUSED, warnings=[reason, *warnings])

    def _take_section(self, item: SectionName) -> None:
        try:
            with publishing():
                directory.find_section(item.name, by=self._by)
        except (NotFound, IntegrityError):
            return

    def _take_story(self, story: Story, warnings: list[str]) -> Result:
        with publishing():
            outlet = directory.find_outlet(story.outlet, by=self._by)
            key = import_key(outlet, story.title)
            article = Article.objects.filter(import_key=key).first()
            if article is None:
                content = self._content(story, outlet, None, warnings)
                article = workflow.create(content, by=self._by, note=note_of(story), import_key=key)
                outcome = Outcome.CREATED
            else:
                article, outcome = self._update(article, story, outlet, key, warnings)
            if self._publishes and publish_imported(article, by=self._by, warnings=warnings):
                outcome = Outcome.UPDATED if outcome == Outcome.UNCHANGED else outcome
                article.refresh_from_db()
        if story.kind == "article" or key not in self._seen:
            self._seen[key] = story
        return Result(story, outcome, article, warnings)

    def _update(
        self, article: Article, story: Story, outlet: Outlet, key: str, warnings: list[str]
    ) -> tuple[Article, Outcome]:
        imported = _imported(article)
        is_complete = not (imported.is_incomplete and article.is_incomplete)
        if story.kind == "stub" and (key in self._seen or is_complete):
            return article, Outcome.UNCHANGED
        content = self._content(story, outlet, imported, warnings).cleaned()
        if content == imported:
            return article, Outcome.UNCHANGED
        earlier = self._seen.get(key)
        if earlier is not None and earlier.kind == "article":
            raise _Refused(f"같은 제목의 다른 기사가 앞에 있습니다({earlier.source}).")
        if article.revision != article.imported_revision:
            raise _Refused(edited_since(article))
        article = workflow.save(
            article,
            content,
            by=self._by,
            base_revision=article.revision,
            note=note_of(story),
            imported=True,
        )
        return article, Outcome.UPDATED

    def _content(
        self, story: Story, outlet: Outlet, before: Content | None, warnings: list[str]
    ) -> Content:
        """The story's text as content; what no story says stays as `before` had it."""
        if before is None:
            kind = ReportingType.OWN
            if not outlet.is_own and Outlet.own() is not None:
                kind = ReportingType.SYNDICATED
            before = Content(title=story.title, outlet_id=outlet.pk, reporting_type=kind.value)
        reporter_ids = []
        for named in story.reporters:
            try:
                reporter = directory.find_reporter(
                    named, outlet, by=self._by, known=before.reporter_ids
                )
                reporter_ids.append(reporter.pk)
            except NotFound as error:
                warnings.append(str(error))
        return replace(
            before,
            title=story.title,
            subtitle=story.subtitle,
            outlet_id=outlet.pk,
            body=body.paragraphs_to_html(story.paragraphs),
            labels=tuple(_LABEL_CODES[name] for name in story.labels) or before.labels,
            section_id=self._section_id(story, before, warnings),
            tags=tuple(story.tags) or before.tags,
            reporter_ids=tuple(reporter_ids),
            is_incomplete=story.kind == "stub",
        )

    def _section_id(self, story: Story, before: Content, warnings: list[str]) -> int | None:
        if story.section:
            try:
                return directory.find_section(story.section, by=self._by).pk
            except NotFound as error:
                warnings.append(str(error))
        if before.section_id is None and self._section is not None and story.kind == "article":
            return self._section.pk
        return before.section_id


def publish_imported(
    article: Article,
    *,
    by: User | None,
    warnings: list[str],
    first_published_at: datetime | None = None,
) -> bool:
    """Publish the imported text; False, with a warning if somebody must act, when not.

    The article given isn't brought up to date.
    """
    if article.is_incomplete:
        warnings.append("내용이 잘린 기사라서 게재하지 않았습니다.")
        return False
    is_live_with_changes = article.status == Status.PUBLISHED and article.has_unpublished_changes
    if not is_live_with_changes and (article.status not in TRANSITIONS[Action.PUBLISH_NOW].sources):
        return False
    if article.revision != article.imported_revision:
        warnings.append("가져온 뒤에 사람이 고친 기사라서 게재하지 않았습니다.")
        return False
    try:
        if is_live_with_changes:
            workflow.publish(article, by=by)
        else:
            workflow.publish_now(article, by=by, first_published_at=first_published_at)
    except workflow.Refused as error:
        warnings.append(not_published(error))
        return False
    return True


def not_published(refusal: workflow.Refused) -> str:
    return f"게재하지 않았습니다. {refusal}"


def edited_since(article: Article) -> str:
    return f"가져온 뒤에 사람이 고친 기사라서 바꾸지 않았습니다({article.pk}번 기사)."


def import_key(outlet: Outlet, title: str) -> str:
    """Outlet and title, so that a story is the same one however its page was spaced."""
    told = f"{names.comparable(outlet.name)}\n{names.comparable(title)}"
    return f"text:{hashlib.sha256(told.encode()).hexdigest()}"


def _imported(article: Article) -> Content:
    """What the last import wrote, whatever was edited since."""
    revision = article.revisions.get(number=article.imported_revision or 1)
    return Content.from_json(revision.data)


def note_of(story: Story) -> str:
    return f"가져오기: {story.source}"[-200:]
