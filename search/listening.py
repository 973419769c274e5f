"""What the index hears of: stories that changed, and names that stand in the text of many."""

from collections.abc import Collection
from typing import Any

from django.db.models import F, QuerySet
from django.db.models.signals import post_save, pre_save

from articles.models import Article, Byline, Tag
from reporters.models import Reporter
from search import building
from sections.models import Section

# More than these are left to the clock, so that whoever changed them doesn't wait.
MOST_AT_ONCE = 100

Named = Section | Tag | Reporter


def keep_changed(sender: Any, article_ids: Collection[int], **_: Any) -> None:
    if len(article_ids) <= MOST_AT_ONCE:
        building.keep(article_ids)
    else:
        building.keep_soon(article_ids)


def remember_name(sender: type[Named], instance: Any, **_: Any) -> None:
    kept = sender._default_manager.filter(pk=instance.pk or 0).values_list("name", flat=True)
    instance.name_before = kept.first()


def keep_renamed(sender: type[Named], instance: Any, created: bool, **_: Any) -> None:
    if not created and instance.name_before != instance.name:
        building.keep_all_soon(_stories_of(instance))


def _stories_of(named: Named) -> "QuerySet[Any]":
    tagged: Any = Article.tags.through.objects
    if isinstance(named, Tag):
        rows = tagged.filter(tag=named.pk)
    elif isinstance(named, Reporter):
        rows = Byline.objects.filter(reporter=named.pk)
    else:
        rows = Article.objects.filter(section=named.pk).annotate(article_id=F("pk"))
    numbers: QuerySet[Any] = rows.values("article_id")
    return numbers


def connect() -> None:
    for model in (Section, Tag, Reporter):
        pre_save.connect(remember_name, sender=model)
        post_save.connect(keep_renamed, sender=model)
