"""An information box: headings, paragraphs and lists beside the story."""

import re
from typing import Any

from django.utils.safestring import mark_safe

from articles.blocks.found import Found
from articles.blocks.room import Room
from articles.blocks.shown import Shown
from articles.body_tree import Inside
from newsroom.lib import html as markup

_HEADING = re.compile(r"<h[34]>(.*?)</h[34]>")


def describe(found: Found, shown: Shown) -> dict[str, Any]:
    heading = _HEADING.search(found.inner)
    title = markup.text(heading[1]) if heading else ""
    return {"content": mark_safe(found.inner), "title": title or "덧붙이는 정보"}


ROOM = Room(
    name="box",
    element="aside",
    attribute="class",
    reference=re.compile("box"),
    inside=Inside.STORY,
    plugin="newsbox",
    describe=describe,
)
