"""A story as it is searched. Nothing of Django is needed here, so that a process which does no more
than take texts apart starts at once."""

from collections.abc import Iterable
from datetime import datetime
from hashlib import blake2b
from typing import NamedTuple

from search.tokens import words

# To be raised whenever tokens.py takes texts apart, or an index stores them, in another way: what
# is stored is then told from what would be written now.
VERSION = 1

# Every document has it, so that there is something to take exclusions from.
ALL = "all"


class Source(NamedTuple):
    """The texts of a story, which nothing but mecab-ko has to be asked about any more."""

    article_id: int
    visible_from: datetime | None
    title: str
    text: str
    marks: tuple[str, ...]

    @property
    def digest(self) -> int:
        """Equal for what would be stored in the same way; a signed 64-bit number."""
        told = repr((VERSION, *self)).encode()
        return int.from_bytes(blake2b(told, digest_size=8).digest(), "big", signed=True)


class Document(NamedTuple):
    """A story as it is stored. `pieces` are words in one piece (search/tokens.py)."""

    article_id: int
    visible_from: datetime | None
    title: list[str]
    title_pieces: set[str]
    text: list[str]
    pieces: set[str]
    marks: tuple[str, ...]
    digest: int


def section_mark(section_id: int) -> str:
    return f"s{section_id}"


def reporter_mark(reporter_id: int) -> str:
    return f"r{reporter_id}"


def document(source: Source) -> Document:
    title, title_pieces = _taken_apart(source.title)
    text, pieces = _taken_apart(source.text)
    return Document(
        article_id=source.article_id,
        visible_from=source.visible_from,
        title=title,
        title_pieces=title_pieces,
        text=text,
        pieces=pieces - title_pieces,
        marks=source.marks,
        digest=source.digest,
    )


def documents(sources: Iterable[Source]) -> list[Document]:
    return [document(source) for source in sources]


def _taken_apart(text: str) -> tuple[list[str], set[str]]:
    found = words(text)
    morphemes = [morpheme for word in found for morpheme in word.morphemes]
    return morphemes, {word.piece for word in found if word.piece}
