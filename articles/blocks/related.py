"""Another story as a card in the text. Readers get it only while they may read that story."""

import re
from typing import Any

from articles.blocks.found import Found
from articles.blocks.room import Room
from articles.blocks.shown import Shown
from articles.body_elements import Inside


def describe(found: Found, shown: Shown) -> dict[str, Any] | None:
    story = shown.stories.get(int(found.reference))
    return {"story": story} if story else None


ROOM = Room(
    name="related",
    element="figure",
    attribute="data-article",
    reference=re.compile(r"[1-9][0-9]{0,17}"),
    inside=Inside.NOTHING,
    plugin="newsrelated",
    describe=describe,
)
