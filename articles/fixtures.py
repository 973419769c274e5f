"""What loaddata, which writes row by row and calls no workflow, has to be held to.

HTML goes through the sanitiser here too. Over stories that editors have changed since, room is
made for the fixture's rows where a unique constraint would stop it, and what editors wrote stays.
"""

from typing import Any

from django.db.models import Max, Q
from django.db.models.signals import pre_save

from articles import body
from articles.content import Content
from articles.models import Article, Byline, Revision
from pages.models import Page


def clean_body(sender: type[Article | Page], instance: Article | Page, raw: bool, **_: Any) -> None:
    """Raises BodyRefused, which ends the whole loaddata, for a body that can't be taken."""
    if raw:
        instance.body = body.clean(instance.body)


def keep_later_revisions(
    sender: type[Article], instance: Article, raw: bool, using: str, **_: Any
) -> None:
    """The fixture's text goes live; a later revision of an editor's stays as the working copy.

    Without this the next save would give out a number that is taken.
    """
    if raw:
        kept = Article.objects.using(using).filter(pk=instance.pk)
        newest = kept.aggregate(newest=Max("revisions__number"))["newest"]
        instance.revision = max(instance.revision, newest or 0)


def make_room_for_byline(
    sender: type[Byline], instance: Byline, raw: bool, using: str, **_: Any
) -> None:
    """The fixture's reporter takes the place of whoever was put there since."""
    if raw:
        Byline.objects.using(using).filter(
            Q(order=instance.order) | Q(reporter=instance.reporter_id), article=instance.article_id
        ).exclude(pk=instance.pk).delete()


def fill_in_revision(sender: type[Revision], instance: Revision, raw: bool, **_: Any) -> None:
    """A fixture's revision says only what differs from its story's live text: ids in JSON would
    be those of the database it was written from. The related stories, which the row itself is
    given after all rows are there, stand in it by their natural keys."""
    if raw:
        told = dict(instance.data)
        if "related" in told:
            stories = Article._default_manager
            related = [stories.get_by_natural_key(*key) for key in told.pop("related")]
            told["related_ids"] = sorted(story.pk for story in related)
        instance.data = Content.of(instance.article).to_json() | told


def connect() -> None:
    pre_save.connect(clean_body, sender=Article)
    pre_save.connect(clean_body, sender=Page)
    pre_save.connect(keep_later_revisions, sender=Article)
    pre_save.connect(fill_in_revision, sender=Revision)
    pre_save.connect(make_room_for_byline, sender=Byline)
