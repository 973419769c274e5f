"""How a story begins, for lists, feeds and what is shared: running text, without its blocks."""

import re
from collections.abc import Iterator
from itertools import islice

from newsroom.lib import html as markup

_TAG = re.compile(r"<(/?)(?:figure|aside|table)(?: [^>]*)?>")


def opening_words(html: str, *, paragraphs: int | None = None) -> str:
    """The first paragraphs of a clean body, or of the beginning of one cut off anywhere. A story
    told in pictures begins with its first captions."""
    running = islice(_running(html), paragraphs)
    return " ".join(running) or " ".join(islice(markup.each_paragraph(html), paragraphs))


def _running(html: str) -> Iterator[str]:
    start = depth = 0
    for tag in _TAG.finditer(html):
        if tag[1]:
            depth -= 1
            start = tag.end()
        else:
            if not depth:
                yield from markup.each_paragraph(html[start : tag.start()])
            depth += 1
    if not depth:
        yield from markup.each_paragraph(html[start:])
