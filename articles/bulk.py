"""Many new stories at once, under the rules of workflow.create and workflow.publish_now.

Besides articles/workflow.py the only module that writes a status. Every rule is asked of the
workflow; what is done here is putting the rows of many stories into few statements.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import User
from articles import (
    guards,
    log_lines,
    media_uses,
    permissions,
    photo_guards,
    revisions,
    tables,
    workflow,
)
from articles.arrival import arrive
from articles.blocks import photo_tokens
from articles.content import Content
from articles.log_lines import LogLine
from articles.models import Article, Byline, LogEntry, Revision
from articles.signals import changed
from articles.states import VISIBLE, Action
from articles.tables import Table
from pagecache import publishing
from photos.models import Photo

_REVISION = ("article_id", "number", "data", "author_id", "created_at", "note", "published_at")


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
        guards.require(permissions.can(by, Action.CREATE))
    now = timezone.now()
    photo_ids = {story.content.lead_photo_id for story in stories} - {None}
    photos = Photo.objects.in_bulk(photo_ids) if photo_ids else {}
    contents = [_cleaned(story.content, photos) for story in stories]
    inside = _photos_inside(content for content in contents if isinstance(content, Content))
    is_taken = [isinstance(content, Content) for content in contents]
    numbers = iter(tables.new_numbers(Article, sum(is_taken)))
    answers: list[Created | ValidationError] = []
    made: list[Created] = []
    revised: list[tuple[Any, ...]] = []
    log: list[LogLine] = []
    for story, content in zip(stories, contents, strict=True):
        if isinstance(content, ValidationError):
            answers.append(content)
            continue
        shown = _photos_of(content, photos, inside)
        created, lines = _begin(story, content, next(numbers), by, now, shown)
        answers.append(created)
        made.append(created)
        revised.append(_revision(created, story.note, by, now))
        log += lines
    tables.insert(Article, [created.article for created in made])
    Table(Revision, *_REVISION).write(revised)
    Table(LogEntry, *LogLine._fields).write(log)
    media_uses.write_new({created.article.pk: created.content for created in made})
    tags = revisions.tags_named({name for created in made for name in created.content.tags})
    _link_all(made, tags)
    changed.send(sender=Article, article_ids=[each.article.pk for each in made])
    arrive(
        [(each.article, each.content) for each in made if each.article.status in VISIBLE],
        tags=tags,
    )
    return answers


def _cleaned(content: Content, photos: dict[int, Photo]) -> Content | ValidationError:
    try:
        content = content.cleaned()
    except ValidationError as error:
        return error
    return workflow.with_words_of(photos.get(content.lead_photo_id or 0), content)


def _photos_inside(contents: Iterable[Content]) -> dict[str, Photo]:
    """The photos that the bodies name, by token; no query where none does."""
    tokens = {token for content in contents for token in photo_tokens(content.body)}
    found = Photo.objects.filter(token__in=tokens) if tokens else ()
    return {photo.token: photo for photo in found}


def _photos_of(
    content: Content, leads: Mapping[int, Photo], inside: Mapping[str, Photo]
) -> list[Photo]:
    lead = leads.get(content.lead_photo_id or 0)
    tokens = photo_tokens(content.body) if inside else []
    shown = [inside[token] for token in tokens if token in inside]
    return [lead, *shown] if lead else shown


def _begin(
    story: NewStory,
    content: Content,
    number: int,
    by: User | None,
    now: datetime,
    photos: Sequence[Photo],
) -> tuple[Created, list[LogLine]]:
    """The row of a new story with these photos, not saved, and the log lines of what was done to
    it."""
    article = _draft(story, content, number, by, now)
    created = log_lines.log_line(article, Action.CREATE, by, from_status="", at=now)
    if not story.publishes:
        return Created(article, content), [created]
    try:
        guards.require_transition(article, Action.PUBLISH_NOW, by)
        photo_guards.require_usable(article, article, now, photos=photos)
        steps = workflow.steps_to_publication(article, by, now, story.first_published_at)
        return Created(article, content), [created, *steps]
    except workflow.Refused as refusal:
        # The steps may have changed the row before one was refused.
        article = _draft(story, content, number, by, now)
        lines = [log_lines.log_line(article, Action.CREATE, by, from_status="", at=now)]
        if isinstance(refusal, workflow.EmbargoAhead):
            lines.append(log_lines.embargo_line(article, refusal, by, at=now))
        return Created(article, content, refusal), lines


def _draft(
    story: NewStory, content: Content, number: int, by: User | None, now: datetime
) -> Article:
    article = workflow.blank_draft(by=by, import_key=story.import_key, now=now)
    article.pk = number
    revisions.write_text(article, content)
    article.outlet_id = content.outlet_id
    article.section_id = content.section_id
    article.lead_photo_id = content.lead_photo_id
    article.lead_reporter_id = next(iter(content.reporter_ids), None)
    return article


def _revision(created: Created, note: str, by: User | None, now: datetime) -> tuple[Any, ...]:
    article = created.article
    published_at = now if article.live_revision is not None else None
    author_id = by.pk if by else None
    data = created.content.to_json()
    return (article.pk, article.revision, data, author_id, now, note, published_at)


def _link_all(made: Sequence[Created], tags: Mapping[str, int]) -> None:
    """Bylines, tags, further sections and related stories: rows that name two others."""
    contents = [(created.article.pk, created.content) for created in made]
    Table(Byline, "article_id", "reporter_id", "order").write(
        (article, reporter, order)
        for article, content in contents
        for order, reporter in enumerate(content.reporter_ids)
    )
    Table(Article.tags.through, "article_id", "tag_id").write(
        (article, tags[name]) for article, content in contents for name in content.tags
    )
    Table(Article.further_sections.through, "article_id", "section_id").write(
        (article, section)
        for article, content in contents
        for section in content.further_section_ids
    )
    Table(Article.related.through, "from_article_id", "to_article_id").write(
        (article, related) for article, content in contents for related in content.related_ids
    )
