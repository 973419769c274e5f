"""The scheduled change of a live story as a row; the acts are articles/scheduling.py."""

from django.db.models import OneToOneRel

from articles import clock_failures
from articles.models import Article, ScheduledChange
from newsroom.lib.dates import format_time


def drop(article: Article) -> ScheduledChange | None:
    """Take the change off the clock's list, and say which it was. The caller holds the story."""
    change = ScheduledChange.objects.filter(article=article).first()
    if change:
        clock_failures.clear(article.pk)
        # By number, so that `change` still says which it was.
        ScheduledChange.objects.filter(pk=change.pk).delete()
        _forget(article)
    return change


def _forget(article: Article) -> None:
    """So that the instance doesn't go on telling of it."""
    kept = Article._meta.get_field("scheduled_change")
    if isinstance(kept, OneToOneRel) and kept.is_cached(article):
        kept.delete_cached_value(article)


def named(change: ScheduledChange) -> str:
    """ "3판 2025.10.29 14:05", for the log."""
    return f"{change.revision}판 {format_time(change.publish_at)}"
