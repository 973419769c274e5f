"""What loaddata, which writes row by row and calls no workflow, has to be held to.

HTML goes through the sanitiser here too, and cards get the numbers that their stories have in this
database. Over stories that editors have changed since, room is
made for the fixture's rows where a unique constraint would stop it, and what editors wrote stays.
"""

import re
from typing import Any

from django.db.models import Max, Q
from django.db.models.signals import post_save, pre_save

from articles import body, media_uses
from articles.content import Content
from articles.models import Article, Byline, MediaUse, Revision
from pages.models import Page

# A card of a story, by the natural key that the story has in every database.
_CARD = re.compile(r'data-article="([^"]*:[^"]*)"')


def clean_body(sender: type[Article | Page], instance: Article | Page, raw: bool, **_: Any) -> None:
    """Raises BodyRefused, which ends the whole loaddata, for a body that can't be taken."""
    if raw:
        instance.body = body.clean(_with_numbers(instance.body))


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
        if "body" in told:
            told["body"] = _with_numbers(told["body"])
        instance.data = Content.of(instance.article).to_json() | told


def keep_media(sender: type[Article], instance: Article, raw: bool, **_: Any) -> None:
    """What the row names that the fixture's overwrites, some revision names too."""
    if raw and instance.pk is not None:
        media_uses.set_aside_row(instance)


def keep_media_of_revision(sender: type[Revision], instance: Revision, raw: bool, **_: Any) -> None:
    if raw:
        media_uses.keep_revision(instance.article, Content.from_json(instance.data))


def make_room_for_use(sender: type[MediaUse], instance: MediaUse, raw: bool, **_: Any) -> None:
    """A backup brings what its stories have brought already."""
    if raw:
        MediaUse.objects.filter(
            article=instance.article_id,
            photo=instance.photo_id,
            attachment=instance.attachment_id,
            is_working_copy=instance.is_working_copy,
        ).exclude(pk=instance.pk).delete()


def _with_numbers(html: str) -> str:
    """The HTML with the numbers of the stories on its cards; a card of one that isn't there, or
    not yet, goes when the body is cleaned."""
    keys = set(_CARD.findall(html))
    if not keys:
        return html
    stories = Article.objects.filter(import_key__in=keys)
    numbers = dict(stories.values_list("import_key", "pk"))
    return _CARD.sub(lambda match: f'data-article="{numbers.get(match[1], "")}"', html)


def connect() -> None:
    pre_save.connect(clean_body, sender=Article)
    pre_save.connect(clean_body, sender=Page)
    pre_save.connect(keep_later_revisions, sender=Article)
    pre_save.connect(fill_in_revision, sender=Revision)
    pre_save.connect(make_room_for_byline, sender=Byline)
    pre_save.connect(keep_media, sender=Article)
    post_save.connect(keep_media_of_revision, sender=Revision)
    pre_save.connect(make_room_for_use, sender=MediaUse)
