"""Many new stories at once, under the rules of workflow.create and workflow.publish_now.

Besides articles/workflow.py the only module that writes a status. Every rule is asked of the
workflow; what is done here is putting the rows of many stories into few statements.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import User
from articles import listing, permissions, revisions, workflow
from articles.content import Content
from articles.models import Article, Byline, LogEntry, Revision
from articles.page_keys import touch_new_stories
from articles.states import VISIBLE, Action
from pagecache import publishing
from photos.models import Photo


@dataclass(frozen=True, kw_only=True)
class NewStory:
    """A story to be made. `publishes`: go live at once, first published at
    `first_published_at` (aware; None: now)."""

    content: Content
    import_key: str | None = None
    note: str = ""
    publishes: bool = False
    first_published_at: datetime | None = None


@dataclass(frozen=True)
class Created:
    """A story that was made; `content` as stored. `not_published` says why it stayed a draft."""

    article: Article
    content: Content
    not_published: workflow.Refused | None = None


@publishing()
def create_many(stories: Sequence[NewStory], *, by: User | None) -> list[Created | ValidationError]:
    """One answer a story, in order: what was made, or why its content can't be taken.

    All rows are written or none. Raises NotAllowed, and IntegrityError when an import key is
    taken or a section, reporter, outlet or photo is gone (PostgreSQL says the latter at commit).
    """
    if by is not None:
        workflow.require(permissions.can(by, Action.CREATE))
    now = timezone.now()
    photo_ids = {story.content.lead_photo_id for story in stories} - {None}
    photos = Photo.objects.in_bulk(photo_ids) if photo_ids else {}
    answers: list[Created | ValidationError] = []
    made: list[Created] = []
    notes: list[str] = []
    log: list[LogEntry] = []
    for story in stories:
        try:
            content = story.content.cleaned()
        except ValidationError as error:
            answers.append(error)
            continue
        photo = photos.get(content.lead_photo_id) if content.lead_photo_id else None
        content = workflow.with_words_of(photo, content)
        created, entries = _begin(story, content, by, now)
        answers.append(created)
        made.append(created)
        notes.append(story.note)
        log += entries
    Article.objects.bulk_create(created.article for created in made)
    Revision.objects.bulk_create(_revisions(made, notes, by, now))
    LogEntry.objects.bulk_create(log)
    Byline.objects.bulk_create(_bylines(made))
    _link_all(made)
    seen = [created.article for created in made if created.article.status in VISIBLE]
    listing.enter([article.pk for article in seen])
    touch_new_stories(seen)
    return answers


def _begin(
    story: NewStory, content: Content, by: User | None, now: datetime
) -> tuple[Created, list[LogEntry]]:
    """The row of a new story, not saved, and the log lines of what was done to it."""
    article = _draft(story, content, by, now)
    created = workflow.log_entry(article, Action.CREATE, by, from_status="", at=now)
    if not story.publishes:
        return Created(article, content), [created]
    try:
        workflow.require_transition(article, Action.PUBLISH_NOW, by)
        steps = workflow.steps_to_publication(article, by, now, story.first_published_at)
        return Created(article, content), [created, *steps]
    except workflow.Refused as refusal:
        # The steps may have changed the row before one was refused.
        article = _draft(story, content, by, now)
        entries = [workflow.log_entry(article, Action.CREATE, by, from_status="", at=now)]
        if isinstance(refusal, workflow.EmbargoAhead):
            entries.append(workflow.embargo_entry(article, refusal, by, at=now))
        return Created(article, content, refusal), entries


def _draft(story: NewStory, content: Content, by: User | None, now: datetime) -> Article:
    article = workflow.blank_draft(by=by, import_key=story.import_key, now=now)
    revisions.write_text(article, content)
    article.outlet_id = content.outlet_id
    article.section_id = content.section_id
    article.lead_photo_id = content.lead_photo_id
    article.lead_reporter_id = next(iter(content.reporter_ids), None)
    return article


def _revisions(
    made: Sequence[Created], notes: Sequence[str], by: User | None, now: datetime
) -> Iterator[Revision]:
    for created, note in zip(made, notes, strict=True):
        revision = revisions.numbered(created.article, created.content, by=by, at=now, note=note)
        if created.article.live_revision is not None:
            revision.published_at = now
        yield revision


def _bylines(made: Iterable[Created]) -> Iterator[Byline]:
    for created in made:
        for order, reporter_id in enumerate(created.content.reporter_ids):
            yield Byline(article=created.article, reporter_id=reporter_id, order=order)


def _link_all(made: Sequence[Created]) -> None:
    """Tags, further sections and related stories: rows that only name two others."""
    names = {name for created in made for name in created.content.tags}
    tag_ids = {tag.name: tag.pk for tag in revisions.tags_named(names)}
    tagged: type[Any] = Article.tags.through
    tagged.objects.bulk_create(
        tagged(article_id=created.article.pk, tag_id=tag_ids[name])
        for created in made
        for name in created.content.tags
    )
    further: type[Any] = Article.further_sections.through
    further.objects.bulk_create(
        further(article_id=created.article.pk, section_id=pk)
        for created in made
        for pk in created.content.further_section_ids
    )
    related: type[Any] = Article.related.through
    related.objects.bulk_create(
        related(from_article_id=created.article.pk, to_article_id=pk)
        for created in made
        for pk in created.content.related_ids
    )
