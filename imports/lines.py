"""A story document as the lines that carry text, each with what stood around it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from imports import byline as bylines
from imports import furniture
from imports.byline import Byline
from newsroom.lib.korean import strip_invisible

# No headline is longer, so a longer line under a title is text.
LONGEST_HEADLINE = 120
_LONGEST_SECTION_NAME = 20

_SENTENCE_END = re.compile(r"(?<![.。])[.。][\"'”’」』)\]】>]*$")
_SENTENCE_BREAK = re.compile(r"[가-힣][.。][\"'”’]?\s")
_BULLET = re.compile(r"[◇◆▲△▶▷●○■□※★☆•ㅇ▪∎①-⑳]")
_SECTION_NAME = re.compile(r"[\w·ㆍ・‧&/,+\-() ]{2,20}")
_LABELLED = re.compile(r"(?P<label>제목|부제목|부제)\s*[:：]\s*(?P<text>\S.*)", re.DOTALL)

Break = Literal["none", "blank", "separator"]


@dataclass
class Line:
    """One line of text. `before` is what parts it from the line above."""

    number: int
    text: str
    before: Break = "none"
    is_followed_by_more: bool = False
    # 제목 or 부제목, when the line says so itself.
    label: str = ""
    # The text without its byline, when it opens with one.
    byline: Byline | None = None
    rest: str = ""
    # What was left out between this line and the next.
    dropped_after: list[str] = field(default_factory=list)

    @property
    def has_gap(self) -> bool:
        return self.before != "none"

    @cached_property
    def is_sentence(self) -> bool:
        """It ends as a sentence does; a headline has no full stop, a cut lead lost its own."""
        return _SENTENCE_END.search(self.text[-20:]) is not None

    @cached_property
    def is_prose(self) -> bool:
        return (
            self.is_sentence
            or len(self.text) > LONGEST_HEADLINE
            or _SENTENCE_BREAK.search(self.text) is not None
        )

    @cached_property
    def is_bullet(self) -> bool:
        return _BULLET.match(self.text) is not None

    @cached_property
    def is_headline(self) -> bool:
        return not (self.byline or self.is_prose or self.is_bullet)

    @cached_property
    def is_section_name(self) -> bool:
        """It could be one, by its form alone."""
        return (
            self.is_headline
            and not self.label
            and len(self.text) <= _LONGEST_SECTION_NAME
            and _SECTION_NAME.fullmatch(self.text) is not None
            and any(character.isalpha() for character in self.text)
            and len(self.text.split()) <= 4
        )


@dataclass
class Sheet:
    """All lines of a document, and what was left out before the first."""

    lines: list[Line]
    dropped: list[str]


def read_sheet(text: str) -> Sheet:
    sheet = Sheet([], [])
    before: Break = "none"
    for number, raw in enumerate(text.split("\n"), start=1):
        line = tidy(raw)
        if not line:
            before = "blank" if before == "none" else before
            continue
        is_separator = furniture.is_separator(line)
        is_more = furniture.is_more(line)
        if is_separator or is_more or furniture.is_furniture(line):
            _drop(sheet, line)
            if is_more and sheet.lines:
                sheet.lines[-1].is_followed_by_more = True
            before = "separator" if is_separator or before == "separator" else "blank"
            continue
        more = ""
        if both := furniture.heading_and_more(line):
            line, more = both
        sheet.lines.append(_line(number, line, before))
        before = "none"
        if more:
            sheet.lines[-1].is_followed_by_more = True
            _drop(sheet, more)
            before = "blank"
    return sheet


def tidy(raw: str) -> str:
    """A line as it is seen: no controls or zero-width marks, each run of spaces one space."""
    # Without a mark that stood between them, two letters may have become one.
    return unicodedata.normalize("NFC", " ".join(strip_invisible(raw).split()))


def _line(number: int, text: str, before: Break) -> Line:
    line = Line(number, text, before)
    if match := _LABELLED.fullmatch(text):
        line.label, line.text = match["label"], match["text"].strip()
    elif found := bylines.opening(text):
        line.byline, line.rest = found
    return line


def _drop(sheet: Sheet, line: str) -> None:
    (sheet.lines[-1].dropped_after if sheet.lines else sheet.dropped).append(line)
