"""A pull quote: words of the story, set large, and who said them."""

import re
from typing import Any

from django.utils.safestring import mark_safe

from articles.blocks.found import Found
from articles.blocks.room import Room
from articles.blocks.shown import Shown
from articles.body_elements import Inside


def describe(found: Found, shown: Shown) -> dict[str, Any]:
    return {"words": mark_safe(found.quotation), "who": mark_safe(found.caption)}


ROOM = Room(
    name="quote",
    element="figure",
    attribute="class",
    reference=re.compile("quote"),
    inside=Inside.QUOTATION,
    plugin="newsquote",
    describe=describe,
)
