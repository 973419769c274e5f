"""A story's pages: the story itself, its print view, and the answer for one taken down."""

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import quote

from django.conf import settings
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import page_keys
from articles.blocks.video import FRAME_CSP
from articles.companions import companions_of
from articles.layouts import has_long_title, layout_of, shows_lead_picture
from articles.models import Article, ArticleQuerySet, Byline
from articles.reading_time import minutes_to_read
from articles.selections import with_sections
from articles.states import Status
from pagecache import cached_page, depends, until


class Withdrawn(Exception):
    """The story was public once and has been taken down."""


@cached_page()
@require_safe
def article_detail(request: HttpRequest, pk: int) -> HttpResponse:
    now = timezone.now()
    try:
        article = _whole(pk, now)
    except Withdrawn:
        return gone(request, pk)
    return render_article(request, article, now=now)


@cached_page()
@require_safe
def article_print(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        article = _whole(pk, timezone.now())
    except Withdrawn:
        return gone(request, pk)
    with_sections([article])
    return render(
        request,
        "articles/article_print.html",
        {
            "article": article,
            "correction_notes": _notes(article),
            "canonical_path": article.get_absolute_url(),
        },
    )


@cached_page()
@require_safe
def article_redirect(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """The slug is decoration; whether there is such a story is told only at its own address."""
    depends(page_keys.article(pk))
    return HttpResponsePermanentRedirect(reverse("article_detail", args=[pk]))


def render_article(
    request: HttpRequest,
    article: Article,
    *,
    now: datetime | None = None,
    preview: bool = False,
    related_ids: Sequence[int] | None = None,
) -> HttpResponse:
    """The public page of `article`, which the caller has found to be this reader's to see.

    With `preview` it says so on top, is kept out of caches and search engines, and shows whatever
    the instance holds: fields may be unsaved, and prefetched bylines, tags and `related_ids` may
    stand in for the saved ones.
    """
    companions = companions_of(article, now=now or timezone.now(), related_ids=related_ids)
    with_sections([article, *companions])
    layout = layout_of(article)
    response = render(
        request,
        "articles/article_detail.html",
        {
            "article": article,
            "layout": layout,
            "minutes_to_read": minutes_to_read(article.body, layout),
            "has_long_title": has_long_title(article),
            "lead_photo": article.lead_photo if shows_lead_picture(article, layout) else None,
            "reporters": article.ordered_reporters,
            "tags": article.tags.all(),
            "correction_notes": _notes(article),
            "companions": companions,
            "top_section": article.section and (article.section.parent or article.section),
            "canonical_path": article.get_absolute_url(),
            "share_address": quote(settings.NEWSROOM_SITE_URL + article.get_absolute_url(), ""),
            "preview": preview,
        },
    )
    response._csp_update = FRAME_CSP  # type: ignore[attr-defined]
    if preview:
        response["Cache-Control"] = "no-store"
        response["X-Robots-Tag"] = "noindex"
    return response


def for_article_page() -> list[str | Prefetch]:
    """What to prefetch for an article page."""
    reporters = Byline.objects.select_related("reporter__outlet", "reporter__photo")
    return [Prefetch("bylines", reporters), "tags"]


def find_for_readers(pk: int, now: datetime, stories: ArticleQuerySet) -> Article:
    """Of `stories` the one readers see at `now`. Raises Withdrawn, and Http404 for what readers
    never saw, exactly as for what never was."""
    depends(page_keys.article(pk))
    article = stories.published(now).filter(pk=pk).first()
    if article:
        return article
    unseen = Article.objects.filter(pk=pk).values_list("status", "visible_from").first()
    status, visible_from = unseen or (None, None)
    if status == Status.WITHDRAWN:
        raise Withdrawn
    if status == Status.PUBLISHED and visible_from and visible_from <= now:
        # Put back between the two queries.
        return find_for_readers(pk, now, stories)
    until(visible_from)
    depends(page_keys.NUMBERS)
    raise Http404


def gone(request: HttpRequest, pk: int) -> HttpResponse:
    """The answer for story `pk`, which was withdrawn; the notices about it stay."""
    return render(request, "410.html", {"article_id": pk}, status=410)


def _whole(pk: int, now: datetime) -> Article:
    stories = Article.objects.select_related("outlet", "lead_photo")
    article = find_for_readers(pk, now, stories.prefetch_related(*for_article_page()))
    page_keys.depends_on_article(article)
    return article


def _notes(article: Article) -> list[object]:
    # A correction is a modification: most stories have neither, and cost no query for it.
    return list(article.correction_notes.all()) if article.is_modified else []
