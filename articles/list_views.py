"""Lists of stories: by tag, and by day."""

import unicodedata
from datetime import date

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import page_keys
from articles.list_kinds import ListKind
from articles.models import Article, Tag
from newsroom.lib.dates import day_bounds, to_seoul
from newsroom.list_pages import page_address, page_of
from pagecache import cached_page, depends

# Beyond these a day in Seoul has no start or end that every database can hold.
EARLIEST_YEAR = 1900
LATEST_YEAR = 9000


@cached_page(query=["page"])
@require_safe
def tag_detail(request: HttpRequest, name: str) -> HttpResponse:
    """404 while nothing readers may see carries the tag: a tag can tell of a story to come."""
    name = unicodedata.normalize("NFC", name).replace("\0", "")
    depends(page_keys.tag_name(name))
    tag = get_object_or_404(Tag, name=name)
    page = page_of(Article.objects.numbered("tag", tag.pk, timezone.now()), request)
    if not page.total:
        raise Http404
    return render(
        request,
        "articles/tag_detail.html",
        {"tag": tag, "page": page, "canonical_path": page_address(tag.get_absolute_url(), page)},
    )


@cached_page()
@require_safe
def archive_day(request: HttpRequest, year: int, month: int, day: int) -> HttpResponse:
    now = timezone.now()
    try:
        shown = date(year, month, day)
    except (ValueError, OverflowError):
        raise Http404 from None
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise Http404
    start, end = day_bounds(shown)
    published = Article.objects.published(now)
    stories = list(published.filter(visible_from__gte=start, visible_from__lt=end).for_cards())
    depends(page_keys.day(shown), page_keys.DAYS)
    page_keys.depends_on_cards(stories)
    page_keys.until_next(ListKind.ALL, 0, now)
    before = published.filter(visible_from__lt=start).newest_first()
    after = published.filter(visible_from__gte=end).order_by("visible_from", "pk")
    return render(
        request,
        "articles/archive_day.html",
        {
            "day": shown,
            "articles": stories,
            "before": _day_link(before),
            "after": _day_link(after),
            "canonical_path": day_address(shown),
        },
    )


def day_address(day: date) -> str:
    return reverse("archive_day", args=[day.year, f"{day.month:02}", f"{day.day:02}"])


def _day_link(stories: QuerySet[Article]) -> dict[str, object] | None:
    """The day of the first of these stories, and its address."""
    moment = stories.values_list("visible_from", flat=True).first()
    if moment is None:
        return None
    day = to_seoul(moment).date()
    return {"day": day, "address": day_address(day)}
