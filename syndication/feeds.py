"""RSS feeds: the whole newspaper, a section, a reporter. Advertising is in none of them."""

from html import escape
from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Enclosure
from django.utils.text import Truncator
from django.views.decorators.http import require_safe

from articles import page_keys
from articles.blocks.opening import opening_words
from articles.list_kinds import KINDS
from articles.models import Article, Byline
from articles.selections import with_openings
from mastheads.models import Masthead
from newsroom.lib.dates import to_seoul
from pagecache import cached_page, depends
from photos import page_keys as photo_keys
from photos import renditions
from photos.models import Photo
from photos.shapes import CONTENT_TYPES, WIDTHS
from reporters import page_keys as reporter_keys
from reporters.models import Reporter
from sections.models import Section
from sections.page_keys import NAV
from syndication.addresses import absolute
from syndication.rss import NewsFeed
from syndication.stories import reported

NEWEST = 30
DESCRIPTION_LENGTH = 200


@cached_page()
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    return _respond("all", 0, path="/", feed_path=reverse("feed"))


@cached_page()
@require_safe
def section_feed(request: HttpRequest, slug: str) -> HttpResponse:
    depends(NAV)
    section = get_object_or_404(Section, slug=slug)
    return _respond(
        "section",
        section.pk,
        name=section.name,
        description=section.description,
        path=section.get_absolute_url(),
        feed_path=reverse("section_feed", args=[slug]),
    )


@cached_page()
@require_safe
def reporter_feed(request: HttpRequest, pk: int) -> HttpResponse:
    depends(reporter_keys.reporter(pk))
    reporter = get_object_or_404(Reporter, pk=pk)
    return _respond(
        "reporter",
        pk,
        name=f"{reporter.name} 기자",
        path=reporter.get_absolute_url(),
        feed_path=reverse("reporter_feed", args=[pk]),
    )


def _respond(
    kind: str, list_id: int, *, path: str, feed_path: str, name: str = "", description: str = ""
) -> HttpResponse:
    """The newest of a list (articles/list_kinds.py); `path` is the page that shows the same."""
    masthead = Masthead.current()
    title = " - ".join(filter(None, [masthead.title or "인터넷신문", name]))
    rss = NewsFeed(
        title=title,
        link=absolute(path),
        description=description or (masthead.slogan if not name else "") or title,
        language="ko",
        feed_url=absolute(feed_path),
        feed_copyright=masthead.copyright_line or None,
    )
    bylines = Prefetch("bylines", Byline.objects.select_related("reporter"))
    now = timezone.now()
    stories = reported(now).for_cards().prefetch_related(bylines, "tags")
    newest = list(with_openings(stories.listed(kind, list_id))[:NEWEST])
    depends(page_keys.listed_stories(kind, list_id))
    page_keys.until_next(KINDS[kind], list_id, now)
    for article in newest:
        page_keys.depends_on_article(article)
        rss.add_item(**_item(article))
    return HttpResponse(rss.writeString("utf-8"), content_type=rss.content_type)


def _item(article: Article) -> dict[str, Any]:
    address = absolute(article.get_absolute_url())
    labels = "".join(f"[{name}] " for name in article.label_names)
    sections = [article.section.name] if article.section else []
    enclosure = _enclosure(article.lead_photo) if article.lead_photo else None
    return {
        "title": labels + article.title,
        "link": address,
        "unique_id": address,
        "unique_id_is_permalink": True,
        # Feed readers take a description for HTML: a film title in <> must survive that.
        "description": escape(_description(article), quote=False),
        "creators": [reporter.name for reporter in article.ordered_reporters],
        "categories": sections + [tag.name for tag in article.tags.all()],
        "pubdate": to_seoul(article.published_at) if article.published_at else None,
        "updateddate": to_seoul(article.modified_at) if article.modified_at else None,
        "enclosures": [enclosure] if enclosure else [],
    }


def _description(article: Article) -> str:
    """The subtitle, or else how the story begins."""
    if article.subtitle:
        return article.subtitle
    opening = opening_words(article.opening)  # type: ignore[attr-defined]
    return Truncator(opening).chars(DESCRIPTION_LENGTH)


def _enclosure(photo: Photo) -> Enclosure | None:
    """None until the picture's renditions are made: a length must not be made up."""
    depends(photo_keys.renditions(photo.pk))
    length = renditions.length(photo, "whole", WIDTHS[-1], "jpg")
    if length is None:
        return None
    address = photo.rendition_address("whole", WIDTHS[-1], "jpg")
    return Enclosure(absolute(address), str(length), CONTENT_TYPES["jpg"])
