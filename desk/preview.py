"""The public page of what readers don't see yet. Nothing is written."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Manager, QuerySet
from django.http import HttpRequest, HttpResponse

from articles import body
from articles.content import Content
from articles.models import Article, Byline, Tag
from articles.views import render_article
from photos.models import Photo
from reporters.models import Outlet, Reporter
from sections.models import Section


def render_preview(request: HttpRequest, article: Article, content: Content) -> HttpResponse:
    """The exact page as it would be with `content`. Who may see it is the caller's to ask."""
    return render_article(
        request,
        overlaid(article, content),
        preview=True,
        related_ids=content.related_ids,
    )


def overlaid(article: Article, content: Content) -> Article:
    """The story with `content` laid over it, as an instance that must never be saved."""
    shown = Article.objects.select_related("outlet").get(pk=article.pk)
    shown.title = content.title
    shown.subtitle = content.subtitle
    shown.body = body.clean(content.body)
    shown.labels = list(content.labels)
    shown.reporting_type = content.reporting_type
    shown.lead_caption = content.lead_caption
    shown.lead_credit = content.lead_credit
    shown.embargo_until = content.embargo_until
    shown.outlet = Outlet.objects.filter(pk=content.outlet_id).first() or shown.outlet
    shown.lead_photo = _one(Photo.objects.all(), content.lead_photo_id)
    shown.section = _one(Section.objects.select_related("parent"), content.section_id)
    found = Reporter.objects.select_related("outlet", "photo").in_bulk(content.reporter_ids)
    reporters = [found[pk] for pk in content.reporter_ids if pk in found]
    shown.lead_reporter = reporters[0] if reporters else None
    bylines = [
        Byline(article=shown, reporter=reporter, order=order)
        for order, reporter in enumerate(reporters)
    ]
    _stand_in(shown, "bylines", shown.bylines, bylines)
    _stand_in(shown, "tags", shown.tags, [Tag(name=name) for name in content.tags])
    return shown


def _one(rows: "QuerySet[Any]", pk: int | None) -> Any:
    """None too for what has been deleted since."""
    return None if pk is None else rows.filter(pk=pk).first()


def _stand_in(article: Article, name: str, manager: "Manager[Any]", rows: Iterable[Any]) -> None:
    """Make `article.<name>.all()` answer `rows`, the way prefetching does."""
    queryset = manager.get_queryset()
    queryset._result_cache = list(rows)
    queryset._prefetch_done = True  # type: ignore[attr-defined]
    article.__dict__.setdefault("_prefetched_objects_cache", {})[name] = queryset
