"""Writing composed stories in batches, each one transaction: after a kill the next run goes on.

The one place besides workflow.py that writes a status: through the workflow, a story at a time,
a million would take a day. The database's own constraints check what is written.
"""

from collections.abc import Iterator
from typing import Any

from django.db import connection, transaction

from articles import listing
from articles.content import Content
from articles.corpus.ground import Ground
from articles.corpus.stories import Corpus, Story, compose
from articles.labels import ReportingType
from articles.log_lines import IMPORTER_NAME
from articles.models import Article, Byline, LogEntry, Revision
from articles.states import EVER_PUBLIC, TRANSITIONS, Action, Status
from articles.tables import Table, new_numbers

BATCH = 2_000
REASON = "연습용 기사"
# The last thing that was done to a story in each status.
_LAST_ACTION = {
    Status.SUBMITTED: Action.SUBMIT,
    Status.IN_REVIEW: Action.TAKE,
    Status.REJECTED: Action.REJECT,
    Status.HELD: Action.HOLD,
    Status.APPROVED: Action.APPROVE,
    Status.SCHEDULED: Action.SCHEDULE,
    Status.PUBLISHED: Action.PUBLISH,
    Status.WITHDRAWN: Action.WITHDRAW,
    Status.TRASHED: Action.TRASH,
}


def loaded(corpus: Corpus) -> int:
    """How many stories of this corpus stand in the database; they are its first."""
    return Article.objects.filter(import_key__startswith=corpus.key()).count()


def others(corpus: Corpus) -> bool:
    """Whether there are stories that are not of this corpus."""
    return (
        Article.objects.exclude(import_key__startswith=corpus.key()).exists()
        or Article.objects.filter(import_key__isnull=True).exists()
    )


def load(corpus: Corpus, ground: Ground) -> Iterator[int]:
    """Write what is missing, yielding after each batch how many stories stand there.

    Two runs at once: the unique import keys let only one of them write a batch, and the other
    ends with IntegrityError.
    """
    done = loaded(corpus)
    while done < corpus.size:
        upto = min(done + BATCH, corpus.size)
        _write(corpus, ground, range(done, upto))
        done = upto
        yield done


def refresh_statistics() -> None:
    """So that the database plans for the tables as they are now."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _write(corpus: Corpus, ground: Ground, numbers: range) -> None:
    stories = [
        compose(corpus, number, reporters=len(ground.reporters), photos=len(ground.photos))
        for number in numbers
    ]
    with transaction.atomic():
        rows = list(zip(new_numbers(Article, len(stories)), numbers, stories, strict=True))
        _articles().write(
            (pk, *_article(corpus.key(number), story, ground)) for pk, number, story in rows
        )
        Table(Byline, "article_id", "reporter_id", "order").write(
            (pk, ground.reporters[place], order)
            for pk, _, story in rows
            for order, place in enumerate(story.reporters)
        )
        Table(Article.tags.through, "article_id", "tag_id").write(
            (pk, ground.tags[place]) for pk, _, story in rows for place in story.tags
        )
        Table(Article.further_sections.through, "article_id", "section_id").write(
            (pk, ground.sections[story.further_section])
            for pk, _, story in rows
            if story.further_section is not None
        )
        _revisions().write((pk, *_revision(story, ground)) for pk, _, story in rows)
        _entries().write((pk, *entry) for pk, _, story in rows for entry in _log(story))
        listing.enter([pk for pk, _, _ in rows])


def _articles() -> Table:
    return Table(
        Article,
        *("id", "import_key", "title", "subtitle", "body", "outlet_id", "labels"),
        *("reporting_type", "section_id", "lead_reporter_id", "lead_photo_id"),
        *("lead_caption", "lead_credit", "embargo_until", "is_incomplete", "owner_id"),
        *("status", "status_before_trash", "published_at", "modified_at"),
        *("created_at", "updated_at", "revision", "live_revision", "approved_revision"),
        *("imported_revision", "awaits_desk"),
    )


def _article(key: str, story: Story, ground: Ground) -> tuple[Any, ...]:
    is_public = story.status in EVER_PUBLIC
    is_approved = is_public or story.status == Status.APPROVED
    return (
        *(key, story.title, story.subtitle, story.body, _outlet(story, ground)),
        *(list(story.labels), story.reporting_type, ground.sections[story.section]),
        *(ground.reporters[story.reporters[0]], _photo(story, ground)),
        *("", "", None, False, None),
        story.status.value,
        Status.DRAFT.value if story.status == Status.TRASHED else "",
        *(story.published_at, story.modified_at, story.created_at, story.updated_at),
        *(1, 1 if is_public else None, 1 if is_approved else None, 1, False),
    )


def _revisions() -> Table:
    return Table(
        Revision, "article_id", "number", "data", "author_id", "created_at", "note", "published_at"
    )


def _revision(story: Story, ground: Ground) -> tuple[Any, ...]:
    further = story.further_section
    content = Content(
        title=story.title,
        subtitle=story.subtitle,
        body=story.body,
        outlet_id=_outlet(story, ground),
        labels=story.labels,
        reporting_type=story.reporting_type,
        section_id=ground.sections[story.section],
        further_section_ids=() if further is None else (ground.sections[further],),
        tags=story.tag_names,
        reporter_ids=tuple(ground.reporters[place] for place in story.reporters),
        lead_photo_id=_photo(story, ground),
    )
    return (1, content.to_json(), None, story.created_at, "", story.published_at)


def _entries() -> Table:
    return Table(
        LogEntry,
        *("article_id", "action", "by_id", "by_name", "from_status", "to_status"),
        *("reason", "detail", "revision", "created_at"),
    )


def _log(story: Story) -> Iterator[tuple[Any, ...]]:
    draft = Status.DRAFT.value
    by = (None, IMPORTER_NAME)
    yield (Action.CREATE.value, *by, "", draft, "", "", 1, story.created_at)
    if story.status in _LAST_ACTION:
        action = _LAST_ACTION[story.status]
        reason = REASON if TRANSITIONS[action].needs_reason else ""
        yield (action.value, *by, draft, story.status.value, reason, "", 1, story.updated_at)


def _outlet(story: Story, ground: Ground) -> int:
    """Ours, or one of the others for what is syndicated."""
    own, *others = ground.outlets
    if story.reporting_type != ReportingType.SYNDICATED:
        return own
    return others[story.section % len(others)]


def _photo(story: Story, ground: Ground) -> int | None:
    return None if story.photo is None else ground.photos[story.photo]
