import io

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from accounts.roles import Role
from photos import uploads
from photos.models import Photo
from tests.builders import make_photo, make_user, picture

pytestmark = pytest.mark.django_db


def with_exif() -> io.BytesIO:
    """A lying-down JPEG that its camera says to turn, with a place in it."""
    image = Image.new("RGB", (60, 40), (200, 40, 40))
    exif = image.getexif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[1] = "N"
    file = io.BytesIO()
    image.save(file, format="JPEG", exif=exif)
    file.seek(0)
    return file


@pytest.mark.parametrize(
    ("kind", "extension"), [("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp"), ("GIF", "gif")]
)
def test_it_keeps_the_known_kinds_by_content(kind: str, extension: str) -> None:
    user = make_user(Role.REPORTER)
    photo = uploads.store(picture(kind), by=user, caption="설명")
    assert photo.file.name == f"{photo.token}.{extension}"
    assert (photo.width, photo.height, photo.uploaded_by) == (60, 40, user)
    assert len(photo.token) == 32


def test_a_picture_with_damaged_camera_data_is_taken_as_it_lies() -> None:
    data = with_exif().getvalue()
    # One entry about the place, and its name is one that camera data doesn't have.
    damaged = data.replace(b"\x00\x01\x00\x01\x00\x02", b"\x00\x01\x00\x00\x00\x02")
    assert damaged != data
    assert uploads.store(io.BytesIO(damaged), by=None).width == 60


def test_whatever_the_decoder_trips_over_is_an_unreadable_picture(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def trip(image: Image.Image) -> Image.Image:
        raise IndexError

    monkeypatch.setattr(uploads, "_upright", trip)
    with pytest.raises(ValidationError, match="읽을 수 없습니다"):
        uploads.store(picture(), by=None)


def test_it_turns_the_picture_upright_and_drops_metadata() -> None:
    photo = uploads.store(with_exif(), by=None)
    assert (photo.width, photo.height) == (40, 60)
    with Image.open(photo.file) as image:
        assert not image.getexif()
        assert "exif" not in image.info


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not a picture",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>",
        b"GIF89a" + b"\x00" * 20,
        picture().getvalue()[:200],
        b"%PDF-1.4",
    ],
)
def test_it_refuses_what_is_no_picture(content: bytes) -> None:
    with pytest.raises(ValidationError, match="읽을 수 없습니다"):
        uploads.store(io.BytesIO(content), by=None)
    assert not Photo.objects.exists()


def test_it_refuses_other_kinds_of_pictures() -> None:
    file = io.BytesIO()
    Image.new("RGB", (5, 5)).save(file, format="BMP")
    file.seek(0)
    with pytest.raises(ValidationError):
        uploads.store(file, by=None)


def test_it_refuses_pictures_that_are_too_large(monkeypatch) -> None:
    monkeypatch.setattr(uploads, "MOST_PIXELS", 60 * 40 - 1)
    with pytest.raises(ValidationError, match="화소"):
        uploads.store(picture(), by=None)
    monkeypatch.setattr(uploads, "MOST_BYTES", 100)
    with pytest.raises(ValidationError, match="30MB"):
        uploads.store(picture(), by=None)


def test_a_transparent_palette_picture_survives() -> None:
    image = Image.new("P", (8, 8))
    image.putpalette([0, 0, 0, 255, 0, 0] + [0] * 762)
    image.paste(1, (0, 0, 4, 8))
    file = io.BytesIO()
    image.save(file, format="GIF", transparency=0)
    file.seek(0)
    photo = uploads.store(file, by=None)
    with Image.open(photo.file) as kept:
        pixels = kept.convert("RGBA")
        assert pixels.getpixel((1, 1)) == (255, 0, 0, 255)
        assert pixels.getpixel((6, 1))[3] == 0


def test_tokens_differ() -> None:
    assert make_photo().token != make_photo().token
