"""What a file that somebody sent is, and its pixels: by content, never by its name.

Everything here holds for hostile files too: whatever a decoder trips over becomes a Korean sentence,
and nothing but pixels leaves (tests/photos/test_hostile_files.py).
"""

import io
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pillow_heif
from django.core.exceptions import ValidationError
from PIL import Image, ImageCms, ImageOps

MOST_PIXELS = 50_000_000
# What Pillow calls a file, and the ending that its original is kept under.
FORMATS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "GIF": "gif", "HEIF": "heic"}
# A JPEG with further pictures behind the first, as many telephones write it.
_SEVERAL_IN_ONE = "MPO"
KINDS = "JPEG, PNG, WebP, GIF, HEIC"
_SRGB = ImageCms.createProfile("sRGB")
_DAMAGED = f"사진 파일을 읽을 수 없습니다. {KINDS} 파일을 올려 주세요."

# Thumbnails and depth maps inside a HEIC are never looked at.
pillow_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)


@contextmanager
def opened(content: bytes) -> Iterator[tuple[Image.Image, str]]:
    """The picture, not yet decoded, and its ending. Raises ValidationError (Korean) for what is no
    picture of the kinds in FORMATS, or one of more than MOST_PIXELS; also while it is used."""
    try:
        with warnings.catch_warnings():
            # What Pillow mutters about camera data is of no use to anybody here.
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=tuple(FORMATS)) as image:
                kind = "JPEG" if image.format == _SEVERAL_IN_ONE else image.format or ""
                if image.width * image.height > MOST_PIXELS:
                    raise _too_large()
                yield image, FORMATS[kind]
    except ValidationError:
        raise
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise _too_large() from None
    except Exception:  # a damaged file makes a decoder raise almost anything
        raise ValidationError(_what_is_wrong(content)) from None


def pixels(image: Image.Image) -> Image.Image:
    """Upright, in sRGB, and without anything else the file held: L, RGB or RGBA.

    Decodes in place: a picture of 50 million pixels takes 200 MB once.
    """
    image.load()
    profile = image.info.get("icc_profile")
    _turn_upright(image)
    shown = _in_srgb(image, profile) if profile else None
    shown = shown or _in_plain_mode(image)
    # Encoders take notes, profiles and camera data from here.
    shown.info = {}
    return shown


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
    if image.mode not in ("RGB", "CMYK", "L"):
        return None
    try:
        given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(image, given, _SRGB, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, TypeError, ValueError):
        return None


def encoded(image: Image.Image, extension: str) -> tuple[bytes, str]:
    """The bytes of what `pixels` made, and their ending: a HEIC becomes a JPEG."""
    kind = {"png": "PNG", "webp": "WEBP", "gif": "GIF"}.get(extension, "JPEG")
    output = io.BytesIO()
    options = {"quality": 88} if kind in {"JPEG", "WEBP"} else {}
    shown = image.convert("RGB") if kind == "JPEG" and image.mode == "RGBA" else image
    shown.save(output, format=kind, **options)
    return output.getvalue(), "jpg" if kind == "JPEG" else extension


# --- what is wrong --------------------------------------------------------------------------------


def _too_large() -> ValidationError:
    return ValidationError("사진이 너무 큽니다. 5천만 화소까지 올릴 수 있습니다.")


# What people send for a picture, by how it begins.
_BEGINNINGS = (
    (b"%PDF", "PDF"),
    (b"II*\0", "TIFF나 카메라 원본(RAW)"),
    (b"MM\0*", "TIFF나 카메라 원본(RAW)"),
    (b"BM", "BMP"),
    (b"8BPS", "포토샵(PSD)"),
    (b"PK\x03\x04", "압축"),
    (b"\xd0\xcf\x11\xe0", "한글이나 오피스 문서"),
    (b"\x1aE\xdf\xa3", "동영상"),
)
_BRANDS = {
    b"avif": "AVIF",
    b"qt  ": "동영상",
    b"isom": "동영상",
    b"mp42": "동영상",
    b"mp41": "동영상",
}


def _what_is_wrong(content: bytes) -> str:
    found = next((name for start, name in _BEGINNINGS if content.startswith(start)), "")
    if content[4:8] == b"ftyp":
        found = _BRANDS.get(content[8:12], "")
    if b"<svg" in content[:1024].lower():
        found = "SVG"
    if not found:
        return _DAMAGED
    return f"{found} 파일은 사진으로 올릴 수 없습니다. {KINDS} 파일을 올려 주세요."
