"""What many stories say, as Content.of does for one: in four queries instead of four a story."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet

from articles.content import Content
from articles.models import Article, Byline


def contents_of(articles: Collection[Article]) -> dict[int, Content]:
    """Of the rows, which are the live text or mirror the newest revision."""
    numbers = [article.pk for article in articles]
    sections: Any = Article.further_sections.through.objects.filter(article__in=numbers)
    related: Any = Article.related.through.objects.filter(from_article__in=numbers)
    tagged: Any = Article.tags.through.objects.filter(article__in=numbers)
    signed = Byline.objects.filter(article__in=numbers).order_by("order")
    further = _by_story(sections.order_by("section").values_list("article", "section"))
    others = _by_story(related.order_by("to_article").values_list("from_article", "to_article"))
    tags = _by_story(tagged.values_list("article", "tag__name"))
    reporters = _by_story(signed.values_list("article", "reporter"))
    return {
        article.pk: Content(
            title=article.title,
            outlet_id=article.outlet_id,
            subtitle=article.subtitle,
            body=article.body,
            labels=tuple(article.labels),
            reporting_type=article.reporting_type,
            section_id=article.section_id,
            further_section_ids=tuple(further[article.pk]),
            tags=tuple(sorted(tags[article.pk])),
            reporter_ids=tuple(reporters[article.pk]),
            lead_photo_id=article.lead_photo_id,
            lead_caption=article.lead_caption,
            lead_credit=article.lead_credit,
            related_ids=tuple(others[article.pk]),
            embargo_until=article.embargo_until,
            is_incomplete=article.is_incomplete,
        )
        for article in articles
    }


def _by_story(pairs: "QuerySet[Any, Any]") -> defaultdict[int, list[Any]]:
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for story, value in pairs:
        found[story].append(value)
    return found
