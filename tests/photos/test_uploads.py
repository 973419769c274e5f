import io
import struct
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from PIL import Image, ImageCms
from PIL.ImageFile import ImageFile

from accounts.roles import Role
from photos import decoding, uploads
from photos.models import Photo, photo_storage
from tests.builders import make_photo, make_user, picture
from tests.photos.test_looks import filed

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


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


def test_a_picture_with_damaged_camera_data_is_taken_all_the_same() -> None:
    data = with_exif().getvalue()
    # One entry about the place, and its name is one that camera data doesn't have.
    damaged = data.replace(b"\x00\x01\x00\x01\x00\x02", b"\x00\x01\x00\x00\x00\x02")
    assert damaged != data
    photo = uploads.store(io.BytesIO(damaged), by=None)
    assert {photo.width, photo.height} == {60, 40}


def test_whatever_the_decoder_trips_over_is_an_unreadable_picture(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def trip(image: Image.Image) -> Image.Image:
        raise IndexError

    monkeypatch.setattr(decoding, "pixels", trip)
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
        b"not a picture",
        b"GIF89a" + b"\x00" * 20,
        picture().getvalue()[:200],
        picture("HEIF").getvalue()[:300],
    ],
)
def test_it_refuses_what_is_no_picture(content: bytes) -> None:
    with pytest.raises(ValidationError, match="읽을 수 없습니다"):
        uploads.store(io.BytesIO(content), by=None)
    assert not Photo.objects.exists()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "SVG"),
        (b"<!DOCTYPE html><title>a</title>", "웹 문서"),
        (b"%PDF-1.4", "PDF"),
        (picture("BMP").getvalue(), "BMP"),
        (picture("TIFF").getvalue(), "TIFF"),
        (b"\0\0\0\x18ftypM4V \0\0\0\0mp42isom", "동영상"),
        (b"RIFF\x10\0\0\0AVI LIST", "동영상"),
        (b"\0\0\0\x18ftypcrx \0\0\0\0crx isom", "RAW"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1avif", "AVIF"),
        (b"\0\0\0\x18ftypavif\0\0\0\0avifmif1", "AVIF"),
    ],
)
def test_other_kinds_are_called_by_their_names(content: bytes, name: str) -> None:
    with pytest.raises(ValidationError, match=f"{name}.*올릴 수 없습니다. JPEG, PNG"):
        uploads.store(io.BytesIO(content), by=None)
    assert not Photo.objects.exists()


def test_an_empty_and_a_broken_file_have_sentences_of_their_own() -> None:
    for content, word in ((b"", "빈 파일"), (picture().getvalue()[:200], "깨져서")):
        with pytest.raises(ValidationError, match=word):
            uploads.read(io.BytesIO(content))


def test_it_refuses_pictures_that_are_too_large(monkeypatch) -> None:
    monkeypatch.setattr(decoding, "MOST_PIXELS", 60 * 40 - 1)
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


def test_a_heic_is_kept_as_it_came_and_shown_as_a_jpeg() -> None:
    file = picture("HEIF", (64, 48))
    photo = uploads.store(file, by=None)
    assert photo.file.name == f"{photo.token}.jpg"
    with Image.open(photo.file) as image:
        assert (image.format, image.size) == ("JPEG", (64, 48))
    assert photo.original.name == f"originals/{photo.token}.heic"
    with photo.original.open("rb") as original:
        assert original.read() == file.getvalue()


def test_a_jpeg_with_pictures_behind_it_is_a_jpeg() -> None:
    file = io.BytesIO()
    first, second = (Image.new("RGB", (20, 10), colour) for colour in ("navy", "maroon"))
    first.save(file, format="MPO", save_all=True, append_images=[second])
    file.seek(0)
    photo = uploads.store(file, by=None)
    with Image.open(photo.file) as image:
        assert (image.format, getattr(image, "n_frames", 1)) == ("JPEG", 1)
    assert len(photo.file.read()) < len(file.getvalue())


