"""What readers type, as the index is asked for it. Nothing they type is an error."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum

from newsroom.lib.korean import normalise
from search.tokens import LONGEST_PIECE, words

# Beyond these a query says nothing that a shorter one doesn't.
LONGEST = 200
MOST_TERMS = 12
# A name of three syllables is known by its beginning, with whatever stands behind it.
SHORTEST_BEGINNING = 3

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»「」『』＂", '"'))
_TOKEN = re.compile(r'([-−–]?)(?:"([^"]*)"?|([^\s"]+))')


@dataclass(frozen=True)
class Phrase:
    """Morphemes one behind the other, in the title or in the text."""

    morphemes: tuple[str, ...]


@dataclass(frozen=True)
class Piece:
    """A word in one piece, or what it begins with."""

    text: str
    is_beginning: bool = False


Alternative = Phrase | Piece


@dataclass(frozen=True)
class Term:
    """One word or phrase of a query: a story has it that has any of its alternatives. `typed` is
    how it stands in the query."""

    typed: str
    alternatives: tuple[Alternative, ...]


class Where(Enum):
    """Where all the words of a query have to stand."""

    ANYWHERE = "anywhere"
    TITLES = "titles"
    # Not all of them in the title.
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True)
class Query:
    """Stories that have every one of `terms` and none of `excluded`.

    Of each group of `marks` a story has at least one; `since` and `before` bound the time of its
    publication (aware; `before` is the first moment outside).
    """

    terms: tuple[Term, ...] = ()
    excluded: tuple[Term, ...] = ()
    marks: tuple[tuple[str, ...], ...] = ()
    since: datetime | None = None
    before: datetime | None = None
    where: Where = Where.ANYWHERE

    @property
    def says_nothing(self) -> bool:
        return not (self.terms or self.excluded or self.marks or self.since or self.before)

    def only(self, where: Where) -> "Query":
        return replace(self, where=where)


def parse(typed: str) -> Query:
    """The words of a query: all are wanted; "several in quotes" one behind the other; -without."""
    text = _cleaned(typed)
    terms: list[Term] = []
    excluded: list[Term] = []
    for minus, quoted, plain in _TOKEN.findall(text):
        term = term_of(quoted or plain, is_phrase=bool(quoted))
        if term is not None and len(terms) + len(excluded) < MOST_TERMS:
            (excluded if minus else terms).append(term)
    return Query(terms=tuple(terms), excluded=tuple(excluded))


def _cleaned(typed: str) -> str:
    try:
        text = normalise(typed[:LONGEST].replace("\0", " "))
    except ValueError:
        return ""
    return text.translate(_QUOTES)


def term_of(typed: str, *, is_phrase: bool = False) -> Term | None:
    """None where nothing of it carries meaning."""
    found = words(typed)
    morphemes = tuple(morpheme for word in found for morpheme in word.morphemes)
    if not morphemes:
        return None
    alternatives: list[Alternative] = [Phrase(morphemes)]
    if len(found) == 1 and not is_phrase:
        alternatives += _in_one_piece(found[0].piece or "".join(morphemes), len(morphemes))
    return Term(typed, tuple(alternatives))


def _in_one_piece(piece: str, morphemes: int) -> Iterable[Alternative]:
    if len(piece) > LONGEST_PIECE:
        return
    yield Piece(piece)
    if morphemes > 1 and len(piece) >= SHORTEST_BEGINNING:
        yield Piece(piece, is_beginning=True)
