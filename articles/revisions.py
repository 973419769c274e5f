"""Revisions: the newest is the working copy, the one numbered live_revision is what readers get."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from articles import media_uses
from articles.content import Content
from articles.models import Article, Byline, Revision, Tag
from photos.models import Photo
from reporters.models import Outlet, Reporter
from sections.models import Section


def working_copy(article: Article) -> Content:
    """The newest saved content, which on a live story may differ from what readers get."""
    if not article.has_unpublished_changes:
        return Content.of(article)
    return content_of(article, article.revision)


def content_of(article: Article, number: int) -> Content:
    """The content of one revision. Raises Revision.DoesNotExist."""
    return Content.from_json(article.revisions.get(number=number).data)


def add(
    article: Article, content: Content, *, by: User | None, at: datetime, note: str = ""
) -> Revision:
    """Keep `content` as the revision numbered article.revision. The caller holds the row."""
    revision = Revision(
        article=article,
        number=article.revision,
        data=content.to_json(),
        author=by,
        created_at=at,
        note=note,
    )
    revision.save()
    media_uses.keep_revision(article, content)
    return revision


def apply(article: Article, content: Content) -> None:
    """Write `content` to the article row and its relations, without saving the row.

    What has been deleted since the content was written (a photo, a related story) is left out;
    an outlet, which every story needs, stays as it was.
    """
    named_before = media_uses.named_in(article)
    reporters = _existing(Reporter.objects.all(), content.reporter_ids)
    sections = _existing(Section.objects.all(), (content.section_id,))
    photos = _existing(Photo.objects.all(), (content.lead_photo_id,))
    write_text(article, content)
    if article.pk is None or _existing(Outlet.objects.all(), (content.outlet_id,)):
        article.outlet_id = content.outlet_id
    article.section_id = sections[0] if sections else None
    article.lead_photo_id = photos[0] if photos else None
    article.lead_reporter_id = reporters[0] if reporters else None
    if article.pk is None:
        article.save()
    article.further_sections.set(_existing(Section.objects.all(), content.further_section_ids))
    article.tags.set(tags_named(content.tags).values())
    article.related.set(
        pk for pk in _existing(Article.objects.all(), content.related_ids) if pk != article.pk
    )
    write_bylines(article, reporters)
    media_uses.write_row(article, named_before)


def write_text(article: Article, content: Content) -> None:
    """The columns of `content` that name no other row."""
    article.title = content.title
    article.subtitle = content.subtitle
    article.body = content.body
    article.labels = list(content.labels)
    article.reporting_type = content.reporting_type
    article.lead_caption = content.lead_caption
    article.lead_credit = content.lead_credit
    article.embargo_until = content.embargo_until
    article.is_incomplete = content.is_incomplete


def _existing(rows: "QuerySet[Any]", ids: tuple[int | None, ...]) -> list[int]:
    """Those of `ids` that are still there, in the order given."""
    wanted = [pk for pk in ids if pk is not None]
    if not wanted:
        return []
    found = set(rows.filter(pk__in=wanted).values_list("pk", flat=True))
    return [pk for pk in wanted if pk in found]


def tags_named(names: Collection[str]) -> dict[str, int]:
    """The numbers of the tags of those names, made where there are none."""
    if not names:
        return {}
    tags = Tag.objects.order_by().values_list("name", "pk")
    found = dict(tags.filter(name__in=names))
    missing = sorted(set(names) - found.keys())
    if missing:
        Tag.objects.bulk_create([Tag(name=name) for name in missing], ignore_conflicts=True)
        found |= dict(tags.filter(name__in=missing))
    return found


def write_bylines(article: Article, reporters: list[int]) -> None:
    """These reporters, in this order; nothing for what stands there already."""
    before = list(article.bylines.order_by("order").values_list("reporter_id", flat=True))
    if before == reporters:
        return
    article.bylines.all().delete()
    Byline.objects.bulk_create(
        Byline(article=article, reporter_id=pk, order=order) for order, pk in enumerate(reporters)
    )
