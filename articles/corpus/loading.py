"""Writing composed stories in batches, each one transaction: after a kill the next run goes on.

The one place besides workflow.py that writes a status: through the workflow, a story at a time,
a million would take a day. The database's own constraints check what is written.
"""

from collections.abc import Iterator
from typing import Any

from django.db import connection, models, transaction

from articles.content import Content
from articles.corpus.ground import Ground
from articles.corpus.stories import Corpus, Story, compose
from articles.labels import ReportingType
from articles.models import Article, Byline, LogEntry, Revision
from articles.states import EVER_PUBLIC, Action, Status
from articles.workflow import IMPORTER_NAME

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
        articles = Article.objects.bulk_create(
            _article(corpus.key(number), story, ground)
            for number, story in zip(numbers, stories, strict=True)
        )
        pairs = list(zip(articles, stories, strict=True))
        Byline.objects.bulk_create(
            Byline(article=article, reporter_id=ground.reporters[place], order=order)
            for article, story in pairs
            for order, place in enumerate(story.reporters)
        )
        _link(
            Article.tags.through,
            "tag_id",
            ((article, ground.tags[place]) for article, story in pairs for place in story.tags),
        )
        _link(
            Article.further_sections.through,
            "section_id",
            (
                (article, ground.sections[story.further_section])
                for article, story in pairs
                if story.further_section is not None
            ),
        )
        Revision.objects.bulk_create(_revision(article, story, ground) for article, story in pairs)
        LogEntry.objects.bulk_create(
            entry for article, story in pairs for entry in _log(article, story)
        )


def _link(through: type[models.Model], column: str, rows: Iterator[tuple[Article, int]]) -> None:
    through._default_manager.bulk_create(
        through(article_id=article.pk, **{column: number}) for article, number in rows
    )


def _article(key: str, story: Story, ground: Ground) -> Article:
    is_public = story.status in EVER_PUBLIC
    place = story.section % len(ground.outlets[1:])
    is_ours = story.reporting_type != ReportingType.SYNDICATED
    return Article(
        title=story.title,
        subtitle=story.subtitle,
        body=story.body,
        outlet_id=ground.outlets[0] if is_ours else ground.outlets[1 + place],
        labels=list(story.labels),
        reporting_type=story.reporting_type,
        section_id=ground.sections[story.section],
        lead_reporter_id=ground.reporters[story.reporters[0]],
        lead_photo_id=None if story.photo is None else ground.photos[story.photo],
        status=story.status,
        status_before_trash=Status.DRAFT if story.status == Status.TRASHED else "",
        published_at=story.published_at,
        modified_at=story.modified_at,
        created_at=story.created_at,
        updated_at=story.updated_at,
        revision=1,
        live_revision=1 if is_public else None,
        approved_revision=1 if is_public or story.status == Status.APPROVED else None,
        imported_revision=1,
        import_key=key,
    )


def _revision(article: Article, story: Story, ground: Ground) -> Revision:
    content = Content(
        title=article.title,
        subtitle=article.subtitle,
        body=article.body,
        outlet_id=article.outlet_id,
        labels=story.labels,
        reporting_type=article.reporting_type,
        section_id=article.section_id,
        further_section_ids=(
            () if story.further_section is None else (ground.sections[story.further_section],)
        ),
        tags=story.tag_names,
        reporter_ids=tuple(ground.reporters[place] for place in story.reporters),
        lead_photo_id=article.lead_photo_id,
    )
    return Revision(
        article=article,
        number=1,
        data=content.to_json(),
        created_at=story.created_at,
        published_at=story.published_at,
    )


def _log(article: Article, story: Story) -> Iterator[LogEntry]:
    common: dict[str, Any] = {"article": article, "by_name": IMPORTER_NAME, "revision": 1}
    yield LogEntry(
        action=Action.CREATE, to_status=Status.DRAFT, created_at=story.created_at, **common
    )
    if story.status in _LAST_ACTION:
        yield LogEntry(
            action=_LAST_ACTION[story.status],
            from_status=Status.DRAFT,
            to_status=story.status,
            reason=REASON if story.status in (Status.REJECTED, Status.WITHDRAWN) else "",
            created_at=story.updated_at,
            **common,
        )
