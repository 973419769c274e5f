"""A table, in a frame that scrolls by itself where it is wider than the page.

The grammar of tables is the body's own (articles/body_tree.py); CKEditor edits them by itself.
"""

import re
from typing import Any

from django.utils.safestring import mark_safe

from articles.blocks.found import Found
from articles.blocks.room import Room
from articles.blocks.shown import Shown
from newsroom.lib import html as markup

_TITLE = re.compile(r"<caption>(.*?)</caption>")


def describe(found: Found, shown: Shown) -> dict[str, Any]:
    title = _TITLE.search(found.html)
    return {"table": mark_safe(found.html), "title": markup.text(title[1]) if title else "표"}


ROOM = Room(
    name="table",
    element="table",
    attribute="",
    reference=re.compile(""),
    inside=None,
    plugin="",
    describe=describe,
)
