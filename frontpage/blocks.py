"""What stands where on the front page; one query a kind of block, however many stories there are.

From top to bottom: 속보 ribbon, pinned stories and then the newest, photo strip, section blocks,
opinion, latest. Above the section blocks no story stands twice.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from articles import page_keys
from articles.labels import Label, ReportingType
from articles.list_kinds import ListKind
from articles.models import Article
from articles.selections import as_cards, select_together
from pagecache import depends, until
from sections.models import Section

BREAKING_FOR = timedelta(hours=6)
MOST_BREAKING = 4
SECOND = 2
THIRD = 6
STRIP = 4
LATEST = 10
BLOCK = 5
OPINION_SLUG = "opinion"


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
    """The front page at `now` (aware) for the section tree."""
    stories = as_cards(Article.objects.published(now).newest_first())
    # Any change of a story may bring it here or take it away: a picture, a label, its kind.
    depends(page_keys.STORIES)
    page_keys.until_next(ListKind.ALL, 0, now)
    places = 1 + SECOND + THIRD
    pinned = list(stories.filter(pin__isnull=False).order_by("pin__order"))
    shown = _keys(pinned)
    breaking = _others(_breaking(stories, now), shown)[:MOST_BREAKING]
    for article in breaking:
        until(article.published_at and article.published_at + BREAKING_FOR)
    shown |= _keys(breaking)
    newest = list(stories[: places + len(shown) + LATEST])
    # An advertisement stands on top only if an editor pins it there.
    reported = [article for article in newest if not article.is_advertising]
    top = (pinned + _others(reported, shown))[:places]
    shown |= _keys(top)
    strip = _strip(stories, shown)
    shown |= _keys(strip)
    blocks = _section_blocks(tree, now, shown)
    for part in (top, breaking, strip, newest, *(block.articles for block in blocks)):
        page_keys.depends_on_cards(part)
    return Front(
        breaking=breaking,
        lead=top[0] if top else None,
        second=top[1 : 1 + SECOND],
        third=top[1 + SECOND :],
        strip=strip,
        blocks=[block for block in blocks if block.section.slug != OPINION_SLUG],
        opinion=next((block for block in blocks if block.section.slug == OPINION_SLUG), None),
        latest=newest[:LATEST],
    )


def _breaking(stories: QuerySet[Article], now: datetime) -> QuerySet[Article]:
    # SQLite has no containment test for JSON; the quoted code is unmistakable in its text.
    labels = stories.annotate(label_text=Cast("labels", TextField()))
    return labels.filter(
        visible_from__gt=now - BREAKING_FOR, label_text__contains=f'"{Label.BREAKING.value}"'
    )


def _strip(stories: QuerySet[Article], shown: set[int]) -> list[Article]:
    """Pictures: stories labelled 포토 first, then whatever is new and has one."""
    with_photo = stories.filter(lead_photo__isnull=False).exclude(
        reporting_type=ReportingType.ADVERTISING
    )
    found = _others(with_photo[: len(shown) + 6 * STRIP], shown)
    found.sort(key=lambda article: Label.PHOTO.value not in article.labels)
    return found[:STRIP]


def _section_blocks(tree: Sequence[Section], now: datetime, shown: set[int]) -> list[SectionBlock]:
    """Each section's newest; what stands on the page already, and advertising, comes last.

    Sections without stories are left out.
    """
    published = Article.objects.published(now).newest_first()
    chosen = select_together(
        {section.slug: published.listed("section", section.pk)[: 2 * BLOCK] for section in tree}
    )
    blocks = []
    standing = set(shown)
    for section in tree:
        found = chosen[section.slug]
        last = {article.pk for article in found if article.is_advertising} | standing
        articles = sorted(found, key=lambda article: article.pk in last)[:BLOCK]
        if articles:
            blocks.append(SectionBlock(section, articles))
            standing |= _keys(articles)
    return blocks


def _keys(articles: Iterable[Article]) -> set[int]:
    return {article.pk for article in articles}


def _others(articles: Iterable[Article], shown: set[int]) -> list[Article]:
    return [article for article in articles if article.pk not in shown]
