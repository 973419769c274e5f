"""Marks: words that stand nowhere but in one field of one story, so that a page that shows one
names the field that leaked.

A mark is a word of letters alone: no escaping, shortening or address changes it, and no comparison
takes it apart, as they do between letters and digits. What can't hold a word has a value of its own instead: a story's number, the number of a
revision, a moment.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from itertools import count
from zoneinfo import ZoneInfo

SEOUL = ZoneInfo("Asia/Seoul")
# What every word mark begins with: a search for it finds all of them and echoes none.
BEGINNING = "zq"
FIRST_STORY = 7_100_000
FIRST_REVISION = 8_100_000
_LETTERS = str.maketrans("0123456789", "abcdefghij")
_FIRST_DAY = datetime(2031, 1, 2, 3, 17, tzinfo=SEOUL)

# Each begins with what is found fast: pages are looked through for them thousands of times.
_WORD = re.compile(rb"zq[a-j]{5}qz")
_NUMBER_OR_KEY = re.compile(rb"[0-9A-Za-z]{7,}")
_MOMENT = re.compile(rb"2031[.-][0-9]{2}[.-][0-9]{2}(?: \([^)]{1,4}\))?[ T][0-9]{2}:17")
_WEEKDAY = re.compile(rb" \([^)]{1,4}\)")


class Kind(Enum):
    """What of a story a mark stands in, which decides who may see it (tests/canary/allowance.py)."""

    TEXT = "unpublished text"
    DESK = "what a live story says at the desk alone"
    NUMBER = "the story's number, and with it that there is such a story"
    LOG = "the log"
    REJECTION = "why it was rejected"
    REJECTED_BY = "who rejected it"
    SET_ASIDE = "a text that could not be saved"
    SLOT = "a text that was autosaved"
    PHOTO = "a picture"
    REDIRECT = "an old address"
    LOG_TEXT = "what the log says of the work"
    CLAIM = "a claim for a notice"


@dataclass(frozen=True)
class Mark:
    """`whose`: the number of the user who typed or uploaded it, where that is asked."""

    story: str
    field: str
    kind: Kind
    whose: int | None = None

    def __str__(self) -> str:
        return f"{self.field} of {self.story} ({self.kind.value})"


class Marks:
    def __init__(self) -> None:
        self._numbers, self._revisions, self._days = count(1), count(FIRST_REVISION), count()
        self._known: dict[bytes, Mark] = {}

    def __iter__(self) -> Iterator[Mark]:
        return iter(self._known.values())

    def __len__(self) -> int:
        return len(self._known)

    def items(self) -> Iterator[tuple[str, Mark]]:
        """How each is written, and what it marks; a moment is written in several ways."""
        return ((word.decode(), mark) for word, mark in self._known.items())

    def word(self, mark: Mark) -> str:
        """A new word for it."""
        number = f"{next(self._numbers):05d}".translate(_LETTERS)
        return self.known(f"{BEGINNING}{number}qz", mark)

    def known(self, text: str, mark: Mark) -> str:
        """Something of the story that is found nowhere else by itself."""
        ways = (_WORD, _NUMBER_OR_KEY, _MOMENT)
        assert any(way.fullmatch(text.encode()) for way in ways), text
        self._known[text.encode()] = mark
        return text

    def number(self, number: int, mark: Mark) -> int:
        self.known(str(number), mark)
        return number

    def revision(self, mark: Mark) -> int:
        """A number that no other revision has."""
        return self.number(next(self._revisions), mark)

    def moment(self, mark: Mark) -> datetime:
        """A time far ahead, as the pages and as programs write it."""
        moment = _FIRST_DAY + timedelta(days=next(self._days))
        self.known(f"{moment:%Y.%m.%d %H:%M}", mark)
        self.known(f"{moment:%Y-%m-%dT%H:%M}", mark)
        self.known(f"{moment:%Y-%m-%d %H:%M}", mark)
        self.known(f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M}", mark)
        return moment

    def found(self, *texts: bytes | str) -> dict[Mark, bytes]:
        """The marks in them, each as it stands there."""
        marks = {}
        for text in texts:
            given = text if isinstance(text, bytes) else text.encode()
            words = {_WEEKDAY.sub(b"", moment) for moment in _MOMENT.findall(given)}
            words.update(_WORD.findall(given), _NUMBER_OR_KEY.findall(given))
            for word in words & self._known.keys():
                marks[self._known[word]] = word
        return marks
