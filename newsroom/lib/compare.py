"""What changed from one text to another, as an editor reads Korean: by word and particle.

Pure data comes out: pieces of text that are the same, removed or added. The time taken is bounded
whatever the texts are; where two are too long and too different to be worth it, the stretch that
differs is given as removed and added whole.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple, TypeVar

Item = TypeVar("Item", bound=Hashable)


class Kind(StrEnum):
    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


class Piece(NamedTuple):
    kind: Kind
    text: str


# How many pairs of words one comparison may look at beyond what anchors settle: about 0.2 s.
_MOST_PAIRS = 600_000
_MOST_NESTED = 12
# Texts that are longer together differ as a whole.
_MOST_CHARACTERS = 500_000
_TOKEN = re.compile(
    r"\s+|[0-9]+(?:[.,][0-9]+)*|[A-Za-z]+|[^\W0-9A-Za-z_]+|[\U0001f1e6-\U0001f1ff]{2}"
    # A character with what belongs to it: an emoji is never taken apart.
    r"|.(?:[\u0300-\u036f\ufe0e\ufe0f\u20e3\U0001f3fb-\U0001f3ff]|\u200d.)*",
    re.DOTALL,
)
# fmt: off
_CASE = (
    "은", "는", "이", "가", "을", "를", "의", "에", "에서", "에게", "에게서", "께", "께서", "한테", "으로", "로", "와",
    "과", "랑", "이랑", "하고", "도", "만", "까지", "부터", "마저", "조차", "밖에", "보다", "처럼", "같이", "만큼", "마다",
    "나", "이나", "라도", "이라도", "며", "이며", "란", "이란", "라는", "이라는", "라고", "이라고", "라며", "이라며", "으로서",
    "로서", "으로써", "로써", "으로부터", "로부터", "뿐", "대로", "이자",
)
# Those that may follow another: 에서는, 까지도, 만을, 부터의.
_AFTER_CASE = (
    "는", "은", "도", "만", "의", "이", "가", "을", "를", "까지", "부터", "보다", "조차", "서", "나",
)
# fmt: on
_PARTICLES = frozenset(_CASE) | {first + second for first in _CASE for second in _AFTER_CASE}
_LONGEST_PARTICLE = max(map(len, _PARTICLES))


class _Token(NamedTuple):
    text: str
    is_particle: bool = False


_Change = tuple[bool, list[_Token], list[_Token]]


def compare_texts(before: str, after: str) -> list[Piece]:
    """The pieces of both texts in reading order; what was removed stands before what was added.

    The texts of the same and the removed pieces make `before`, of the same and the added `after`.
    """
    return TextComparison().compare(before, after)


class TextComparison:
    """Several comparisons that share one bound on the time they take together."""

    def __init__(self) -> None:
        self.aligner = Aligner(_MOST_PAIRS)

    def compare(self, before: str, after: str) -> list[Piece]:
        if before == after:
            return [Piece(Kind.SAME, before)] if before else []
        if len(before) + len(after) > _MOST_CHARACTERS:
            whole = [Piece(Kind.REMOVED, before), Piece(Kind.ADDED, after)]
            return [piece for piece in whole if piece.text]
        runs = self._runs(_words(before), _words(after))
        pieces: list[Piece] = []
        for is_same, removed, added in runs:
            if is_same:
                _put(pieces, Kind.SAME, _text(removed))
            else:
                self._put_change(pieces, removed, added)
        return pieces

    def _runs(self, before: list[_Token], after: list[_Token]) -> list[_Change]:
        pairs = self.aligner.align(before, after, _weight)
        return _folded(list(_changes(before, after, pairs)))

    def _put_change(self, pieces: list[Piece], removed: list[_Token], added: list[_Token]) -> None:
        old, new = _text(removed), _text(added)
        if old and new and _without_spaces(old) == _without_spaces(new):
            _put_spacing(pieces, old, new)
            return
        stems = _stems(removed) & _stems(added)
        if stems:
            split = self._runs(_split(removed, stems), _split(added, stems))
        else:
            split = [(False, removed, added)]
        for is_same, gone, come in split:
            if is_same:
                _put(pieces, Kind.SAME, _text(gone))
            else:
                _put(pieces, Kind.REMOVED, _text(gone))
                _put(pieces, Kind.ADDED, _text(come))


def words_in(text: str) -> Counter[str]:
    """How often each word stands in a text, for telling how alike two texts are."""
    return Counter(word for word in _TOKEN.findall(text) if word[0].isalnum())


def _words(text: str) -> list[_Token]:
    return [_Token(word) for word in _TOKEN.findall(text)]


def _text(tokens: Sequence[_Token]) -> str:
    return "".join(token.text for token in tokens)


def _without_spaces(text: str) -> str:
    return "".join(text.split())


def _weight(token: _Token) -> int:
    """A word is worth more than the gaps and signs between words."""
    return 4 + len(token.text) if _is_word(token) else 1


def _is_word(token: _Token) -> bool:
    return token.text[0].isalnum() and not token.is_particle


def _candidates(word: str) -> Iterator[str]:
    """The word itself, then what may stand before a particle in it, the longest first."""
    yield word
    if "가" <= word[-1] <= "힣":
        for length in range(1, min(_LONGEST_PARTICLE, len(word) - 1) + 1):
            if word[-length:] in _PARTICLES:
                yield word[:-length]


def _stems(tokens: list[_Token]) -> frozenset[str]:
    return frozenset(
        stem for token in tokens if _is_word(token) for stem in _candidates(token.text)
    )


def _split(tokens: list[_Token], stems: frozenset[str]) -> list[_Token]:
    """The particles apart from those stems that stand on both sides."""
    found: list[_Token] = []
    for token in tokens:
        stem = token.text
        if _is_word(token):
            stem = next((stem for stem in _candidates(token.text) if stem in stems), token.text)
        found.append(_Token(stem))
        if stem != token.text:
            found.append(_Token(token.text[len(stem) :], is_particle=True))
    return found


def _changes(
    before: list[_Token], after: list[_Token], pairs: list[tuple[int, int]]
) -> Iterator[_Change]:
    """Runs that are the same and runs that differ, in turn."""
    old = new = 0
    same: list[_Token] = []
    for one, other in [*pairs, (len(before), len(after))]:
        if one > old or other > new:
            if same:
                yield True, same, same
                same = []
            yield False, before[old:one], after[new:other]
        if one < len(before):
            same.append(before[one])
        old, new = one + 1, other + 1
    if same:
        yield True, same, same


def _folded(runs: list[_Change]) -> list[_Change]:
    """Small change, gap, small change read as one: a kept comma between two new words is noise."""
    found: list[_Change] = []
    for place, run in enumerate(runs):
        is_same, tokens, _ = run
        if not (is_same and found and place + 1 < len(runs) and _is_gap(tokens)):
            if found and not is_same and not found[-1][0]:
                _, removed, added = found.pop()
                run = (False, removed + run[1], added + run[2])
            found.append(run)
            continue
        _, removed, added = found[-1]
        _, more_removed, more_added = runs[place + 1]
        only_particles = all(token.is_particle for token in removed + added)
        if only_particles or not ((removed or more_removed) and (added or more_added)):
            found.append(run)
        else:
            found[-1] = (False, removed + tokens, added + tokens)
    return found


def _is_gap(tokens: list[_Token]) -> bool:
    return sum(len(token.text) for token in tokens if _is_word(token)) <= 1


def _put(pieces: list[Piece], kind: Kind, text: str) -> None:
    if not text:
        return
    if pieces and pieces[-1].kind == kind:
        text = pieces.pop().text + text
    pieces.append(Piece(kind, text))


def _put_spacing(pieces: list[Piece], old: str, new: str) -> None:
    """Texts that differ in their spaces alone: 띄어쓰기."""
    place = 0
    for match in re.finditer(r"(\s*)(\S|$)", old):
        gap, character = match.groups()
        start = place
        while place < len(new) and new[place].isspace():
            place += 1
        if gap == new[start:place]:
            _put(pieces, Kind.SAME, gap)
        else:
            _put(pieces, Kind.REMOVED, gap)
            _put(pieces, Kind.ADDED, new[start:place])
        _put(pieces, Kind.SAME, character)
        place += len(character)


class Aligner:
    """Finds what two sequences have in common, in order, within a bound on the pairs looked at.

    First what opens and closes both; then what stands once in each holds the rest in place; then,
    between those, the heaviest common subsequence where the bound allows it, and nothing where not.
    """

    def __init__(self, most_pairs: int) -> None:
        self.pairs_left = most_pairs

    def align(
        self, before: Sequence[Item], after: Sequence[Item], weight: Callable[[Item], int]
    ) -> list[tuple[int, int]]:
        """Pairs of places where both have the same, rising in both."""
        found: list[tuple[int, int]] = []
        waiting = [(0, len(before), 0, len(after), 0)]
        while waiting:
            low, high, other_low, other_high, nested = waiting.pop()
            while low < high and other_low < other_high and before[low] == after[other_low]:
                found.append((low, other_low))
                low, other_low = low + 1, other_low + 1
            while low < high and other_low < other_high:
                if before[high - 1] != after[other_high - 1]:
                    break
                high, other_high = high - 1, other_high - 1
                found.append((high, other_high))
            if low == high or other_low == other_high:
                continue
            pairs = (high - low) * (other_high - other_low)
            anchors = (
                _anchors(before, after, low, high, other_low, other_high)
                if nested < _MOST_NESTED and pairs > 64
                else []
            )
            if anchors:
                for one, other in [*anchors, (high, other_high)]:
                    waiting.append((low, one, other_low, other, nested + 1))
                    low, other_low = one + 1, other + 1
                found += anchors
            elif pairs <= self.pairs_left:
                self.pairs_left -= pairs
                found += _heaviest(before, after, low, high, other_low, other_high, weight)
        return sorted(found)


def _anchors(
    before: Sequence[Item],
    after: Sequence[Item],
    low: int,
    high: int,
    other_low: int,
    other_high: int,
) -> list[tuple[int, int]]:
    """What stands exactly once in both, the longest rising chain of it."""
    counts = Counter(before[low:high])
    other_counts = Counter(after[other_low:other_high])
    places = {
        after[place]: place
        for place in range(other_low, other_high)
        if other_counts[after[place]] == 1
    }
    pairs = [
        (place, places[before[place]])
        for place in range(low, high)
        if counts[before[place]] == 1 and before[place] in places
    ]
    return rising(pairs)


def rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest chain of pairs, given in order of the first, that rises in the second too."""
    tails: list[int] = []
    at: list[int] = []
    previous: list[int] = []
    for index, (_, other) in enumerate(pairs):
        length = bisect_left(tails, other)
        previous.append(at[length - 1] if length else -1)
        if length == len(tails):
            tails.append(other)
            at.append(index)
        else:
            tails[length] = other
            at[length] = index
    chain = []
    index = at[-1] if at else -1
    while index >= 0:
        chain.append(pairs[index])
        index = previous[index]
    return chain[::-1]


def _heaviest(
    before: Sequence[Item],
    after: Sequence[Item],
    low: int,
    high: int,
    other_low: int,
    other_high: int,
    weight: Callable[[Item], int],
) -> list[tuple[int, int]]:
    """The heaviest common subsequence, by the table of all pairs."""
    width = other_high - other_low
    columns = after[other_low:other_high]
    table = [[0] * (width + 1)]
    for place in range(high - 1, low - 1, -1):
        token, below = before[place], table[-1]
        worth = weight(token)
        row = [0] * (width + 1)
        best = 0
        for column in range(width - 1, -1, -1):
            if below[column] > best:
                best = below[column]
            if columns[column] == token and below[column + 1] + worth > best:
                best = below[column + 1] + worth
            row[column] = best
        table.append(row)
    table.reverse()
    found = []
    row_number = column = 0
    while row_number < high - low and column < width:
        here = table[row_number][column]
        if here == table[row_number + 1][column]:
            row_number += 1
        elif here == table[row_number][column + 1]:
            column += 1
        else:
            found.append((low + row_number, other_low + column))
            row_number, column = row_number + 1, column + 1
    return found
