"""A story as it is searched. Nothing of Django is needed here, so that a process which does no more
than take texts apart starts at once."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from hashlib import blake2b
from itertools import pairwise
from typing import NamedTuple

from search.tokens import Word, pieces, words

# To be raised whenever tokens.py takes texts apart, or an index stores them, in another way: what
# is stored is then told from what would be written now.
VERSION = 3

# Every document has it, so that there is something to take exclusions from.
ALL = "all"

# Of words that are kept for themselves, in syllables.
_SHORTEST, _LONGEST = 2, 12
_HANGUL = re.compile("[가-힣]+")
# 감 is 가 with the final ㅁ.
_FINALS, _FINAL_M = 28, ord("감") - ord("가")


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
    """A story as it is stored. `pieces` are words in one piece (search/tokens.py), `vocabulary` the
    words in Hangul that it is made of, as search/vocabulary.py keeps them."""

    article_id: int
    visible_from: datetime | None
    title: list[str]
    title_pieces: set[str]
    text: list[str]
    pieces: set[str]
    marks: tuple[str, ...]
    digest: int
    vocabulary: set[str]


def section_mark(section_id: int) -> str:
    return f"s{section_id}"


def reporter_mark(reporter_id: int) -> str:
    return f"r{reporter_id}"


def owner_mark(user_id: int) -> str:
    return f"o{user_id}"


def document(source: Source) -> Document:
    in_title, in_text = words(source.title), words(source.text)
    title_pieces = pieces(source.title, in_title)
    return Document(
        article_id=source.article_id,
        visible_from=source.visible_from,
        title=_morphemes(in_title),
        title_pieces=title_pieces,
        text=_morphemes(in_text),
        pieces=pieces(source.text, in_text) - title_pieces,
        marks=source.marks,
        digest=source.digest,
        vocabulary=set(_vocabulary([*in_title, *in_text])),
    )


def documents(sources: Iterable[Source]) -> list[Document]:
    return [document(source) for source in sources]


def _morphemes(found: Iterable[Word]) -> list[str]:
    return [morpheme for word in found for morpheme in word.morphemes]


def _vocabulary(found: Iterable[Word]) -> Iterator[str]:
    """Nouns, compounds and what stands side by side in them; of what has a verb in it what is
    named: 돌봄, 돌봄버스, and 큰숲, which is a name."""
    for word in found:
        nouns = [morpheme for morpheme in word.morphemes if morpheme in word.text]
        pairs = [first + second for first, second in pairwise(nouns)]
        is_name = len(nouns) > 1 or (nouns != list(word.morphemes) and _ends_as_noun(word))
        for text in {word.text if is_name else "", *nouns, *pairs}:
            if _SHORTEST <= len(text) <= _LONGEST and _HANGUL.fullmatch(text):
                yield text


def _ends_as_noun(word: Word) -> bool:
    """With a noun, or with the ㅁ that makes one of a verb."""
    final = (ord(word.text[-1]) - ord("가")) % _FINALS
    return word.text.endswith(word.morphemes[-1]) or final == _FINAL_M
