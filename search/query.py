"""What readers type, as the index is asked for it. Nothing they type is an error."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum

from newsroom.lib.amounts import Amount, amounts
from newsroom.lib.hanja import hangul_of_hanja
from newsroom.lib.korean import clean_name
from search.tokens import LONGEST_PIECE, Word, amount_pieces, pairs, words

# Beyond these a query says nothing that a shorter one doesn't.
LONGEST = 200
MOST_TERMS = 12
# A name of three syllables is known by its beginning, with whatever stands behind it.
SHORTEST_BEGINNING = 3
SHORTEST_UNFINISHED = 2
# In words as they are typed.
LONGEST_MEANING = 3

_VERB, _SUFFIX = "가다", "가"

# Other words that a word of a query stands for: of the outlet's own, or what initials may mean.
Meanings = Callable[[str], Iterable[str]]

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»「」『』＂", '"'))
# Initials, or English typed on the Korean keyboard: no words that could be taken apart.
_JAMO = re.compile("[ㄱ-ㆎ]")
_NO_PART = re.compile(r"[\s·ㆍ‧・∙•\-]+")
# What mecab-ko takes for a part of a noun now and then, behind three syllables or more.
_PARTICLE = re.compile("(?<=[가-힣]{2})(?:에서|으로|은|는|을|를|의|이|가|에|와|과)$")
_TOKEN = re.compile(r'([-−–]?)(?:"([^"]*)"?|([^\s"]+))')


@dataclass(frozen=True)
class Phrase:
    """Morphemes one behind the other, in the title or in the text; of the last one only the
    beginning, if so."""

    morphemes: tuple[str, ...]
    is_beginning: bool = False


@dataclass(frozen=True)
class Piece:
    """A word in one piece, or what it begins with."""

    text: str
    is_beginning: bool = False


@dataclass(frozen=True)
class Chain:
    """A word that has these pieces of search.tokens.pairs and, where they aren't all of it, its
    morphemes one behind the other; of the last one only the beginning, if so."""

    pieces: tuple[str, ...]
    phrase: Phrase | None = None
    is_beginning: bool = False


Alternative = Phrase | Piece | Chain


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


def no_others(key: str) -> Iterable[str]:
    return ()


def parse(typed: str, meanings: Meanings = no_others) -> Query:
    """The words of a query: all are wanted; "several in quotes" one behind the other; -without.

    `meanings` is asked with `key_of` up to three words at a time.
    """
    text = cleaned(typed).translate(_QUOTES)
    numbers = {amount.start: amount for amount in amounts(text)}
    terms: list[Term] = []
    excluded: list[Term] = []
    plain: list[str] = []
    # What begins in an amount belongs to it: the second word of 2만 원.
    end = 0
    for match in _TOKEN.finditer(text):
        minus, quoted, word = match.groups()
        if match.start() < end:
            continue
        amount = numbers.get(match.start(3)) if word else None
        if word and not minus and amount is None:
            plain.append(word)
            continue
        terms += _terms(plain[:MOST_TERMS], meanings)
        plain = []
        if amount is not None:
            end = amount.end
            found = _amount(amount, text, word, meanings)
        elif quoted:
            found = _phrase(quoted)
        else:
            found = _terms([word or ""], meanings)
        (excluded if minus else terms).extend(found)
    terms += _terms(plain[:MOST_TERMS], meanings)
    return Query(terms=tuple(terms[:MOST_TERMS]), excluded=tuple(excluded[:MOST_TERMS]))


def unfinished(query: Query) -> Query:
    """Where the last word is still being typed: what it may be the beginning of, too."""
    if not query.terms or len(query.terms[-1].typed) < SHORTEST_UNFINISHED:
        return query
    *others, last = query.terms
    begun = [
        replace(alternative, is_beginning=True)
        for alternative in last.alternatives
        if not isinstance(alternative, Piece)
    ]
    return replace(
        query, terms=(*others, replace(last, alternatives=last.alternatives + tuple(begun)))
    )


def attempts(query: Query) -> Iterator[Query]:
    """Without what its words may be the beginning of, first, and then with it: an index gathers all
    that has such a beginning before anything else, and what has the words themselves is enough
    where they are frequent. What is left out is left out by its beginnings, too."""
    plain = replace(query, terms=tuple(map(whole, query.terms)))
    if plain != query:
        yield plain
    yield query


def whole(term: Term) -> Term:
    """Without what it may be the beginning of, unless that is all."""
    kept = tuple(each for each in term.alternatives if not each.is_beginning)
    return replace(term, alternatives=kept or term.alternatives)


def _amount(amount: Amount, text: str, word: str, meanings: Meanings) -> Iterable[Term]:
    """A number with its unit, however it is written; a small one alone is a word like others."""
    pieces = amount_pieces(amount)
    if not pieces:
        return _terms([word], meanings)
    return [Term(text[amount.start : amount.end], (Piece(pieces[0]),))]


def cleaned(typed: str) -> str:
    """What is seen of it: what is copied off a page brings characters of no width along."""
    try:
        return clean_name(typed[:LONGEST].replace("\0", " "))
    except ValueError:
        return ""


def key_of(text: str) -> str:
    """What spellings of one word have in common."""
    return _NO_PART.sub("", text.lower())


def _phrase(text: str) -> Iterable[Term]:
    morphemes = _morphemes(words(text))
    return [Term(text, (Phrase(morphemes),))] if morphemes else []


def _terms(typed: list[str], meanings: Meanings) -> Iterator[Term]:
    """One for each word that carries meaning. A word also stands where it is written in one with
    the word beside it, and where a synonym of either stands."""
    found = [list(_spellings(word)) for word in typed]
    for start in range(len(typed)):
        for end in range(start + 1, min(start + LONGEST_MEANING, len(typed)) + 1):
            others = [
                alternative
                for key in _keys("".join(typed[start:end]))
                for meaning in meanings(key)
                for alternative in _spellings(meaning)
            ]
            if end - start == 2:
                others += _joined("".join(typed[start:end]))
            for alternatives in found[start:end]:
                # A word that carries no meaning is none beside others either.
                alternatives += others if alternatives else []
    for word, alternatives in zip(typed, found, strict=True):
        if alternatives:
            yield Term(word, tuple(dict.fromkeys(alternatives)))


def _spellings(typed: str) -> Iterator[Alternative]:
    found = words(typed)
    yield from _together(found)
    if len(found) != 1:
        return
    text, morphemes = found[0].text, found[0].morphemes
    if len(morphemes) > 1 and SHORTEST_BEGINNING <= len(text) <= LONGEST_PIECE:
        yield Piece(text, is_beginning=True)
    bare = _PARTICLE.sub("", typed)
    if len(morphemes) > 1 and bare != typed and text == key_of(typed):
        # Taken for a part of the word: 교육청의 as 교육 and 청의.
        yield from _together(words(bare))


def _keys(typed: str) -> set[str]:
    """Under which other words may be known: as it is typed, and without its particle."""
    if _JAMO.search(typed):
        return {key_of(typed)}
    found = words(typed)
    bare = {found[0].text} if len(found) == 1 else set()
    return {key_of(typed), key_of(_PARTICLE.sub("", typed)), *bare}


def _joined(typed: str) -> Iterator[Alternative]:
    return _together(words(typed))


def _together(found: list[Word]) -> Iterator[Alternative]:
    morphemes = _morphemes(found)
    if len(found) == 1:
        yield in_one(morphemes)
    elif morphemes:
        yield Phrase(morphemes)
    if len(morphemes) > 1:
        for other in (_with_suffix(morphemes), _with_verb(morphemes)):
            if other != morphemes:
                yield Phrase(other)
    if len(found) == 1 and len(found[0].text) <= LONGEST_PIECE:
        text = found[0].text
        is_verb = len(morphemes) == 1 and morphemes[0] not in text
        yield Piece(text)
        if not is_verb:
            yield Phrase((text,))
        short = found[0].whole if found[0].is_short else text
        for spelling in sorted({hangul_of_hanja(text), short} - {text}):
            yield Piece(spelling)
            yield Phrase((spelling,))


def in_one(morphemes: tuple[str, ...]) -> Phrase | Chain:
    """The morphemes of a word that is written in one. A syllable has to stand in one with its
    neighbour in the story, too: 한일 is not in "한 일". Longer morphemes may be apart: 인공 지능."""
    joined = pairs(morphemes)
    if not any(joined):
        return Phrase(morphemes)
    whole = None if all(joined) else Phrase(morphemes)
    return Chain(tuple(filter(None, joined)), whole)


def _with_suffix(morphemes: tuple[str, ...]) -> tuple[str, ...]:
    """여행 가는 written in one is to mecab-ko what somebody does who writes about travels (여행가)."""
    return tuple(_SUFFIX if morpheme == _VERB else morpheme for morpheme in morphemes)


def _with_verb(morphemes: tuple[str, ...]) -> tuple[str, ...]:
    first, *others = morphemes
    return (first, *(_VERB if morpheme == _SUFFIX else morpheme for morpheme in others))


def _morphemes(found: list[Word]) -> tuple[str, ...]:
    return tuple(morpheme for word in found for morpheme in word.morphemes)
