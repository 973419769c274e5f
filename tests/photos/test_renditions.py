import io
import itertools
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.storage import Storage
from django.db import transaction
from django.utils import timezone
from PIL import Image

from photos import rendering, rendering_beside, renditions, uploads
from photos.models import Photo, photo_storage
from photos.shapes import SHAPES, size
from tests.builders import make_photo, make_rendered_photo, own_outlet

pytestmark = pytest.mark.django_db

NOW = timezone.now()


def halves(kind: str = "JPEG", size: tuple[int, int] = (120, 60)) -> io.BytesIO:
    """Red at the left, blue at the right."""
    image = Image.new("RGB", size, (220, 20, 20))
    image.paste((20, 20, 220), (size[0] // 2, 0, *size))
    file = io.BytesIO()
    image.save(file, format=kind, quality=95)
    file.seek(0)
    return file


def folder(photo: Photo) -> Path:
    return Path(settings.PHOTO_ROOT) / "renditions" / photo.token


def files(photo: Photo) -> set[str]:
    """Of the set that is served, and of no other."""
    names = {str(path.relative_to(folder(photo))) for path in folder(photo).rglob("*.*")}
    assert {name.partition("/")[0] for name in names} <= {photo.rendition_set}
    return {name.partition("/")[2] for name in names}


def opened(photo: Photo, shape: str, extension: str) -> Image.Image:
    with photo_storage().open(renditions.file_name(photo, shape, 1600, extension)) as file:
        return Image.open(io.BytesIO(file.read()))


def test_every_shape_is_made_in_both_formats_and_no_width_twice() -> None:
    photo = uploads.store(halves(size=(600, 300)), by=None)
    renditions.make(photo)
    narrow, wide = ("square", "landscape"), ("whole", "wide")
    assert files(photo) == {
        f"{shape}-{width}.{extension}"
        for shapes, widths in ((narrow, (480,)), (wide, (480, 960)))
        for shape, width, extension in itertools.product(shapes, widths, ("webp", "jpg"))
    }
    assert (photo.is_rendition_due, photo.rendition_problem) == (False, "")
    for shape in SHAPES:
        for extension, kind in (("webp", "WEBP"), ("jpg", "JPEG")):
            image = opened(photo, shape, extension)
            assert image.format == kind
            assert image.size == size(600, 300, shape, 1600)[1:]


@pytest.mark.parametrize(("focal_x", "channel"), [(0, 0), (100, 2)])
def test_crops_are_placed_around_the_focal_point(focal_x: int, channel: int) -> None:
    photo = uploads.store(halves(), by=None)
    photo.focal_x = focal_x
    photo.save()
    renditions.make(photo)
    pixel = opened(photo, "square", "jpg").getpixel((30, 30))
    assert pixel.index(max(pixel)) == channel


def test_what_is_transparent_is_white_in_jpeg_and_stays_in_webp() -> None:
    file = io.BytesIO()
    Image.new("RGBA", (40, 40), (0, 200, 0, 0)).save(file, format="PNG")
    file.seek(0)
    photo = uploads.store(file, by=None)
    renditions.make(photo)
    assert opened(photo, "whole", "jpg").getpixel((5, 5)) == (255, 255, 255)
    assert opened(photo, "whole", "webp").getpixel((5, 5))[3] == 0


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_large_picture_is_decoded_small_and_the_right_way_round(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """JPEG by its decoder, others by strips of which the last is shorter."""
    monkeypatch.setattr(rendering, "_STRIP", 8)
    small = rendering._decoded(halves(kind, (402, 203)), (402, 203), 0.25)
    assert 101 <= small.width <= 202
    assert small.width / small.height == pytest.approx(402 / 203, rel=0.05)
    for row in range(small.height):
        assert small.getpixel((10, row))[0] > 180
        assert small.getpixel((small.width - 10, row))[2] > 180


def test_another_making_takes_the_place_of_the_one_before(
    django_capture_on_commit_callbacks: Any,
) -> None:
    photo = make_rendered_photo()
    before, had = photo.rendition_set, files(photo)
    with django_capture_on_commit_callbacks(execute=True):
        renditions.make(photo)
    assert photo.rendition_set != before
    assert files(photo) == had


def test_a_look_that_changes_meanwhile_keeps_it_due(monkeypatch: pytest.MonkeyPatch) -> None:
    photo = make_rendered_photo()
    served = photo.rendition_set
    renditions.mark_due(Photo.objects.all())
    store = renditions._store

    def store_and_change(job: renditions.Job, name: str) -> None:
        store(job, name)
        monkeypatch.setattr(renditions, "_store", store)
        Photo.objects.update(focal_x=10)

    monkeypatch.setattr(renditions, "_store", store_and_change)
    (job,) = renditions.claim(NOW, 5)
    assert renditions.settle(job, made := renditions.perform(job)) == (photo.token, made.name)
    photo.refresh_from_db()
    assert (photo.rendition_set, photo.is_rendition_due) == (served, True)
    assert renditions.render_due(NOW) == 1
    photo.refresh_from_db()
    assert photo.is_rendition_due is False


def test_a_saved_photo_is_due_when_its_look_changed_and_only_then() -> None:
    photo = make_rendered_photo()
    photo.caption = "설명"
    photo.save()
    assert not Photo.objects.filter(is_rendition_due=True).exists()
    for change in ({"focal_x": 20}, {"focal_y": 80}, {"outlet": own_outlet()}):
        for name, value in change.items():
            setattr(photo, name, value)
        photo.save()
        assert Photo.objects.filter(is_rendition_due=True).exists(), change
        renditions.make(photo)


def test_saving_a_photo_leaves_what_the_clock_wrote_meanwhile() -> None:
    stale = make_photo()
    renditions.make(Photo.objects.get())
    stale.caption = "설명"
    stale.save()
    photo = Photo.objects.get()
    assert photo.caption == "설명"
    assert photo.rendition_set
    assert not photo.is_rendition_due


def test_the_clock_makes_the_newest_first_and_stops_in_time() -> None:
    older, newer = make_photo(), make_photo()
    assert renditions.render_due(NOW, seconds=0) == 0
    (job,) = renditions.claim(NOW, 1)
    assert job.pk == newer.pk
    assert renditions.render_due(NOW) == 1
    older.refresh_from_db()
    assert older.rendition_set


def test_a_claim_is_nobody_elses_until_it_runs_out() -> None:
    make_photo()
    assert len(renditions.claim(NOW, 5)) == 1
    assert renditions.claim(NOW, 5) == []
    later = NOW + renditions.TRIED_AGAIN
    assert renditions.claim(later, 5, held=[Photo.objects.get().pk]) == []
    (again,) = renditions.claim(later, 5)
    assert renditions.settle(again, renditions.perform(again)) is None


def test_who_lost_the_claim_takes_its_files_away_again() -> None:
    make_photo()
    (late,) = renditions.claim(NOW, 5)
    (prompt,) = renditions.claim(NOW + timedelta(hours=1), 5)
    renditions.settle(prompt, renditions.perform(prompt))
    photo = Photo.objects.get()
    remove = renditions.settle(late, renditions.perform(late))
    assert remove is not None
    renditions.delete_set(*remove)
    assert len(files(photo)) == 8


@pytest.mark.parametrize("content", [b"", b"no picture", halves(size=(10, 10)).getvalue()])
def test_a_damaged_picture_is_marked_and_stops_no_other(content: bytes) -> None:
    sound, damaged = make_photo(), make_photo()
    Path(damaged.file.path).write_bytes(content)
    assert renditions.render_due(NOW) == 2
    sound.refresh_from_db()
    assert sound.rendition_set
    renditions.reread(damaged)
    assert "다시 올려 주세요" in damaged.rendition_problem
    assert (damaged.rendition_set, damaged.is_rendition_due) == ("", False)
    assert not files(damaged)
    renditions.mark_due(Photo.objects.filter(pk=damaged.pk))
    renditions.reread(damaged)
    assert (damaged.rendition_problem, damaged.is_rendition_due) == ("", True)


def test_a_storage_that_fails_is_tried_again_later(monkeypatch: pytest.MonkeyPatch) -> None:
    photo = make_photo()

    def refuse(self: Storage, name: str, content: Any, **options: Any) -> str:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(type(photo_storage()), "save", refuse)
        assert renditions.render_due(NOW) == 0
    photo.refresh_from_db()
    assert (photo.is_rendition_due, photo.rendition_problem) == (True, "")
    assert renditions.render_due(NOW) == 0
    assert renditions.render_due(NOW + renditions.TRIED_AGAIN) == 1


def test_beside_the_clock_one_round_claims_and_another_tells(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    photo = make_rendered_photo()
    before = photo.rendition_set
    renditions.mark_due(Photo.objects.all())
    held: list[Any] = []
    monkeypatch.setattr(rendering_beside, "_under_way", held)
    rendering_beside.step(NOW)
    ((_, future),) = held
    future.result(timeout=20)
    rendering_beside.step(NOW)
    photo.refresh_from_db()
    assert held == []
    assert photo.rendition_set != before
    rendering_beside._beside.submit(lambda: None).result(timeout=20)
    assert len(files(photo)) == 8


def test_a_deleted_photo_takes_its_files_along(django_capture_on_commit_callbacks: Any) -> None:
    photo = make_rendered_photo()
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        Photo.objects.all().delete()
    assert list(folder(photo).rglob("*.*")) == []


def test_half_a_set_is_left_by_a_kill_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a kill leaves lies beside the set that is served: photos/sweep.py."""
    photo = make_rendered_photo()
    renditions.mark_due(Photo.objects.all())
    (job,) = renditions.claim(datetime.now(NOW.tzinfo), 1)
    made = renditions.perform(job)
    photo.refresh_from_db()
    assert {path.name for path in folder(photo).iterdir()} == {photo.rendition_set, made.name}
