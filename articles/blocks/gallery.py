"""포토뉴스: pictures in order, each with its caption."""

import re
from typing import Any

from articles.blocks import photo
from articles.blocks.found import Found
from articles.blocks.room import Room
from articles.blocks.shown import Shown
from articles.body_elements import Inside


def describe(found: Found, shown: Shown) -> dict[str, Any] | None:
    slides = [told for figure in found.figures if (told := photo.describe(figure, shown))]
    return {"slides": slides} if slides else None


ROOM = Room(
    name="gallery",
    element="figure",
    attribute="class",
    reference=re.compile("gallery"),
    inside=Inside.FIGURES,
    plugin="newsgallery",
    describe=describe,
)
