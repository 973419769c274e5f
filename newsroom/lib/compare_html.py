"""What changed from one HTML body to another: paragraph matched to paragraph, then by word.

The bodies are clean ones (articles/body.py). Nothing of theirs is HTML in what comes out.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from newsroom.lib import html as markup
from newsroom.lib.compare import Aligner, Kind, Piece, TextComparison, rising, words_in

# Pairs of paragraphs looked at where anchors don't settle which is which.
_MOST_PAIRS = 100_000
# Of ten words of two paragraphs, how many must be common for one to be the other rewritten.
_ALIKE = 0.4
# Where one paragraph stands alone against one, that says something too.
_ALIKE_ALONE = 0.2
_MOST_TAGS = 20_000
# Of more than these nobody reads which is which.
_MOST_BLOCKS = 2_000
# A word in more paragraphs than this tells nothing about which of them is meant.
_MOST_HOLDERS = 8
_SHORTEST_MOVED = 10
_UNITS = frozenset({"figure", "table"})
_FORMATS = frozenset({"a", "strong", "em", "u", "s", "sub", "sup"})


class Change(StrEnum):
    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED_HERE = "moved_here"
    MOVED_AWAY = "moved_away"


class Mark(NamedTuple):
    """A format on a stretch of text; `address` for a link."""

    name: str
    text: str
    address: str = ""


class Block(NamedTuple):
    """A paragraph, heading, list entry, picture, embed, table or line, told by `name`.

    `name` is p, h2, h3, h4, li, blockquote, figure, embed, quote, table, or hr; `source` is the address
    of a picture, or what an embed shows. Inside a table cells are parted by a bar, rows by lines.
    """

    name: str
    text: str = ""
    source: str = ""
    alt: str = ""
    marks: tuple[Mark, ...] = ()


class BlockChange(NamedTuple):
    """`before` and `after` are None where there is none; `pieces` are of the text of both."""

    change: Change
    before: Block | None
    after: Block | None
    pieces: list[Piece]
    marks_removed: list[Mark]
    marks_added: list[Mark]

    @property
    def block(self) -> Block:
        """The newer one, if there is one."""
        block = self.after or self.before
        assert block is not None  # noqa: S101  one of them always is
        return block

    @property
    def is_restyled(self) -> bool:
        return bool(self.marks_removed or self.marks_added)

    @property
    def other_source(self) -> str:
        """What the picture or embed was before, if that is what changed."""
        both = self.before and self.after and self.before.source != self.after.source
        return self.before.source if both and self.before else ""


def compare_bodies(before: str, after: str) -> list[BlockChange]:
    """The blocks of both bodies in reading order; of bodies beyond all measure, one block each."""
    if before.count("<") + after.count("<") > _MOST_TAGS:
        texts = (Block("p", markup.text(before)), Block("p", markup.text(after)))
        return _Comparison([texts[0]], [texts[1]]).run()
    return _Comparison(blocks_of(before), blocks_of(after)).run()


def blocks_of(body: str) -> list[Block]:
    return list(_Blocks().read(body))


class _Blocks:
    """Reads a body into blocks, top to bottom."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.marks: list[Mark] = []
        self.formats: list[tuple[str, str, int]] = []
        self.around: list[str] = []
        self.unit = ""
        self.nested = 0
        self.source = self.alt = ""

    def read(self, body: str) -> Iterator[Block]:
        for token in markup.tokens(body):
            if isinstance(token, markup.Text):
                self.parts.append(token.text)
            elif isinstance(token, markup.Start):
                yield from self.start(token)
            else:
                yield from self.end(token.name)
        yield from self.flush()

    def start(self, token: markup.Start) -> Iterator[Block]:
        name = token.name
        if name in _FORMATS:
            self.formats.append((name, token.attributes.get("href", ""), len(self.parts)))
        elif name == "br":
            self.parts.append("\n")
        elif name == "img":
            self.source = f"{self.source} {token.attributes.get('src', '')}".strip()
            self.alt = f"{self.alt} {token.attributes.get('alt', '')}".strip()
        elif self.unit:
            self.nested += name == self.unit
        elif name == "hr":
            yield from self.flush()
            yield Block("hr")
        else:
            yield from self.flush()
            self.around.append(name)
            if name in _UNITS:
                self.unit, self.nested = name, 1
                self.source = _source(token.attributes)

    def end(self, name: str) -> Iterator[Block]:
        if name in _FORMATS:
            self.close_format(name)
        elif self.unit:
            self.end_in_unit(name)
            if not self.nested:
                yield from self.flush()
                self.unit = ""
                self.leave(name)
        else:
            yield from self.flush()
            self.leave(name)

    def leave(self, name: str) -> None:
        if self.around and self.around[-1] == name:
            self.around.pop()

    def end_in_unit(self, name: str) -> None:
        self.nested -= name == self.unit
        if name in ("td", "th"):
            self.parts.append(" | ")
        elif name in ("tr", "caption", "figcaption"):
            self.parts.append("\n")

    def close_format(self, name: str) -> None:
        if self.formats and self.formats[-1][0] == name:
            _, address, start = self.formats.pop()
            self.marks.append(Mark(name, "".join(self.parts[start:]).strip(), address))

    def flush(self) -> Iterator[Block]:
        text = _tidy("".join(self.parts))
        if text or self.source:
            yield Block(self.name(), text, self.source, self.alt, tuple(self.marks))
        self.parts.clear()
        self.marks.clear()
        self.formats.clear()
        self.source = self.alt = ""

    def name(self) -> str:
        if self.unit == "figure":
            if self.source.startswith("/"):
                return "figure"
            return "embed" if self.source else "quote"
        if self.unit:
            return self.unit
        for outer in ("li", "blockquote"):
            if outer in self.around:
                return outer
        return self.around[-1] if self.around else "p"


