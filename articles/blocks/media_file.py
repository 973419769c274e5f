"""Sound to listen to, or a document to download; the caption is its title."""

import re
from typing import Any

from django.utils.safestring import mark_safe

from articles.blocks.found import Found
from articles.blocks.room import Room
from articles.blocks.shown import Shown
from articles.body_elements import Inside
from attachments.kinds import CONTENT_TYPES, Kind, told_size


def describe(found: Found, shown: Shown) -> dict[str, Any] | None:
    token, _, kind = found.reference.partition(".")
    file = shown.files.get(token)
    if file is None or file.kind != kind:
        return None
    return {
        "file": file,
        # A document's is within its link, where no other may stand.
        "title": mark_safe(found.caption) if file.is_sound else found.caption_text,
        "type": CONTENT_TYPES[Kind(file.kind)],
        "told": f"{Kind(file.kind).short}, {told_size(file.bytes)}",
    }


ROOM = Room(
    name="media_file",
    element="figure",
    attribute="data-file",
    reference=re.compile(rf"[0-9a-f]{{32}}\.(?:{'|'.join(Kind.values)})"),
    inside=Inside.CAPTION,
    plugin="newsfile",
    describe=describe,
)
