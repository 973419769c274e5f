"""The passage of a story in which a query's words stand, with the words marked."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from search.query import Chain, Phrase, Query

LENGTH = 150
# So much stands before the first word that was found.
_BEFORE = 40
# What spellings of one word put between its syllables: 인공 지능, 한·미, 한-미.
_BETWEEN = r"[\s·ㆍ‧\-]{0,2}"
_LATIN, _DIGIT = "[A-Za-z]", "[0-9]"


class Words(NamedTuple):
    """The words of a query as they may stand in a text: all together, or their morphemes."""

    whole: re.Pattern[str] | None
    parts: re.Pattern[str] | None


def words_of(query: Query) -> Words:
    asked = [alternative for term in query.terms for alternative in term.alternatives]
    chains = [each for each in asked if isinstance(each, Chain)]
    phrases = [
        each.morphemes
        for each in (*asked, *(chain.phrase for chain in chains))
        if isinstance(each, Phrase)
    ]
    whole = [*("".join(morphemes) for morphemes in phrases), *(term.typed for term in query.terms)]
    parts = [part for morphemes in phrases for part in morphemes]
    parts += [piece for chain in chains for piece in chain.pieces]
    # The parts of a word are one syllable often, which would mark half of the text.
    return Words(_pattern(whole), _pattern(part for part in parts if len(part) > 1))


def _pattern(words: Iterable[str]) -> re.Pattern[str] | None:
    spelled = sorted({word for word in words if word}, key=len, reverse=True)
    if not spelled:
        return None
    return re.compile("|".join(map(_spelled, spelled)), re.IGNORECASE)


def _spelled(word: str) -> str:
    """Hangul stands in words that go on, a name in Latin letters or a number doesn't."""
    spelled = _BETWEEN.join(map(re.escape, word))
    for ends in (_LATIN, _DIGIT):
        before = f"(?<!{ends})" if re.match(ends, word[0]) else ""
        after = f"(?!{ends})" if re.match(ends, word[-1]) else ""
        spelled = f"{before}{spelled}{after}"
    return spelled


def excerpt(text: str, words: Words) -> SafeString:
    """About LENGTH characters around the first words that are found, or the beginning."""
    flat = " ".join(text.split())
    first = _first(flat, words)
    start = max(0, first - _BEFORE)
    if start:
        space = flat.find(" ", start, first + 1)
        start = space + 1 if space >= 0 else start
    end = start + LENGTH
    if end < len(flat):
        space = flat.rfind(" ", start, end)
        end = space if space > first else end
    cut = marked(flat[start:end], words)
    return mark_safe(f"{'… ' if start else ''}{cut}{' …' if end < len(flat) else ''}")


def marked(text: str, words: Words) -> SafeString:
    """The text with <mark> around the words, escaped."""
    pattern = words.whole if words.whole and words.whole.search(text) else words.parts
    if pattern is None:
        return escape(text)
    told: list[str] = []
    at = 0
    for match in pattern.finditer(text):
        told += [escape(text[at : match.start()]), "<mark>", escape(match[0]), "</mark>"]
        at = match.end()
    return mark_safe("".join([*told, escape(text[at:])]))


def _first(text: str, words: Words) -> int:
    for pattern in words:
        match = pattern.search(text) if pattern else None
        if match:
            return match.start()
    return 0
