"""Keys of what pages show of stories: named here when a story changes, depended on by views.

A page that shows a story depends on its `card`; a list depends on its own key, which stands for
which stories are in it and in what order. Nothing here names a story that readers can't see: keys
are told in the Surrogate-Key header.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import partial
from typing import Any

from articles.list_kinds import ListKind
from articles.models import Article, Listing, Tag
from articles.placement import Placement
from newsroom.lib.dates import day_bounds, to_seoul
from pagecache import depends, is_collected, touch, touch_at_end, until
from pagecache.keys import key
from photos import page_keys as photo_keys
from redirects import page_keys as redirect_keys
from reporters import page_keys as reporter_keys
from sections.page_keys import NAV

# Which stories there are, in order.
LATEST = "latest"
# Anything about any story that readers see.
STORIES = "stories"
# Which days have stories.
DAYS = "days"
# Which numbers no story has, named when many are given at once.
NUMBERS = "numbers"


def article(pk: int) -> str:
    """The story's own pages, or that there are none (404) or no more (410)."""
    return key("article", pk)


def card(pk: int) -> str:
    """The story as other pages show it."""
    return key("card", pk)


def listing(kind: str, list_id: int) -> str:
    """Which stories stand in the list of a section (children included), tag or reporter."""
    return LATEST if kind == "all" else key(kind, list_id, "list")


def listed_stories(kind: str, list_id: int) -> str:
    """`listing`, and whatever else about its stories."""
    return STORIES if kind == "all" else key(kind, list_id, "stories")


def section_order(section_id: int) -> str:
    """Which stories stand beside which, changed for a whole section at once."""
    return key("section", section_id, "order")


def tag(pk: int) -> str:
    """The tag's name."""
    return key("tag", pk)


def tag_name(name: str) -> str:
    """Whether readers find a tag of this name."""
    return key("tag-name", name)


def day(shown: date) -> str:
    return key("day", shown.isoformat())


def month(year: int, number: int) -> str:
    return key("month", f"{year:04}-{number:02}")


# --- for views ------------------------------------------------------------------------------


def depends_on_cards(articles: Iterable[Article]) -> None:
    """The page shows these stories in short: title, labels, time, section, reporter, picture."""
    depends(NAV)  # the names of their sections
    for shown in articles:
        depends(card(shown.pk))
        if shown.lead_reporter_id:
            depends(reporter_keys.reporter(shown.lead_reporter_id))
        if shown.lead_photo_id:
            depends(photo_keys.photo(shown.lead_photo_id))


def depends_on_list(kind: ListKind, list_id: int, now: datetime) -> None:
    """The page shows which stories stand in this list at `now` (aware).

    It changes by itself when the next scheduled story comes.
    """
    depends(listing(kind.word, list_id))
    until_next(kind, list_id, now)


def until_next(kind: ListKind, list_id: int, now: datetime) -> None:
    """The page changes when the next scheduled story of this list comes; one query if collected."""
    if not is_collected():
        return
    ahead = Listing.objects.filter(kind=kind, list_id=list_id, visible_from__gt=now)
    until(ahead.order_by("visible_from").values_list("visible_from", flat=True).first())


def depends_on_article(shown: Article) -> None:
    """The page shows the whole story with its outlet, tags and reporters (prefetched)."""
    depends_on_cards([shown])
    depends(article(shown.pk), reporter_keys.outlet(shown.outlet_id))
    depends(*(tag(found.pk) for found in shown.tags.all()))
    reporter_keys.depends_on_reporters(shown.ordered_reporters)


# --- for writers ----------------------------------------------------------------------------


