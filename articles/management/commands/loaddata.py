"""loaddata, which calls no workflow: what it loads is put into the lists in the same transaction,
and no page stored before is trusted after it."""

from typing import Any

from django.core.management.commands import loaddata
from django.core.serializers.base import DeserializedObject
from django.db import DEFAULT_DB_ALIAS

from articles import listing, media_uses
from articles.models import Article, Byline, DayCount, Listing
from articles.signals import changed
from pagecache import publishing, start_new_generation


class Command(loaddata.Command):
    _stories: set[int]

    def handle(self, *fixture_labels: Any, **options: Any) -> None:
        with publishing():
            start_new_generation()
            super().handle(*fixture_labels, **options)

    def loaddata(self, fixture_labels: Any) -> None:
        self._stories = set()
        super().loaddata(fixture_labels)
        if self.using != DEFAULT_DB_ALIAS:
            return
        for story in Article.objects.filter(pk__in=self._stories).only("body", "lead_photo"):
            media_uses.rewrite_row(story)
        if self.models & {Listing, DayCount}:
            # A dump brings the lists of its own database along.
            for _ in listing.rebuild():
                pass
        else:
            listing.refresh(self._stories)
        changed.send(sender=Article, article_ids=sorted(self._stories))

    def save_obj(self, obj: DeserializedObject) -> bool:
        saved: bool = super().save_obj(obj)
        if saved and isinstance(obj.object, Article):
            self._stories.add(obj.object.pk)
        elif saved and isinstance(obj.object, Byline):
            self._stories.add(obj.object.article_id)
        return saved
