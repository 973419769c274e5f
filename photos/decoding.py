"""What a file that somebody sent is, and its pixels: by content, never by its name.

Everything here holds for hostile files too: whatever a decoder trips over becomes a Korean sentence,
and nothing but pixels leaves (tests/photos/test_hostile_files.py).
"""

import io
import math
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pillow_heif
from django.core.exceptions import ValidationError
from PIL import ExifTags, Image, ImageCms, ImageOps
from PIL.ImageFile import ImageFile
from PIL.JpegImagePlugin import JpegImageFile

from newsroom.lib.korean import josa
from photos import headers

MOST_PIXELS = 50_000_000
# Larger ones are kept at half their width and height: still more than the largest rendition needs,
# and few enough that two stand in memory beside each other; four of a GIF, whose encoder wants them,
# so of those half as many. The original stays as it came.
LARGEST_MASTER = 25_000_000
# What a decoder may take for itself besides the picture.
_MOST_WORKING_BYTES = 250_000_000
# The only decoder there is holds a WebP four times.
_WEBP_BYTES_A_PIXEL = 16
# What Pillow calls a file, and the ending that its original is kept under.
FORMATS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "GIF": "gif", "HEIF": "heic"}
# A JPEG with further pictures behind the first, as many telephones write it.
_SEVERAL_IN_ONE = "MPO"
KINDS = "JPEG, PNG, WebP, GIF, HEIC"
_SRGB = ImageCms.createProfile("sRGB")
_STRIP = 256

# For reading alone; thumbnails and depth maps inside a HEIC are never looked at.
pillow_heif.options.THUMBNAILS = False
pillow_heif.options.DEPTH_IMAGES = False
pillow_heif.options.AUX_IMAGES = False
Image.register_open("HEIF", pillow_heif.HeifImageFile, headers.is_heic)


@contextmanager
def opened(content: bytes) -> Iterator[tuple[ImageFile, str]]:
    """The picture, not yet decoded, and its ending. Raises ValidationError (Korean) for what is no
    picture of the kinds in FORMATS, or one of more than MOST_PIXELS; also while it is used."""
    try:
        with warnings.catch_warnings():
            # What Pillow mutters about camera data is of no use to anybody here.
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            if canvas := headers.webp_canvas(content):
                # Its decoder takes the memory before it says how much.
                _check_size(canvas)
                _check_working_memory("WebP", math.prod(canvas), _WEBP_BYTES_A_PIXEL)
            with Image.open(io.BytesIO(content), formats=tuple(FORMATS)) as image:
                kind = "JPEG" if image.format == _SEVERAL_IN_ONE else image.format or ""
                _check_size(image.size)
                if isinstance(image, JpegImageFile) and headers.is_held_whole(content):
                    coefficients = 2 * _samples_a_pixel(image)
                    _check_working_memory("프로그레시브 JPEG", math.prod(image.size), coefficients)
                yield image, FORMATS[kind]
    except ValidationError:
        raise
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise _too_large() from None
    except Exception:  # a damaged file makes a decoder raise almost anything
        raise ValidationError(_what_is_wrong(content)) from None


def pixels(image: ImageFile) -> Image.Image:
    """Upright, in sRGB, and without anything else the file held: L, RGB or RGBA. What is larger
    than LARGEST_MASTER comes out at half its width and height."""
    profile = image.info.get("icc_profile")
    shown = _loaded(image)
    _turn_upright(shown)
    if shown.mode != "CMYK":
        shown = _in_plain_mode(shown)
    if profile:
        shown = _in_srgb(shown, profile) or shown
    shown = _in_plain_mode(shown)
    # Encoders take notes, profiles and camera data from here.
    shown.info = {}
    return shown


