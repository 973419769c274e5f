"""Take in a picture: verified by content, re-encoded without metadata, kept privately."""

import io
import struct
import warnings
from typing import IO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image, ImageOps

from accounts.models import User
from photos.models import Photo, new_token

MOST_BYTES = 30 * 1024 * 1024
MOST_PIXELS = 50_000_000
FORMATS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "GIF": "gif"}


def store(
    file: IO[bytes], *, by: User | None, caption: str = "", credit: str = "", alt: str = ""
) -> Photo:
    """Keep `file` as a new photo. Raises ValidationError (Korean) when it is no usable picture."""
    photo = Photo(token=new_token(), uploaded_by=by, caption=caption, credit=credit, alt=alt)
    keep(photo, *reencode(file))
    return photo


def keep(photo: Photo, data: bytes, extension: str) -> None:
    """Save a new photo with what `reencode` made of its file."""
    name = f"{photo.token}.{extension}"
    # The content needs a name too, or the field takes it for empty and measures nothing.
    photo.file.save(name, ContentFile(data, name), save=False)
    photo.save()


def reencode(file: IO[bytes]) -> tuple[bytes, str]:
    """The picture without metadata (GPS above all), upright, and its file extension.

    An animation keeps its first frame only.
    """
    content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise ValidationError("사진은 30MB까지 올릴 수 있습니다. 크기를 줄여 주세요.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=tuple(FORMATS)) as image:
                kind = image.format or ""
                if image.width * image.height > MOST_PIXELS:
                    raise ValidationError("사진이 너무 큽니다. 5천만 화소까지 올릴 수 있습니다.")
                return _encode(_upright(image), kind), FORMATS[kind]
    except ValidationError:
        raise
    except Image.DecompressionBombWarning:
        raise ValidationError("사진이 너무 큽니다. 5천만 화소까지 올릴 수 있습니다.") from None
    except Exception:  # a damaged file makes Pillow raise almost anything
        raise ValidationError(
            "사진 파일을 읽을 수 없습니다. JPEG, PNG, WebP, GIF 파일을 올려 주세요."
        ) from None


def _upright(image: Image.Image) -> Image.Image:
    """Turned as the camera meant it; as it lies when what the camera wrote can't be read."""
    try:
        return ImageOps.exif_transpose(image)
    except (TypeError, ValueError, ArithmeticError, LookupError, struct.error):
        return image


def _encode(image: Image.Image, kind: str) -> bytes:
    """Pixels only: whatever else the file held is left behind."""
    see_through = image.has_transparency_data and kind != "JPEG"
    mode = "RGBA" if see_through else "L" if image.mode == "L" else "RGB"
    clean = Image.new(mode, image.size)
    clean.paste(image.convert(mode))
    output = io.BytesIO()
    options = {"quality": 88} if kind in {"JPEG", "WEBP"} else {}
    clean.save(output, format=kind, **options)
    return output.getvalue()
