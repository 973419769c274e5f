"""Take in a picture: verified by content, re-encoded without metadata, both kept privately."""

import hashlib
import logging
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import IO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from accounts.models import User
from photos import decoding
from photos.camera_data import taken_at
from photos.looks import colour_of, look_of
from photos.models import Photo, new_token

logger = logging.getLogger("newsroom.photos")

MOST_BYTES = 30 * 1024 * 1024
ORIGINALS = "originals"


@dataclass(frozen=True)
class Picture:
    """What was made of a file: `data` is upright, sRGB and nothing but pixels."""

    data: bytes
    extension: str
    original: bytes
    original_extension: str
    colour: str
    look: str
    taken_at: datetime | None

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.original).hexdigest()


def store(
    file: IO[bytes], *, by: User | None, caption: str = "", credit: str = "", alt: str = ""
) -> Photo:
    """Keep `file` as a new photo. Raises ValidationError (Korean) when it is no usable picture."""
    photo = Photo(token=new_token(), uploaded_by=by, caption=caption, credit=credit, alt=alt)
    keep(photo, read(file))
    return photo


def keep(photo: Photo, picture: Picture) -> None:
    """Save a new photo with its files. Raises ValidationError (Korean) when they can't be kept;
    then nothing is left behind."""
    photo.digest, photo.look, photo.colour = picture.digest, picture.look, picture.colour
    photo.taken_at = photo.taken_at or picture.taken_at
    try:
        _keep_files(photo, picture)
    except Exception:  # a full disk, or whatever a remote storage raises
        logger.exception("A picture could not be kept")
        _forget_files(photo)
        raise ValidationError(
            "사진을 보관하지 못했습니다. 잠시 뒤 다시 올리고, 그래도 안 되면 관리자에게 알려 주세요."
        ) from None
    try:
        photo.save()
    except BaseException:
        _forget_files(photo)
        raise


def read(file: IO[bytes]) -> Picture:
    """What `file` shows. An animation keeps its first frame only. Raises ValidationError (Korean)
    for what is too large, damaged or no picture of a known kind."""
    content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise ValidationError("사진은 30MB까지 올릴 수 있습니다. 크기를 줄여 주세요.")
    with decoding.opened(content) as (image, original_extension):
        taken = taken_at(image)
        shown = decoding.pixels(image)
        data, extension = decoding.encoded(shown, original_extension)
        return Picture(
            data=data,
            extension=extension,
            original=content,
            original_extension=original_extension,
            colour=colour_of(shown),
            look=look_of(shown),
            taken_at=taken,
        )


def _keep_files(photo: Photo, picture: Picture) -> None:
    name = f"{photo.token}.{picture.extension}"
    # The content needs a name too, or the field takes it for empty and measures nothing.
    photo.file.save(name, ContentFile(picture.data, name), save=False)
    original = f"{ORIGINALS}/{photo.token}.{picture.original_extension}"
    photo.original.name = photo.original.storage.save(original, ContentFile(picture.original))


def _forget_files(photo: Photo) -> None:
    for kept in (photo.file, photo.original):
        if kept.name:
            # The sweep takes what can't be deleted now.
            with suppress(Exception):
                kept.storage.delete(kept.name)
