"""What a kind of block declares of itself.

A room is told by one attribute of one element; what the attribute says is its reference. The
sanitiser lets through what the rooms declare and nothing else (articles/body.py).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from articles.blocks.found import Found
from articles.blocks.shown import Shown
from articles.body_elements import Inside

# What the room's template is given, or None when there is nothing that this reader may see.
Describe = Callable[[Found, Shown], dict[str, Any] | None]

PAGE = "articles/blocks/{}.html"
PLAIN = "articles/blocks/plain/{}.html"


@dataclass(frozen=True)
class Room:
    """`plugin` is the name of what edits it in CKEditor; "" for what the editor has by itself."""

    name: str
    element: str
    attribute: str
    reference: re.Pattern[str]
    inside: Inside | None
    plugin: str
    describe: Describe

    @property
    def templates(self) -> tuple[str, str]:
        """On a page; and where nothing moves or plays: on paper and at the desk."""
        return PAGE.format(self.name), PLAIN.format(self.name)

    @property
    def mark(self) -> str:
        """How each of its blocks begins in a clean body."""
        value = f'{self.reference.pattern}">' if self.attribute == "class" else ""
        return f'<{self.element} {self.attribute}="{value}'.removesuffix(' ="')

    def claim(self) -> tuple[str, str, str]:
        """What no other room may have. A class is shared, each word of it isn't."""
        word = self.reference.pattern if self.attribute == "class" else ""
        return self.element, self.attribute, word

    def read(self, given: dict[str, str]) -> str | None:
        """The reference in these attributes, if it is one of this room's."""
        value = given.get(self.attribute, "").strip()
        values = value.split() if self.attribute == "class" else [value]
        return next((one for one in values if self.reference.fullmatch(one)), None)
