"""What a picture looks like in 64 bits, to find the one that is in the library already.

A difference hash: the picture as 9 x 8 shades of grey, and for each whether its right neighbour is
clearly brighter. Sizes, compression and a little brightness change few of the bits.
"""

import hashlib
import io
import time
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, Func, Q, QuerySet
from PIL import Image

from accounts.models import User
from photos.models import Photo
from photos.permissions import visible_photos

# Of one picture two copies differ in so many bits at most, two pictures in more (decision 0028).
MOST_DIFFERENT = 6
_ACROSS, _DOWN = 9, 8
# Of 255: less than the eye sees, more than compression adds.
_CLEARLY = 3
# A look with fewer bits on, or off, is that of a wall: it says nothing.
_LEAST_TELLING = 6
# How much finer than wanted a picture may be made first, quickly: with 2 the same picture in another
# size looks different.
_FINENESS = 16.0
_PARTS = 4
_MOST_OFFERED = 5
FILLED_EVERY = 5
_FILLED_AT_ONCE = 20
_DRAFTED = 32
UNREADABLE = "-"


@dataclass(frozen=True)
class Alike:
    photo: Photo
    is_exact: bool


class _Part(Func):
    """Substr as the indexes have it: SQLite uses them for numbers in the text alone, not for
    parameters."""

    function = "SUBSTRING"
    template = "%(function)s(%(expressions)s, %(start)d, 4)"
    output_field = CharField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, function="SUBSTR", **context)


def look_of(image: Image.Image) -> str:
    """Sixteen hexadecimal digits; "" for a picture too plain to tell from others."""
    small = _small(image, (_ACROSS, _DOWN)).convert("L")
    shades = list(small.tobytes())
    bits = 0
    for row in range(_DOWN):
        for column in range(_ACROSS - 1):
            at = row * _ACROSS + column
            bits = bits << 1 | (shades[at + 1] - shades[at] >= _CLEARLY)
    on = bits.bit_count()
    return f"{bits:016x}" if _LEAST_TELLING <= on <= 64 - _LEAST_TELLING else ""


def colour_of(image: Image.Image) -> str:
    """The mean, as #rrggbb; what is transparent counts as white."""
    red, green, blue = _small(image, (1, 1)).convert("RGB").tobytes()
    return f"#{red:02x}{green:02x}{blue:02x}"


def difference(one: str, other: str) -> int:
    """In how many of the 64 bits two looks differ."""
    return (int(one, 16) ^ int(other, 16)).bit_count()


def find_alike(asked: Photo | tuple[str, str], user: User) -> list[Alike]:
    """Pictures of the library that are the same file, then those that look the same, the likest
    first: a few, and only those that `user` may see.

    `asked` is a photo, which is not its own double, or the digest and the look of a picture.
    """
    library = visible_photos(user, Photo.objects.order_by("-pk"))
    if isinstance(asked, Photo):
        library = library.exclude(pk=asked.pk)
        asked = asked.digest, asked.look
    digest, look = asked
    is_known = bool(digest) and digest != UNREADABLE
    exact = list(library.filter(digest=digest)[:_MOST_OFFERED]) if is_known else []
    found = [Alike(other, is_exact=True) for other in exact]
    near = _likest(library.exclude(pk__in=[other.pk for other in exact]), look)
    return [*found, *(Alike(other, is_exact=False) for other in near)][:_MOST_OFFERED]


def _likest(library: "QuerySet[Photo]", look: str) -> list[Photo]:
    """Looks that differ in three bits at most have one of four parts in common, and most that differ
    in a few more."""
    if not look:
        return []
    parts = Q()
    annotated = {}
    for part in range(_PARTS):
        annotated[f"part_{part}"] = _Part("look", start=part * 4 + 1)
        parts |= Q(**{f"part_{part}": look[part * 4 : part * 4 + 4]})
    rows = library.alias(**annotated).filter(parts).order_by().values_list("pk", "look")
    apart = {pk: difference(other, look) for pk, other in rows if other}
    near = sorted((bits, -pk) for pk, bits in apart.items() if bits <= MOST_DIFFERENT)[
        :_MOST_OFFERED
    ]
    photos = library.in_bulk([-pk for _, pk in near])
    return [photos[-pk] for _, pk in near if -pk in photos]


def fill_missing(now: datetime, *, seconds: float = 0.3) -> int:
    """How many pictures from before looks were kept have been looked at: some each time, none begun
    after so many `seconds`. Raises what the storage raises."""
    began, done = time.monotonic(), 0
    missing = Photo.objects.filter(digest="").order_by("-pk")
    for photo in missing.only("file", "width", "height", "colour")[:_FILLED_AT_ONCE]:
        if time.monotonic() - began > seconds:
            break
        digest, look, colour = _looked_at(photo)
        missing.filter(pk=photo.pk).update(digest=digest, look=look, colour=colour)
        done += 1
    return done


def _looked_at(photo: Photo) -> tuple[str, str, str]:
    """Its original is gone, so the digest is that of the picture kept. What can't be read looks
    like nothing, and isn't asked again."""
    try:
        with photo.file.storage.open(photo.file.name or "") as file:
            content = file.read()
    except FileNotFoundError:
        return UNREADABLE, "", photo.colour
    digest = hashlib.sha256(content).hexdigest()
    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP", "GIF")) as image:
            image.draft(None, (_ACROSS * _DRAFTED, _DOWN * _DRAFTED))
            return digest, look_of(image), colour_of(image)
    except Exception:  # a damaged file makes Pillow raise almost anything
        return digest, "", photo.colour


def _small(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    if image.mode not in ("L", "RGB", "RGBA"):
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    small = image.resize(size, Image.Resampling.BOX, reducing_gap=_FINENESS)
    if small.mode == "RGBA":
        ground = Image.new("RGB", size, "white")
        ground.paste(small, mask=small)
        return ground
    return small