def touch_story(
    changed: Article, before: Placement, after: Placement, *, main_sections: Collection[int | None]
) -> None:
    """Names all that shows a story, after it has been written: `before` and `after` are where
    readers see it, `main_sections` its section before and after. Raises NotPublishing.

    No query for a new text, and nothing at all for a story that readers never see.
    """
    if before.visible_from is None and after.visible_from is None:
        return
    touch(article(changed.pk), card(changed.pk), STORIES)
    lists = before.lists | after.lists
    touch(*(listed_stories(kind, number) for kind, number in lists))
    for moment in {before.visible_from, after.visible_from}:
        if moment is not None:
            touch(*_dates(moment))
    if before == after and len(set(main_sections)) == 1:
        return
    touch(*(listing(kind, number) for kind, number in lists))
    # What stands beside it may be changing in another transaction: asked when that is over.
    touch_at_end(partial(_pages_around, changed, before, after, frozenset(main_sections)))


def touch_new_stories(
    *,
    sections: Collection[int],
    days: Collection[date],
    lists: Collection[tuple[str, int]],
    tags: Collection[str],
) -> None:
    """`touch_story` for many that were just made and published, under numbers that none had:
    their main sections (0: none), days, lists and names of tags. Whole sections' neighbours, and
    no redirects or relations, which new stories don't have yet."""
    # Their addresses may have been asked for before; no page has shown them or their cards.
    touch(STORIES, LATEST, DAYS, NUMBERS)
    touch(*map(section_order, sections), *map(tag_name, tags))
    touch(*map(day, days), *(month(*at) for at in {(at.year, at.month) for at in days}))
    touch(*(listing(kind, number) for kind, number in lists))
    touch(*(listed_stories(kind, number) for kind, number in lists))


def touch_moved(
    before: Mapping[int, Placement],
    after: Mapping[int, Placement],
    *,
    main_sections: Collection[int | None],
) -> None:
    """`touch_story` for many that go into other lists and stay what and when they were: the
    neighbours of whole sections, `main_sections` before and after."""
    shown = [pk for pk, place in after.items() if place.visible_from or before[pk].visible_from]
    if not shown:
        return
    touch(STORIES, *map(article, shown), *map(card, shown))
    touch(*(section_order(pk or 0) for pk in main_sections))
    for pk in shown:
        for kind, number in before[pk].lists | after[pk].lists:
            touch(listing(kind, number), listed_stories(kind, number))
        for moment in {before[pk].visible_from, after[pk].visible_from}:
            if moment is not None:
                touch(*_dates(moment))


def _dates(moment: datetime) -> tuple[str, str]:
    at = to_seoul(moment)
    return day(at.date()), month(at.year, at.month)


def _tag_names(ids: Iterable[int]) -> Iterator[str]:
    wanted = list(ids)
    if wanted:
        for name in Tag.objects.filter(pk__in=wanted).values_list("name", flat=True):
            yield tag_name(name)


def _pages_around(
    changed: Article, before: Placement, after: Placement, main_sections: frozenset[int | None]
) -> Iterator[str]:
    """What a story that comes, goes or moves changes on pages that don't show it in a list."""
    yield from _tag_names(number for kind, number in before.lists | after.lists if kind == "tag")
    related: Any = Article.related.through
    showing = related.objects.filter(to_article=changed.pk)
    for pk in showing.values_list("from_article", flat=True):
        yield article(pk)
    for path in changed.old_addresses.values_list("old_path", flat=True):
        yield redirect_keys.old_address(path)
    for moment in {before.visible_from, after.visible_from}:
        if moment is not None:
            for section_id in main_sections:
                yield from map(article, _neighbours(changed.pk, section_id, moment))
            if _is_alone_on_its_day(changed.pk, moment):
                yield DAYS


def _neighbours(pk: int, section_id: int | None, at: datetime) -> Iterator[int]:
    """Which stories have the story of this time as 이전 or 다음 기사, scheduled ones included."""
    beside = Article.objects.filter(section=section_id)
    yield from beside.older_than(at, pk).values_list("pk", flat=True)[:1]
    yield from beside.newer_than(at, pk).values_list("pk", flat=True)[:1]


def _is_alone_on_its_day(pk: int, moment: datetime) -> bool:
    """Whether readers see, or saw, nothing else of that day."""
    start, end = day_bounds(to_seoul(moment).date())
    others = Article.objects.published().filter(visible_from__gte=start, visible_from__lt=end)
    return not others.exclude(pk=pk).exists()
