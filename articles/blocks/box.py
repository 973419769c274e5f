"""An information box: headings, paragraphs and lists beside the story."""

import re
from typing import Any

from django.utils.safestring import mark_safe

from articles.blocks.found import Found
from articles.blocks.room import Room
from articles.blocks.shown import Shown
from articles.body_elements import Inside
from newsroom.lib import html as markup

_HEADING = re.compile(r"<h[34]>(.*?)</h[34]>")
# On a page its headings stand right below the story's own.
_LEVELS = (("h3>", "h2>"), ("h4>", "h3>"))


def describe(found: Found, shown: Shown) -> dict[str, Any]:
    heading = _HEADING.search(found.inner)
    title = markup.text(heading[1]) if heading else ""
    content = found.inner
    for stored, on_page in _LEVELS:
        content = content.replace(stored, on_page)
    return {"content": mark_safe(content), "title": title or "덧붙이는 정보"}


ROOM = Room(
    name="box",
    element="aside",
    attribute="class",
    reference=re.compile("box"),
    inside=Inside.STORY,
    plugin="newsbox",
    describe=describe,
)
