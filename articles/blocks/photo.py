"""A picture of the library. An empty caption is the photo's own; its credit is always added."""

import re
from typing import Any

from django.utils.html import escape
from django.utils.safestring import mark_safe

from articles.blocks.found import Found
from articles.blocks.room import Room
from articles.blocks.shown import Shown
from articles.body_elements import Inside


def describe(found: Found, shown: Shown) -> dict[str, Any] | None:
    images = found.images
    photo = shown.photo(images[0]["src"]) if len(images) == 1 else None
    if photo is None:
        return None
    return {
        "photo": photo,
        "alt": images[0].get("alt") or photo.alt,
        "caption": mark_safe(found.caption or escape(photo.caption)),
        "credit": photo.credit,
    }


ROOM = Room(
    name="photo",
    element="figure",
    attribute="class",
    reference=re.compile("photo"),
    inside=Inside.PICTURES,
    plugin="newsphoto",
    describe=describe,
)
