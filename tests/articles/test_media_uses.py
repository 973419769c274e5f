"""The table of used photos and files follows every way in which a story's texts are written."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import serializers
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db.models import ProtectedError
from django.test import Client
from django.utils import timezone

from articles import bulk, media_filling, revisions, scheduling, workflow
from articles.models import Article, MediaUse
from attachments.models import Attachment, Kind
from photos.models import Photo
from tests.builders import make_content, make_draft, make_photo, make_published

pytestmark = pytest.mark.django_db


def body_with(*photos: Photo) -> str:
    figures = "".join(
        f'<figure class="photo"><img src="{photo.get_absolute_url()}" alt=""></figure>'
        for photo in photos
    )
    return f"<p>가온시가 새 도서관을 열었다.</p>{figures}"


def make_attachment() -> Attachment:
    attachment = Attachment(kind=Kind.PDF, name="자료.pdf", bytes=4)
    attachment.file.save(f"{attachment.token}.pdf", ContentFile(b"%PDF"))
    return attachment


def used(article: Article, *, is_working_copy: bool = False) -> set[Photo]:
    uses = article.media_uses.filter(is_working_copy=is_working_copy, attachment=None)
    return {use.photo for use in uses.select_related("photo")}


def rewritten(article: Article, **fields: object) -> Article:
    content = replace(revisions.working_copy(article), **fields)
    return workflow.save(article, content, by=None, base_revision=article.revision)


def published(article: Article) -> Article:
    return workflow.publish(article, by=None)


def test_the_row_uses_what_its_body_names_and_revisions_keep_the_rest() -> None:
    first, second, lead = make_photo(), make_photo(), make_photo()
    article = make_draft(body=body_with(first), lead_photo_id=lead.pk)
    assert (used(article), used(article, is_working_copy=True)) == ({first}, set())
    article = rewritten(article, body=body_with(second), lead_photo_id=None)
    assert used(article) == {second}
    assert used(article, is_working_copy=True) == {first, lead}
    assert not article.media_uses.filter(photo=lead, is_working_copy=False)


def test_readers_get_a_working_copys_picture_when_it_is_published(client: Client) -> None:
    old, new, lead = make_photo(), make_photo(), make_photo()
    article = make_published(body=body_with(old))
    article = rewritten(article, body=body_with(new), lead_photo_id=lead.pk)
    assert (old.is_public, new.is_public, lead.is_public) == (True, False, False)
    assert used(article, is_working_copy=True) == {new, lead}
    assert client.get(old.get_absolute_url()).status_code == 200
    assert client.get(new.get_absolute_url()).status_code == 404
    article = published(article)
    assert (old.is_public, new.is_public, lead.is_public) == (False, True, True)
    assert client.get(old.get_absolute_url()).status_code == 404
    workflow.withdraw(article, by=None, reason="오보")
    assert not new.is_public
    assert client.get(new.get_absolute_url()).status_code == 404


def test_a_scheduled_story_shows_its_pictures_from_its_second() -> None:
    photo = make_photo()
    article = workflow.submit(make_draft(body=body_with(photo)), by=None)
    article = workflow.approve(article, by=None)
    workflow.schedule(article, by=None, at=timezone.now() + timedelta(hours=1))
    assert not photo.is_public
    later = timezone.now() + timedelta(hours=2)
    assert photo.media_uses.shown(later).exists()


def test_a_scheduled_change_goes_live_with_its_pictures_though_a_newer_text_is_there() -> None:
    live, waiting, newest = make_photo(), make_photo(), make_photo()
    article = rewritten(make_published(body=body_with(live)), body=body_with(waiting))
    at = timezone.now() + timedelta(hours=1)
    article = scheduling.schedule_change(article, by=None, at=at)
    article = rewritten(article, body=body_with(newest))
    assert used(article, is_working_copy=True) == {waiting, newest}
    with pytest.raises(ProtectedError):
        waiting.delete()
    article.scheduled_change.publish_at = timezone.now()
    article.scheduled_change.save()
    assert scheduling.publish_due_changes() == 1
    assert used(article) == {waiting}
    assert (live.is_public, waiting.is_public, newest.is_public) == (False, True, False)


def test_dropped_changes_leave_the_live_text_its_pictures() -> None:
    live, other = make_photo(), make_photo()
    article = rewritten(make_published(body=body_with(live)), body=body_with(other))
    article = workflow.drop_changes(article, by=None)
    assert used(article) == {live}
    assert (live.is_public, other.is_public) == (True, False)


def test_attachments_are_public_with_a_visible_story_only() -> None:
    attachment = make_attachment()
    article = make_draft()
    content = replace(
        revisions.working_copy(article),
        body=f'<p>글</p><figure data-file="{attachment.token}.pdf"></figure>',
    )
    revisions.apply(article, content)
    article.save()
    assert article.media_uses.get().attachment == attachment
    assert not attachment.is_public
    article = workflow.publish_now(article, by=None)
    assert attachment.is_public
    workflow.withdraw(article, by=None, reason="오보")
    assert not attachment.is_public
    with pytest.raises(ProtectedError):
        attachment.delete()


def test_many_new_stories_use_their_pictures_and_cost_nothing_without(
    django_assert_num_queries: Any,
) -> None:
    photo = make_photo()
    plain = [bulk.NewStory(content=make_content()) for _ in range(3)]
    illustrated = bulk.NewStory(content=make_content(body=body_with(photo)), publishes=True)
    made = bulk.create_many([*plain, illustrated], by=None)
    assert isinstance(made[-1], bulk.Created)
    assert used(made[-1].article) == {photo}
    assert MediaUse.objects.count() == 1
    assert photo.is_public
    with django_assert_num_queries(1):
        assert photo.is_public


def test_what_is_used_is_not_deleted_by_any_way() -> None:
    photo = make_photo()
    article = rewritten(make_draft(body=body_with(photo)), body="<p>없앴다.</p>")
    assert used(article) == set()
    with pytest.raises(ProtectedError):
        photo.delete()
    with pytest.raises(ProtectedError):
        Photo.objects.filter(pk=photo.pk).delete()


def test_text_and_links_that_only_look_like_it_use_nothing() -> None:
    photo = make_photo()
    address = photo.get_absolute_url()
    article = make_draft(
        body=f'<p>{address} <a href="{address}">사진</a> &lt;img src="{address}"</p>'
    )
    assert used(article) == set()
    unknown = address.replace(photo.token, "0" * 32)
    article = make_draft(body=f'<p>글</p><figure><img src="{unknown}" alt=""></figure>')
    assert used(article) == set()


def test_filling_enters_what_was_written_before_the_table_and_again_nothing() -> None:
    row, working, old_lead, lead = (make_photo() for _ in range(4))
    article = make_published(body=body_with(row), lead_photo_id=old_lead.pk)
    article = published(rewritten(article, lead_photo_id=lead.pk))
    article = rewritten(article, body=body_with(row, working))
    make_draft()
    before = set(MediaUse.objects.values_list("article", "photo", "is_working_copy"))
    MediaUse.objects.all().delete()
    for _ in range(2):
        assert list(media_filling.fill(1))[-1] >= article.pk
        found = set(MediaUse.objects.values_list("article", "photo", "is_working_copy"))
        assert found <= before
    assert found == {
        (article.pk, row.pk, False),
        (article.pk, working.pk, True),
        (article.pk, old_lead.pk, True),
    }


def test_a_backup_is_loaded_over_itself_and_into_changed_stories(tmp_path: Path) -> None:
    photo, other = make_photo(), make_photo()
    article = make_published(body=body_with(photo))
    Article.objects.filter(pk=article.pk).update(import_key="a-1")
    models = (Photo, Article, MediaUse)
    rows = [row for model in models for row in model.objects.order_by("pk")]
    natural = {"use_natural_foreign_keys": True, "use_natural_primary_keys": True}
    path = tmp_path / "backup.json"
    path.write_text(serializers.serialize("json", rows, **natural))
    article.refresh_from_db()
    article = published(rewritten(article, body=body_with(other)))
    call_command("loaddata", str(path), verbosity=0)
    article.refresh_from_db()
    assert used(article) == {photo}
    assert other in used(article, is_working_copy=True)
    assert (photo.is_public, other.is_public) == (True, False)