def half_of_it(kind: str, size: tuple[int, int], **options: object) -> io.BytesIO:
    """Red above, blue below, and the camera says that its right is up where a camera can."""
    image = Image.new("RGB", size, "red")
    image.paste("blue", (0, size[1] // 2, *size))
    exif = image.getexif()
    exif[0x0112] = 6
    return filed(image, kind, exif=exif, **options)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_a_very_large_picture_is_kept_at_half_its_size(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decoding, "LARGEST_MASTER", 200 * 600 - 1)
    file = half_of_it(kind, (200, 600))
    photo = uploads.store(file, by=None)
    with Image.open(photo.file) as image:
        assert image.size == (photo.width, photo.height) == (300, 100)
        ends = (2, 2), (image.width - 3, image.height - 3)
        shades = [image.convert("RGB").getpixel(end) for end in ends]
        reds, blues = [shade[0] for shade in shades], [shade[2] for shade in shades]
        assert max(reds) > 200 > 60 > min(reds)
        assert max(blues) > 200 > 60 > min(blues)
    assert photo.original.size == len(file.getvalue())


def test_what_a_decoder_would_hold_several_times_is_refused_sooner(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    taken = [
        half_of_it("JPEG", (600, 400)),
        half_of_it("JPEG", (600, 400), progressive=True, subsampling=2),
        half_of_it("WEBP", (250, 200)),
    ]
    refused = [
        half_of_it("JPEG", (600, 400), progressive=True, subsampling=0),
        half_of_it("WEBP", (600, 400)),
        half_of_it("WEBP", (600, 400), lossless=True),
        filed(Image.new("RGBA", (600, 400), (1, 2, 3, 4)), "WEBP"),
    ]
    monkeypatch.setattr(decoding, "_MOST_WORKING_BYTES", 600 * 400 * 6 - 1)
    for file in taken:
        uploads.read(file)
    for file in refused:
        with pytest.raises(ValidationError, match="보통 JPEG로 바꿔"):
            uploads.read(file)


def agency_words(caption: bytes, credit: bytes) -> io.BytesIO:
    """A JPEG as picture agencies send them."""
    records = b"".join(
        b"\x1c\x02" + bytes([number]) + struct.pack(">H", len(text)) + text
        for number, text in ((120, caption), (110, credit))
    )
    block = b"8BIM\x04\x04\0\0" + struct.pack(">I", len(records)) + records
    segment = b"Photoshop 3.0\0" + block + b"\0" * (len(records) % 2)
    jpeg = picture().getvalue()
    return io.BytesIO(
        jpeg[:2] + b"\xff\xed" + struct.pack(">H", len(segment) + 2) + segment + jpeg[2:]
    )


@pytest.mark.parametrize("encoding", ["utf-8", "cp949"])
def test_an_agencys_caption_and_credit_fill_what_is_empty(encoding: str) -> None:
    caption, credit = "가온천에 핀\r\n 벚꽃", "누리통신"
    sent = agency_words(caption.encode(encoding), credit.encode(encoding))
    photo = uploads.store(sent, by=None)
    assert (photo.caption, photo.credit) == ("가온천에 핀 벚꽃", "누리통신")
    sent.seek(0)
    photo = uploads.store(sent, by=None, caption="기자가 쓴 설명")
    assert (photo.caption, photo.credit) == ("기자가 쓴 설명", "누리통신")


@pytest.mark.parametrize("caption", [b"\xff\xfe\xff", b"a" * 301, b"a" * 5000, b"\0\0"])
def test_words_that_can_not_be_used_are_left_out(caption: bytes) -> None:
    photo = uploads.store(agency_words(caption, b""), by=None)
    assert (photo.caption, photo.credit) == ("", "")


def test_a_process_reads_one_picture_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each may take hundreds of megabytes for itself."""
    inside, most = [], []
    pixels = decoding.pixels

    def slowly(image: ImageFile) -> Image.Image:
        inside.append(image)
        most.append(len(inside))
        time.sleep(0.02)
        inside.remove(image)
        return pixels(image)

    monkeypatch.setattr(decoding, "pixels", slowly)
    with ThreadPoolExecutor(4) as threads:
        read = list(threads.map(lambda _: uploads.read(picture()), range(4)))
    assert len(read) == 4
    assert set(most) == {1}
    # A refused one gives its turn back.
    with pytest.raises(ValidationError):
        uploads.read(io.BytesIO(b"no picture"))
    assert uploads.read(picture()).data


def wide_gamut(kind: str, mode: str, colour: tuple[int, ...], profile: bytes) -> io.BytesIO:
    file = io.BytesIO()
    Image.new(mode, (8, 8), colour).save(file, format=kind, icc_profile=profile)
    file.seek(0)
    return file


def swapped_profile() -> bytes:
    """sRGB with the names of red and green changed places: what it calls red is green."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, green = data.index(b"rXYZ"), data.index(b"gXYZ")
    data[red : red + 4], data[green : green + 4] = b"gXYZ", b"rXYZ"
    return bytes(data)


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "JPEG"])
def test_colours_are_what_the_profile_says_and_the_profile_goes(kind: str) -> None:
    photo = uploads.store(wide_gamut(kind, "RGB", (255, 0, 0), swapped_profile()), by=None)
    with Image.open(photo.file) as image:
        red, green, _ = image.convert("RGB").getpixel((4, 4))
        assert red < 20 < 235 < green
        assert "icc_profile" not in image.info


def test_a_see_through_picture_is_converted_too() -> None:
    file = wide_gamut("PNG", "RGBA", (255, 0, 0, 100), swapped_profile())
    photo = uploads.store(file, by=None)
    with Image.open(photo.file) as image:
        red, green, _, opacity = image.getpixel((4, 4))
        assert (red < 20 < 235 < green, opacity) == (True, 100)


@pytest.mark.parametrize("profile", [b"no profile at all", swapped_profile()[:200]])
def test_a_broken_profile_counts_for_nothing(profile: bytes) -> None:
    photo = uploads.store(wide_gamut("PNG", "RGB", (255, 0, 0), profile), by=None)
    with Image.open(photo.file) as image:
        assert image.getpixel((4, 4)) == (255, 0, 0)


def test_print_colours_become_those_of_screens() -> None:
    photo = uploads.store(wide_gamut("JPEG", "CMYK", (0, 255, 255, 0), b""), by=None)
    with Image.open(photo.file) as image:
        assert image.mode == "RGB"
        red, green, blue = image.getpixel((4, 4))
        assert red > 200 > 60 > max(green, blue)


def test_sixteen_bits_of_grey_keep_their_shades() -> None:
    file = io.BytesIO()
    Image.new("I;16", (4, 4), 128 * 256).save(file, format="PNG")
    file.seek(0)
    photo = uploads.store(file, by=None)
    with Image.open(photo.file) as image:
        assert image.convert("L").getpixel((1, 1)) == 128


@pytest.mark.parametrize(
    ("written", "offset", "expected"),
    [
        ("2025:10:29 14:05:00", "", "2025-10-29T14:05:00+09:00"),
        ("2025:10:29 14:05:00", "+02:00", "2025-10-29T14:05:00+02:00"),
        ("0000:00:00 00:00:00", "", None),
        ("2999:01:01 00:00:00", "", None),
        ("어제", "", None),
    ],
)
def test_the_camera_says_when_it_was_taken(written: str, offset: str, expected: str | None) -> None:
    image = Image.new("RGB", (8, 8))
    exif = image.getexif()
    exif.get_ifd(0x8769).update({0x9003: written} | ({0x9011: offset} if offset else {}))
    file = io.BytesIO()
    image.save(file, format="JPEG", exif=exif)
    file.seek(0)
    photo = uploads.store(file, by=None)
    assert photo.taken_at == (datetime.fromisoformat(expected) if expected else None)


def test_nothing_is_left_when_the_files_can_not_be_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    storage = photo_storage()
    make_photo()
    before = storage.listdir("")[1]
    save, tried = storage.save, []

    def full_disk(name: str, content: object, **options: object) -> str:
        if not name.startswith("originals/"):
            raise OSError(28, "No space left on device")
        tried.append(Path(name).stem)
        return save(name, content, **options)

    monkeypatch.setattr(storage, "save", full_disk)
    with pytest.raises(ValidationError, match="보관하지 못했습니다"):
        uploads.store(picture(), by=None)
    assert storage.listdir("")[1] == before
    assert not storage.exists(f"originals/{tried[0]}.jpg")
    assert Photo.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_deleted_photo_takes_its_files_along() -> None:
    photo = make_photo()
    names = [photo.file.name, photo.original.name]
    storage = photo_storage()
    assert all(storage.exists(name) for name in names)
    photo.delete()
    assert not any(storage.exists(name) for name in names)
