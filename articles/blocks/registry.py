"""All rooms, and what they let through together."""

from collections import Counter
from collections.abc import Iterator

from django.template import TemplateDoesNotExist
from django.template.loader import get_template

from articles.blocks import (
    box,
    gallery,
    media_file,
    notice,
    photo,
    quote,
    related,
    table,
    video,
)
from articles.blocks.room import Room
from articles.body_elements import Attributes, Inside

ROOMS: tuple[Room, ...] = (
    video.ROOM,
    media_file.ROOM,
    related.ROOM,
    notice.ROOM,
    gallery.ROOM,
    quote.ROOM,
    photo.ROOM,
    box.ROOM,
    table.ROOM,
)


def attributes(element: str) -> set[str]:
    """Which ones the rooms of an element need."""
    return {room.attribute for room in ROOMS if room.element == element and room.attribute}


def classes(element: str) -> set[str]:
    return {
        room.reference.pattern
        for room in ROOMS
        if room.element == element and room.attribute == "class"
    }


def find(element: str, given: Attributes) -> tuple[Room, str] | None:
    """The room that an element with these attributes is of, and its reference. The first of
    several, as all but one attribute are left out."""
    for room in ROOMS:
        if room.element == element and (reference := room.read(given)) is not None:
            return room, reference
    return None


def keep(element: str, given: Attributes) -> Attributes | None:
    """The attributes that a body keeps: one, or none where no room knows it."""
    found = find(element, given)
    return {found[0].attribute: found[1]} if found else None


def inside(element: str, kept: Attributes) -> Inside:
    found = find(element, kept)
    return (found[0].inside if found else None) or Inside.PICTURES


def mark(name: str) -> str:
    """How the blocks of this room begin in a clean body."""
    return next(room.mark for room in ROOMS if room.name == name)


def has(html: str, name: str) -> bool:
    """Whether a clean body has a block of this room."""
    return mark(name) in html


def problems() -> Iterator[str]:
    claims = Counter(room.claim() for room in ROOMS)
    for claim, times in claims.items():
        if times > 1:
            yield f"{times} rooms claim {' '.join(filter(None, claim))}."
    for room in ROOMS:
        for template in room.templates:
            try:
                get_template(template)
            except TemplateDoesNotExist:
                yield f"The room {room.name} has no template {template}."
