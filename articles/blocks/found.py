"""A block as it stands in a clean body, taken apart."""

import re
from dataclasses import dataclass
from functools import cached_property
from html import unescape

from newsroom.lib import html as markup

_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')
_IMAGE = re.compile(r"<img [^>]*>")
_CAPTION = re.compile(r"<figcaption>(.*?)</figcaption>")
_FIGURE = re.compile(r'<figure class="photo">(.*?)</figure>')
_QUOTATION = re.compile(r"<blockquote>(.*?)</blockquote>")


def attributes_of(tag: str) -> dict[str, str]:
    """Of a start tag as the sanitiser writes it."""
    return {name: unescape(value) for name, value in _ATTRIBUTE.findall(tag)}


@dataclass(frozen=True)
class Found:
    html: str
    reference: str = ""

    @cached_property
    def inner(self) -> str:
        """Its HTML without its own tags."""
        return self.html[self.html.index(">") + 1 : self.html.rindex("</")]

    @property
    def caption(self) -> str:
        """Inline HTML."""
        match = _CAPTION.search(self.html)
        return match[1] if match else ""

    @property
    def caption_text(self) -> str:
        return markup.text(self.caption)

    @property
    def quotation(self) -> str:
        match = _QUOTATION.search(self.html)
        return match[1] if match else ""

    @property
    def images(self) -> list[dict[str, str]]:
        return [attributes_of(tag) for tag in _IMAGE.findall(self.html)]

    @property
    def figures(self) -> "list[Found]":
        """Those in a figure of figures."""
        return [Found(match[0]) for match in _FIGURE.finditer(self.html)]
