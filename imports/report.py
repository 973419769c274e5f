"""What the command says of each story: a JSON object, or lines for a person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from articles import revisions
from articles.models import Article
from imports.ingest import Outcome, Result, Written
from imports.story import Story
from newsroom.lib.dates import iso
from reporters.models import Outlet, Reporter
from sections.models import Section


def as_json(result: Result, *, is_dry_run: bool = False) -> dict[str, Any]:
    """The keys are a contract. A refused story's reason is the first of the warnings.

    Outlet, reporters and section are those the article has now; a refused story's are as read.
    """
    item = result.item
    told: dict[str, Any] = {
        "source": item.source,
        "status": result.outcome.value,
        "kind": "article",
        "id": None,
        "title": "",
        "subtitle": "",
        "outlet": "",
        "reporters": [],
        "section": "",
        "paragraphs": 0,
        "published_at": None,
        "dropped": item.dropped,
        "warnings": result.warnings,
    }
    if isinstance(item, Story):
        told |= {
            "kind": item.kind,
            "title": item.title,
            "subtitle": item.subtitle,
            "outlet": item.outlet,
            "reporters": [reporter.name for reporter in item.reporters],
            "section": item.section,
            "paragraphs": item.paragraph_count,
        }
    if result.article is not None:
        told |= asdict(result.written or _written(result.article))
        published_at = result.article.published_at
        told["published_at"] = iso(published_at) if published_at else None
        is_rolled_back = is_dry_run and result.outcome == Outcome.CREATED
        told["id"] = None if is_rolled_back else result.article.pk
    return told


def as_lines(result: Result) -> Iterator[str]:
    item = result.item
    title = item.title if isinstance(item, Story) else ""
    number = f" #{result.article.pk}" if result.article is not None else ""
    stub = " (내용 미완)" if isinstance(item, Story) and item.kind == "stub" else ""
    yield f"{result.outcome.value:<9}{number} {title}{stub} [{item.source}]".replace("  [", " [")
    yield from (f"    - {warning}" for warning in result.warnings)
    if item.dropped:
        yield f"    뺀 줄 {len(item.dropped)}개: " + " · ".join(line[:40] for line in item.dropped)


def _written(article: Article) -> Written:
    content = revisions.working_copy(article)
    names = Reporter.objects.in_bulk(content.reporter_ids)
    section = Section.objects.filter(pk__in=[content.section_id]).first()
    return Written(
        outlet=Outlet.objects.get(pk=content.outlet_id).name,
        reporters=[names[pk].name for pk in content.reporter_ids if pk in names],
        section=section.name if section else "",
    )
