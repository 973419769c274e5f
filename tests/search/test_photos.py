"""How the pictures' place in the index follows them, and how it is made whole again."""

from collections.abc import Collection
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from photos.models import Photo
from search.documents import Source
from search.index import PHOTOS, current, postgres
from search.models import KnownWord, PhotoDue
from search.photos import keeping
from search.photos.finding import having
from search.query import Query, parse
from tests.builders import make_reporter, make_user

pytestmark = pytest.mark.django_db


def make_row(**fields: object) -> Photo:
    """Without a file."""
    photo = Photo(width=60, height=40, **fields)
    photo.file.name = f"{photo.token}.jpg"
    photo.save()
    return photo


def found(typed: str) -> set[int]:
    return set(Photo.objects.filter(having(parse(typed))).values_list("pk", flat=True))


def test_a_picture_is_found_by_what_it_says_now() -> None:
    photo, other = make_row(caption="수달"), make_row(caption="두루미와 수달")
    photo.caption = "도서관에서"
    photo.save(update_fields=["caption"])
    assert found("도서관") == {photo.pk}
    assert found("수달") == {other.pk}
    with transaction.atomic():
        other.delete()
        assert found("수달") == found("두루미") == set()
        transaction.set_rollback(True)


def test_many_are_all_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "_FEW", 2)
    photos = {make_row(caption="수달은").pk for _ in range(2)}
    make_row(caption="두루미")
    assert found("수달") == photos
    photos.add(make_row(caption="수달이").pk)
    assert found("수달") == photos
    assert found("-두루미") == photos


def test_nothing_is_found_by_nothing() -> None:
    make_row(caption="수달")
    assert not Photo.objects.filter(having(Query())).exists()


def test_what_says_the_same_is_not_written_again() -> None:
    photo = make_row(caption="수달")
    with CaptureQueriesContext(connection) as same:
        keeping.keep([photo.pk])
    assert all(query["sql"].lstrip().startswith("SELECT") for query in same)


def test_its_words_are_known_by_their_initials() -> None:
    make_row(people="강하늘")
    assert KnownWord.objects.filter(initials="ㄱㅎㄴ").exists()


def test_people_are_found_by_their_new_names_at_once_and_soon_by_no_others() -> None:
    user, writer = make_user(name="김새벽"), make_user(username="writer")
    uploaded, portrait, signed = (
        make_row(uploaded_by=user),
        make_row(),
        make_row(uploaded_by=writer),
    )
    reporter = make_reporter("박초상", photo=portrait, user=writer)
    keeping.catch_up(timezone.now())
    user.name = "김여명"
    user.save()
    reporter.name, reporter.photo = "박노을", uploaded
    reporter.save()
    assert found("김여명") == {uploaded.pk}
    assert found("박노을") >= {uploaded.pk, signed.pk}
    keeping.catch_up(timezone.now())
    assert not PhotoDue.objects.exists()
    assert found("김새벽") == found("박초상") == set()
    assert found("박노을") == {uploaded.pk, signed.pk}
    reporter.delete()
    user.delete()
    keeping.catch_up(timezone.now())
    assert found("박노을") == found("김여명") == set()
    # Of who changes in another way nothing is written anew.
    writer.email = "writer@example.com"
    writer.save()
    assert not PhotoDue.objects.exists()


def test_a_rebuild_finds_what_came_went_and_changed_behind_our_back() -> None:
    kept, changed, gone, last = (make_row(caption="수달") for _ in range(4))
    unheard = Photo(width=60, height=40, caption="두루미")
    Photo.objects.bulk_create([unheard])
    Photo.objects.filter(pk=changed.pk).update(caption="두루미")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM photos_photo WHERE id IN (%s, %s)", [gone.pk, last.pk])
    assert found("두루미") == set()
    keeping.keep_soon(Photo.objects.all())
    for _ in keeping.rebuild():
        pass
    assert found("두루미") == {changed.pk, unheard.pk}
    assert found("수달") == {kept.pk}
    assert not PhotoDue.objects.exists()
    assert set(current().digests(PHOTOS, range(1, unheard.pk + 2))) == {
        kept.pk,
        changed.pk,
        unheard.pk,
    }


def test_one_that_comes_while_others_are_written_is_not_taken_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = make_row(caption="수달")
    read, came = keeping.sources_of, []

    def reading(numbers: Collection[int]) -> list[Source]:
        told = read(numbers)
        monkeypatch.undo()
        came.append(make_row(caption="수달"))
        return told

    monkeypatch.setattr(keeping, "sources_of", reading)
    keeping.keep(range(first.pk, first.pk + 2))
    assert found("수달") == {first.pk, came[0].pk} == {first.pk, first.pk + 1}


def test_after_an_upgrade_pictures_are_found_before_the_clock_has_been_there() -> None:
    user = make_user(name="김새벽")
    otter = Photo(width=60, height=40, caption="수달 두 마리", uploaded_by=user)
    crane = Photo(width=60, height=40, caption="두루미")
    Photo.objects.bulk_create([otter, crane])
    assert found("수달") == set()
    with connection.cursor() as cursor:
        notes = import_module("search.migrations.0006_photos").note_photos
        notes(None, SimpleNamespace(execute=cursor.execute))
    for typed, expected in (
        ("수달", {otter.pk}),
        ("수달 김새벽", {otter.pk}),
        ("수달 두루미", set()),
        ("-수달", {crane.pk}),
    ):
        assert found(typed) == expected, typed
    keeping.catch_up(timezone.now())
    assert not PhotoDue.objects.exists()
    assert found("두 마리의 수달") == found("수달") == {otter.pk}
    assert found("-수달") == {crane.pk}
