"""What stands where on the front page; as few queries however many sections and stories there are.

From top to bottom: 속보 ribbon, pinned stories and then the newest, photo strip, section blocks,
opinion, latest. Above the section blocks no story stands twice.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet, TextField, prefetch_related_objects
from django.db.models.functions import Cast

from articles import heads, page_keys
from articles.heads import Found, Head
from articles.labels import Label, ReportingType
from articles.list_kinds import ListKind
from articles.models import Article
from articles.selections import cards_of
from frontpage.models import MOST_PINS, PinnedArticle
from pagecache import depends, until
from photos import page_keys as photo_keys
from sections.models import Section

BREAKING_FOR = timedelta(hours=6)
MOST_BREAKING = 4
SECOND = 2
THIRD = 6
PLACES = 1 + SECOND + THIRD
STRIP = 4
LATEST = 10
BLOCK = 5


@dataclass(frozen=True)
class SectionBlock:
    section: Section
    articles: Sequence[Article]

    @property
    def lead(self) -> Article:
        return self.articles[0]

    @property
    def headlines(self) -> Sequence[Article]:
        return self.articles[1:]


@dataclass(frozen=True)
class Front:
    breaking: Sequence[Article]
    lead: Article | None
    second: Sequence[Article]
    third: Sequence[Article]
    strip: Sequence[Article]
    blocks: Sequence[SectionBlock]
    opinion: SectionBlock | None
    latest: Sequence[Article]


def arrange(tree: Sequence[Section], *, now: datetime) -> Front:
    """The front page at `now` (aware) for the section tree; four queries, one more for portraits."""
    # Any change of a story may bring it here or take it away: a picture, a label, its kind.
    depends(page_keys.STORIES)
    page_keys.until_next(ListKind.ALL, 0, now)
    pins = list(PinnedArticle.objects.order_by("order").values_list("article", flat=True))
    found = heads.find({"pinned": heads.of(_numbered(pins)), **_pools(tree, now)}, now)
    pinned = sorted(found.pop("pinned"), key=lambda story: pins.index(story.pk))
    shown = _keys(pinned)
    breaking = _others(found.pop("breaking"), shown)[:MOST_BREAKING]
    shown |= _keys(breaking)
    newest = found.pop("newest")
    # An advertisement stands on top only if an editor pins it there.
    reported = [story for story in newest if not story.is_advertising]
    top = (pinned + _others(reported, shown))[:PLACES]
    shown |= _keys(top)
    strip = _strip(found.pop("with photo"), shown)
    shown |= _keys(strip)
    latest = newest[:LATEST]
    blocks = _section_blocks(tree, found, shown)
    standing = (
        *breaking,
        *top,
        *strip,
        *latest,
        *(story for block in blocks.values() for story in block),
    )
    cards = cards_of(_keys(standing), now)

    def as_cards(stories: Iterable[Found]) -> list[Article]:
        return [cards[story.pk] for story in stories if story.pk in cards]

    top_cards = as_cards(top)
    breaking_cards = as_cards(breaking)
    for article in breaking_cards:
        until(article.published_at and article.published_at + BREAKING_FOR)
    filled = [
        SectionBlock(section, articles)
        for section in tree
        if (articles := as_cards(blocks[section.slug]))
    ]
    opinion = next((block for block in filled if block.section.is_opinion), None)
    if opinion:
        _fetch_portraits(opinion.articles)
    return Front(
        breaking=breaking_cards,
        lead=top_cards[0] if top_cards else None,
        second=top_cards[1 : 1 + SECOND],
        third=top_cards[1 + SECOND :],
        strip=as_cards(strip),
        blocks=[block for block in filled if block is not opinion],
        opinion=opinion,
        latest=as_cards(latest),
    )


def _fetch_portraits(stories: Sequence[Article]) -> None:
    """The page shows who wrote these."""
    prefetch_related_objects(stories, "lead_reporter__photo")
    writers = [story.lead_reporter for story in stories if story.lead_reporter]
    depends(*(photo_keys.photo(writer.photo_id) for writer in writers if writer.photo_id))


def _numbered(numbers: Sequence[int]) -> QuerySet[Article]:
    return Article.objects.filter(pk__in=numbers).order_by()


def _pools(tree: Sequence[Section], now: datetime) -> dict[str, Head]:
    """The first stories of each part of the page, with as many to spare as may stand above."""
    published = Article.objects.published(now).newest_first()
    above = MOST_PINS + MOST_BREAKING + PLACES
    with_photo = published.filter(lead_photo__isnull=False).exclude(
        reporting_type=ReportingType.ADVERTISING
    )
    return {
        "breaking": heads.of(_breaking(published, now)[: MOST_PINS + MOST_BREAKING]),
        "newest": heads.newest("all", 0, above + LATEST, now=now),
        "with photo": heads.of(with_photo[: above + 6 * STRIP]),
        **{
            section.slug: heads.newest("section", section.pk, 2 * BLOCK, now=now)
            for section in tree
        },
    }


def _breaking(stories: QuerySet[Article], now: datetime) -> QuerySet[Article]:
    # SQLite has no containment test for JSON; the quoted code is unmistakable in its text.
    labels = stories.annotate(label_text=Cast("labels", TextField()))
    return labels.filter(
        visible_from__gt=now - BREAKING_FOR, label_text__contains=f'"{Label.BREAKING.value}"'
    )


def _strip(with_photo: Iterable[Found], shown: set[int]) -> list[Found]:
    """Pictures: stories labelled 포토 first, then whatever is new and has one."""
    found = _others(with_photo, shown)
    found.sort(key=lambda story: not story.has(Label.PHOTO))
    return found[:STRIP]


def _section_blocks(
    tree: Sequence[Section], found: Mapping[str, Sequence[Found]], shown: set[int]
) -> dict[str, list[Found]]:
    """Each section's newest; what stands on the page already, and advertising, comes last."""
    blocks = {}
    standing = set(shown)
    for section in tree:
        last = {story.pk for story in found[section.slug] if story.is_advertising} | standing
        stories = sorted(found[section.slug], key=lambda story: story.pk in last)[:BLOCK]
        blocks[section.slug] = stories
        standing |= _keys(stories)
    return blocks


def _keys(stories: Iterable[Found]) -> set[int]:
    return {story.pk for story in stories}


def _others(stories: Iterable[Found], shown: set[int]) -> list[Found]:
    return [story for story in stories if story.pk not in shown]