def _source(attributes: dict[str, str]) -> str:
    """What a figure without a picture refers to: "youtube:…", or "article:12" of data-article."""
    for name, value in attributes.items():
        if name == "data-embed":
            return value
        if name.startswith("data-"):
            return f"{name.removeprefix('data-')}:{value}"
    return ""


def _tidy(text: str) -> str:
    lines = (" ".join(line.split()).removesuffix("|").rstrip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


class _Comparison:
    def __init__(self, before: list[Block], after: list[Block]) -> None:
        self.before, self.after = before, after
        self.texts = TextComparison()

    def run(self) -> list[BlockChange]:
        same = Aligner(_MOST_PAIRS).align(self.before, self.after, _weight)
        gone = sorted(set(range(len(self.before))) - {one for one, _ in same})
        come = sorted(set(range(len(self.after))) - {other for _, other in same})
        moved = self.moved(gone, come)
        away, here = {one for one, _ in moved}, {other for _, other in moved}
        rewritten = self.rewritten(
            [place for place in gone if place not in away],
            [place for place in come if place not in here],
            same,
        )
        return list(self.in_order(sorted(same + rewritten), away, here))

    def moved(self, gone: list[int], come: list[int]) -> list[tuple[int, int]]:
        """Blocks that stand elsewhere as they were."""
        waiting: defaultdict[Block, list[int]] = defaultdict(list)
        for place in reversed(come):
            waiting[self.after[place]].append(place)
        found = []
        for place in gone:
            block = self.before[place]
            if waiting[block] and (block.source or len(block.text) >= _SHORTEST_MOVED):
                found.append((place, waiting[block].pop()))
        return found

    def rewritten(
        self, gone: list[int], come: list[int], same: list[tuple[int, int]]
    ) -> list[tuple[int, int]]:
        """Which of the blocks that came is which of those that went, in order and between `same`."""
        found = []
        start = other_start = 0
        for one, other in [*same, (len(self.before), len(self.after))]:
            end, other_end = bisect_left(gone, one), bisect_left(come, other)
            found += self.pairs(gone[start:end], come[other_start:other_end])
            start, other_start = end, other_end
        return found

    def pairs(self, old: list[int], new: list[int]) -> list[tuple[int, int]]:
        if len(old) + len(new) > _MOST_BLOCKS:
            return []
        if len(old) == len(new) == 1:
            was, now = self.before[old[0]], self.after[new[0]]
            alike = _alike(was, now, words_in(was.text), words_in(now.text))
            return [(old[0], new[0])] if alike >= _ALIKE_ALONE else []
        words = {place: words_in(self.after[place].text) for place in new}
        holders: defaultdict[str, list[int]] = defaultdict(list)
        for place in new:
            for word in words[place]:
                holders[word].append(place)
        best: dict[int, tuple[float, int]] = {}
        for place in old:
            mine = words_in(self.before[place].text)
            likely = Counter(
                other
                for word in mine
                if len(holders[word]) <= _MOST_HOLDERS
                for other in holders[word]
            )
            for other, _ in likely.most_common(3):
                alike = _alike(self.before[place], self.after[other], mine, words[other])
                if alike >= _ALIKE and alike > best.get(other, (0.0, 0))[0]:
                    best[other] = alike, place
        by_old: dict[int, tuple[float, int]] = {}
        for other, (alike, place) in best.items():
            if alike > by_old.get(place, (0.0, 0))[0]:
                by_old[place] = alike, other
        return rising(sorted((place, other) for place, (_, other) in by_old.items()))

    def in_order(
        self, pairs: list[tuple[int, int]], away: set[int], here: set[int]
    ) -> Iterator[BlockChange]:
        old = new = 0
        for one, other in [*pairs, (len(self.before), len(self.after))]:
            for place in range(old, one):
                change = Change.MOVED_AWAY if place in away else Change.REMOVED
                yield _alone(change, self.before[place], None)
            for place in range(new, other):
                change = Change.MOVED_HERE if place in here else Change.ADDED
                yield _alone(change, None, self.after[place])
            if one < len(self.before):
                yield self.both(self.before[one], self.after[other])
            old, new = one + 1, other + 1

    def both(self, before: Block, after: Block) -> BlockChange:
        removed, added = Counter(before.marks), Counter(after.marks)
        return BlockChange(
            Change.SAME if before == after else Change.CHANGED,
            before,
            after,
            self.texts.compare(before.text, after.text),
            list((removed - added).elements()),
            list((added - removed).elements()),
        )


def _alone(change: Change, before: Block | None, after: Block | None) -> BlockChange:
    block = before or after
    kind = {Change.REMOVED: Kind.REMOVED, Change.ADDED: Kind.ADDED}.get(change, Kind.SAME)
    pieces = [Piece(kind, block.text)] if block and block.text else []
    return BlockChange(change, before, after, pieces, [], [])


def _weight(block: Block) -> int:
    return 1 + len(block.text)


def _alike(before: Block, after: Block, words: Counter[str], others: Counter[str]) -> float:
    """From 0 to 1: how much of the words of two blocks is common."""
    if (before.name in ("figure", "embed", "table", "hr")) and before.name != after.name:
        return 0.0
    if before.source and before.source == after.source:
        return 1.0
    total = words.total() + others.total()
    if not total:
        return 0.5 if before.name == after.name else 0.0
    return 2 * (words & others).total() / total
