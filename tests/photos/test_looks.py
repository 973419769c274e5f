import io
import random
from collections.abc import Callable

import pillow_heif
import pytest
from django.db import connection
from django.utils import timezone
from PIL import Image, ImageDraw, ImageEnhance

from accounts.roles import Role
from photos import looks, uploads
from photos.models import Photo
from tests.builders import make_photo, make_user

pytestmark = pytest.mark.django_db


def drawn(seed: int, size: tuple[int, int] = (320, 240)) -> Image.Image:
    """Overlapping shapes of many shades: each seed another picture."""
    chance = random.Random(seed)
    image = Image.new("RGB", size, (chance.randrange(256), 120, 90))
    pen = ImageDraw.Draw(image)
    for _ in range(24):
        left, top = chance.randrange(size[0]), chance.randrange(size[1])
        box = (left, top, left + chance.randrange(20, 160), top + chance.randrange(20, 160))
        colour = tuple(chance.randrange(256) for _ in range(3))
        (pen.ellipse if chance.random() < 0.5 else pen.rectangle)(box, fill=colour)
    return image


def filed(image: Image.Image, kind: str = "JPEG", **options: object) -> io.BytesIO:
    file = io.BytesIO()
    if kind == "HEIF":
        pillow_heif.from_pillow(image).save(file, **options)
    else:
        image.save(file, format=kind, **options)
    file.seek(0)
    return file


def smaller(image: Image.Image) -> io.BytesIO:
    return filed(image.resize((160, 120), Image.Resampling.LANCZOS))


def compressed(image: Image.Image) -> io.BytesIO:
    return filed(image, quality=35)


def brighter(image: Image.Image) -> io.BytesIO:
    return filed(ImageEnhance.Brightness(image).enhance(1.08), quality=85)


def as_webp(image: Image.Image) -> io.BytesIO:
    return filed(image, "WEBP", quality=60)


@pytest.mark.any_database
@pytest.mark.parametrize("changed", [smaller, compressed, brighter, as_webp])
def test_the_same_picture_is_found_again(changed: Callable[[Image.Image], io.BytesIO]) -> None:
    found = 0
    for seed in range(25):
        image = drawn(seed)
        with Image.open(changed(image)) as again:
            found += (
                looks.difference(looks.look_of(image), looks.look_of(again)) <= looks.MOST_DIFFERENT
            )
    assert found == 25


@pytest.mark.any_database
def test_other_pictures_are_not() -> None:
    known = [looks.look_of(drawn(seed)) for seed in range(60)]
    least = min(looks.difference(one, other) for one in known for other in known if one < other)
    assert least > looks.MOST_DIFFERENT


@pytest.mark.any_database
def test_a_wall_looks_like_nothing() -> None:
    assert looks.look_of(Image.new("RGB", (50, 50), "white")) == ""
    assert looks.look_of(Image.linear_gradient("L")) == ""


@pytest.mark.any_database
def test_the_colour_is_the_mean_and_glass_is_white() -> None:
    image = Image.new("RGB", (10, 10), (200, 0, 0))
    image.paste((0, 0, 200), (0, 0, 5, 10))
    assert looks.colour_of(image) == "#640064"
    assert looks.colour_of(Image.new("RGBA", (4, 4), (0, 0, 0, 0))) == "#ffffff"


def test_the_library_offers_the_same_file_and_what_looks_the_same() -> None:
    user = make_user(Role.REPORTER)
    image = drawn(1)
    first = uploads.store(filed(image), by=user)
    near = uploads.store(smaller(image), by=user)
    uploads.store(filed(drawn(2)), by=user)
    again = uploads.store(filed(image), by=user)
    found = looks.find_alike(again, user)
    assert [(alike.photo, alike.is_exact) for alike in found] == [(first, True), (near, False)]


def test_a_file_that_is_no_photo_yet_can_be_asked_for_too() -> None:
    user = make_user(Role.REPORTER)
    image = drawn(1)
    known = uploads.store(filed(image), by=user)
    other = uploads.read(smaller(image))
    assert looks.find_alike((other.digest, other.look), user) == [looks.Alike(known, False)]
    assert looks.find_alike((known.digest, ""), user) == [looks.Alike(known, True)]
    assert looks.find_alike((looks.UNREADABLE, ""), user) == []


def test_the_likest_come_first() -> None:
    user = make_user(Role.REPORTER)
    made = {bits: make_photo() for bits in (3, 1, 6, 2, 5, 4, 7)}
    for bits, photo in made.items():
        # The last part agrees.
        look = f"{0x00FF00FF00FF00FF ^ (1 << bits) - 1 << 40:016x}"
        Photo.objects.filter(pk=photo.pk).update(look=look)
    found = looks.find_alike(("", "00ff00ff00ff00ff"), user)
    assert [alike.photo for alike in found] == [made[bits] for bits in (1, 2, 3, 4, 5)]


def test_pictures_that_one_may_not_see_are_not_offered() -> None:
    contributor = make_user(Role.CONTRIBUTOR)
    uploads.store(filed(drawn(1)), by=make_user(Role.REPORTER))
    own = uploads.store(filed(drawn(1)), by=contributor)
    assert looks.find_alike(own, contributor) == []


def test_two_plain_pictures_are_not_alike() -> None:
    user = make_user(Role.REPORTER)
    make_photo(by=user)
    file = filed(Image.new("RGB", (90, 40), (1, 2, 3)))
    assert looks.find_alike(uploads.store(file, by=user), user) == []


def test_pictures_from_before_are_looked_at_later() -> None:
    photo = uploads.store(filed(drawn(3)), by=None)
    look = photo.look
    gone = make_photo()
    gone.file.storage.delete(gone.file.name)
    Photo.objects.update(look="", digest="", colour="#d8d8d8")
    assert looks.fill_missing(timezone.now()) == 2
    assert looks.fill_missing(timezone.now()) == 0
    photo.refresh_from_db()
    assert looks.difference(photo.look, look) <= 3
    assert len(photo.digest) == 64
    assert photo.colour != "#d8d8d8"
    gone = Photo.objects.defer("file").get(pk=gone.pk)
    assert (gone.digest, gone.look) == (looks.UNREADABLE, "")


def test_a_storage_that_fails_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    photo = make_photo()
    Photo.objects.update(digest="")

    def fail(name: str, mode: str = "rb") -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as failing:
        failing.setattr(photo.file.storage, "open", fail)
        with pytest.raises(OSError, match="output"):
            looks.fill_missing(timezone.now())
    assert looks.fill_missing(timezone.now()) == 1
    assert len(Photo.objects.defer("file").get(pk=photo.pk).digest) == 64


def test_the_library_is_not_read_through_for_it() -> None:
    part = looks._Part("look", start=5)
    plan = Photo.objects.alias(part=part).filter(part="0000").order_by().explain()
    if connection.vendor == "sqlite":  # PostgreSQL reads a small table whole
        assert "photo_look_1" in plan
    else:
        assert "photos_photo" in plan
