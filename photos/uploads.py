"""Take in a picture: verified by content, re-encoded without metadata, both kept privately."""

import hashlib
import logging
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from accounts.models import User
from photos import camera_data, decoding, removal
from photos.looks import colour_of, look_of
from photos.models import Photo, new_token, photo_storage

logger = logging.getLogger("newsroom.photos")

MOST_BYTES = 30 * 1024 * 1024
ORIGINALS = "originals"
# A picture being read takes up to 260 MB (docs/decisions/0028): one after another in a process,
# whatever the number of its threads.
_ONE_AT_A_TIME = threading.Lock()


@dataclass(frozen=True)
class Picture:
    """What was made of a file: `data` is upright, sRGB and nothing but pixels."""

    data: bytes
    extension: str
    size: tuple[int, int]
    original: bytes
    original_extension: str
    colour: str
    look: str
    taken_at: datetime | None
    # What the file itself says, by the photo's columns.
    words: Mapping[str, str] = field(default_factory=dict)

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
    """Save a new photo with its files; what the file says fills what is still empty.

    Raises ValidationError (Korean) when they can't be kept; then nothing is left behind. Whoever
    undoes the row later takes the files away with removal.remove_files.
    """
    photo.digest, photo.look, photo.colour = picture.digest, picture.look, picture.colour
    photo.taken_at = photo.taken_at or picture.taken_at
    for name, text in picture.words.items():
        if not getattr(photo, name):
            setattr(photo, name, text)
    try:
        _keep_files(photo, picture)
    except Exception:  # a full disk, or whatever a remote storage raises
        logger.exception("A picture could not be kept")
        removal.remove_files(photo)
        raise ValidationError(
            "사진을 보관하지 못했습니다. 잠시 뒤 다시 올리고, 그래도 안 되면 관리자에게 알려 주세요."
        ) from None
    try:
        photo.save()
    except BaseException:
        removal.remove_files(photo)
        raise


def read(file: IO[bytes]) -> Picture:
    """What `file` shows. An animation keeps its first frame only. Raises ValidationError (Korean)
    for what is too large, damaged or no picture of a known kind."""
    content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise ValidationError(
            "파일이 너무 큽니다. 사진은 30MB까지 올릴 수 있습니다. 크기를 줄여 주세요."
        )
    with _ONE_AT_A_TIME, decoding.opened(content) as (image, original_extension):
        taken, words = camera_data.taken_at(image), camera_data.words(image)
        shown = decoding.pixels(image)
        data, extension = decoding.encoded(shown, original_extension)
        return Picture(
            data=data,
            extension=extension,
            size=shown.size,
            original=content,
            original_extension=original_extension,
            colour=colour_of(shown),
            look=look_of(shown),
            taken_at=taken,
            words=words,
        )


def _keep_files(photo: Photo, picture: Picture) -> None:
    # By their names: given its content, the field would read it back from the storage to measure.
    storage = photo_storage()
    photo.original.name = f"{ORIGINALS}/{photo.token}.{picture.original_extension}"
    photo.file.name = f"{photo.token}.{picture.extension}"
    photo.width, photo.height = picture.size
    storage.save(photo.original.name, ContentFile(picture.original))
    storage.save(photo.file.name, ContentFile(picture.data))
