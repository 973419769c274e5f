"""The elements of a body while it is rebuilt, and how they are written in the end."""

import unicodedata
from dataclasses import dataclass, field
from enum import Enum, auto

from newsroom.lib import html as markup

Attributes = dict[str, str]

INLINE = frozenset({"a", "strong", "em", "u", "s", "sub", "sup"})


class Inside(Enum):
    """What a figure or an aside may hold; the last three stand nowhere but in the body itself."""

    PICTURES = auto()  # img…, then one figcaption
    CAPTION = auto()  # one figcaption or nothing
    NOTHING = auto()
    FIGURES = auto()  # two figures with attributes and one img each, or more
    QUOTATION = auto()  # one blockquote of p, then one figcaption or nothing
    STORY = auto()  # p h3 h4 ul ol


@dataclass(slots=True)
class Element:
    name: str
    attributes: Attributes = field(default_factory=dict)
    children: "list[Element | str]" = field(default_factory=list)
    is_filled: bool = False
    formats_outside: dict[str, int] | None = None
    inside: Inside | None = None

    @property
    def is_block(self) -> bool:
        return self.name not in INLINE and self.name not in ("br", "img")


def is_named(child: Element | str, name: str) -> bool:
    return isinstance(child, Element) and child.name == name


def write(root: Element) -> str:
    blocks: list[str] = []
    for child in root.children:
        plain = _written_plain(child)
        if plain is not None:
            blocks.append(plain)
            continue
        out: list[str] = []
        _write_children([child], out)
        blocks.append("".join(out))
    return "\n".join(blocks)


def _written_plain(child: Element | str) -> str | None:
    """An element of one text, which is NFC already, and without attributes; None for another."""
    if isinstance(child, str) or child.attributes or len(child.children) != 1:
        return None
    text = child.children[0]
    if not isinstance(text, str):
        return None
    return f"<{child.name}>{markup.escape_text(text)}</{child.name}>"


def _write_children(children: "list[Element | str]", out: list[str]) -> None:
    text: list[str] = []
    for child in children:
        if isinstance(child, str):
            text.append(child)
            continue
        _write_text(text, out)
        out.append(f"<{child.name}")
        out += [f' {name}="{markup.escape(value)}"' for name, value in child.attributes.items()]
        out.append(">")
        if child.name not in markup.VOID:
            _write_children(child.children, out)
            out.append(f"</{child.name}>")
    _write_text(text, out)


def _write_text(parts: list[str], out: list[str]) -> None:
    """Text as nh3 writes it. NFC again, for what stood on both sides of a tag left out."""
    if parts:
        text = unicodedata.normalize("NFC", "".join(parts))
        out.append(markup.escape_text(text))
        parts.clear()