def _loaded(image: ImageFile) -> Image.Image:
    if math.prod(image.size) <= LARGEST_MASTER // (2 if image.format == "GIF" else 1):
        image.load()
        return image
    if isinstance(image, JpegImageFile):
        # The decoder itself leaves the finer half out.
        image.draft(None, (math.ceil(image.width / 2), math.ceil(image.height / 2)))
        image.load()
        return image
    pieces = ((top // 2, _in_plain_mode(strip).reduce(2)) for top, strip in _strips(image))
    _, first = next(pieces)
    halves = Image.new(first.mode, (first.width, math.ceil(image.height / 2)), None)
    halves.paste(first)
    for top, piece in pieces:
        halves.paste(piece, (0, top))
    with suppress(Exception):  # as it lies when what the camera wrote can't be read
        halves.getexif()[ExifTags.Base.Orientation] = image.getexif()[ExifTags.Base.Orientation]
    # The whole one is given back before the half one is turned.
    image.close()
    return halves


def _strips(image: ImageFile) -> Iterator[tuple[int, Image.Image]]:
    """Whole-width pieces with where each begins, so that no second whole one stands in memory."""
    heif = pillow_heif.open_heif(image.fp) if image.format == "HEIF" else None
    if heif is None:
        image.load()
    for top in range(0, image.height, _STRIP):
        bottom = min(top + _STRIP, image.height)
        if heif is None:
            yield top, image.crop((0, top, image.width, bottom))
            continue
        size, stride = (image.width, bottom - top), heif.stride
        data = memoryview(heif.data)[top * stride : bottom * stride]
        yield top, Image.frombytes(heif.mode, size, data, "raw", heif.mode, stride)


def _turn_upright(image: Image.Image) -> None:
    """As the camera meant it; as it lies when what the camera wrote can't be read."""
    with suppress(TypeError, ValueError, ArithmeticError, LookupError, struct.error):
        ImageOps.exif_transpose(image, in_place=True)


def _in_plain_mode(image: Image.Image) -> Image.Image:
    if image.has_transparency_data:
        return _as(image, "RGBA")
    if image.mode.startswith("I;16") or image.mode in ("I", "F"):
        # Sixteen bits of grey; converting alone would cut off all but the darkest.
        return image.convert("I").point(lambda value: value / 256).convert("L")
    return _as(image, "L" if image.mode in ("1", "L", "LA") else "RGB")


def _as(image: Image.Image, mode: str) -> Image.Image:
    return image if image.mode == mode else image.convert(mode)


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image | None:
    """None when the profile can't be read or isn't for such a picture: it counts for nothing then."""
    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    in_place = image.mode == mode
    try:
        given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        made = ImageCms.profileToProfile(image, given, _SRGB, outputMode=mode, inPlace=in_place)
    except (ImageCms.PyCMSError, OSError, TypeError, ValueError):
        return None
    return image if in_place else made


def encoded(image: Image.Image, extension: str) -> tuple[bytes, str]:
    """The bytes of what `pixels` made, and their ending: a HEIC becomes a JPEG."""
    kind = {"png": "PNG", "webp": "WEBP", "gif": "GIF"}.get(extension, "JPEG")
    output = io.BytesIO()
    options = {"quality": 88} if kind in {"JPEG", "WEBP"} else {}
    shown = _on_white(image) if kind == "JPEG" and image.mode == "RGBA" else image
    shown.save(output, format=kind, **options)
    return output.getvalue(), "jpg" if kind == "JPEG" else extension


# --- what is wrong --------------------------------------------------------------------------------


def _check_size(size: tuple[int, int]) -> None:
    if math.prod(size) > MOST_PIXELS:
        raise _too_large()


def _check_working_memory(name: str, pixels: int, bytes_a_pixel: float) -> None:
    if pixels * bytes_a_pixel > _MOST_WORKING_BYTES:
        most = f"{int(_MOST_WORKING_BYTES / bytes_a_pixel) // 1_000_000 * 100:,}만"
        raise ValidationError(
            f"{josa(name, '은/는')} {most} 화소까지 올릴 수 있습니다. 보통 JPEG로 바꿔 올려 주세요."
        )


def _samples_a_pixel(image: JpegImageFile) -> float:
    """As colours are kept more coarsely than brightness, between one and four."""
    samples = [across * down for _, across, down, _ in image.layer]
    return sum(samples) / max(samples)


def _on_white(image: Image.Image) -> Image.Image:
    ground = Image.new("RGB", image.size, "white")
    ground.paste(image, mask=image)
    return ground


def _too_large() -> ValidationError:
    return ValidationError(
        f"사진이 너무 큽니다. {MOST_PIXELS // 10_000:,}만 화소까지 올릴 수 있습니다. 줄여서 올려 주세요."
    )


def _what_is_wrong(content: bytes) -> str:
    if not content:
        return f"빈 파일입니다. {KINDS} 파일을 올려 주세요."
    if headers.is_ours(content):
        return "사진 파일이 깨져서 읽을 수 없습니다. 파일을 다시 받거나 새로 저장해 올려 주세요."
    if name := headers.name_of_other(content):
        return f"{name} 파일은 사진으로 올릴 수 없습니다. {KINDS} 파일을 올려 주세요."
    return f"사진 파일을 읽을 수 없습니다. {KINDS} 파일을 올려 주세요."
