"""Numbers as Korean newspapers write them, with their units: 2만 원, 20,000원 and 2만원 are one.

Hangul numerals (이만 원) stay text, and so does what only looks like a number of something: days
(2026.11.23), telephone numbers, times, ratios, ordinals (제3차), names (5G, 코로나19, 3·1절).
"""

import re
from typing import NamedTuple

from newsroom.lib.units import unit_at


class Amount(NamedTuple):
    """`start` and `end` are offsets into the text, the unit included. `value` is plain decimal
    (150000000, 3.5); `unit` is the one spelling of a unit's several, "" for none."""

    start: int
    end: int
    value: str
    unit: str


# Longer ones are numbers of nothing, and Python is slow with very long ones.
_MOST_DIGITS = 20
_SMALL = {"": 1, "백": 100, "천": 1000}
_SCALES = {"": 1, "만": 10**4, "억": 10**8, "조": 10**12}
_UNBOUNDED = 10**99

_HALF_WIDTH = str.maketrans("０１２３４５６７８９，．％－：／", "0123456789,.%-:/")
_RUN = re.compile(
    # A day may have spaces: 2026. 11. 23.
    r"[0-9]{4}\. ?[0-9]{1,2}\. ?[0-9]{1,2}(?![0-9])"
    r"|[0-9]+(?:[-–.,:/·ㆍ・∙][0-9]+)*"
)
_WRITTEN = re.compile(r"([0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.([0-9]+))?")
_TAIL = re.compile("(여?)(천|백(?!화점|신|두)|)(여?)([만억조]?)(여?)")
_SPACE = re.compile("[ \u00a0]?")
_ORDINAL = re.compile(r"(?:제|(?<![가-힣])제 )\Z")
_LETTER = re.compile("[A-Za-z#@_]")
_SYLLABLE = re.compile("[가-힣]")
_LETTER_OR_SYLLABLE = re.compile("[A-Za-z가-힣]")
_END_OF_CLAUSE = re.compile(r"\s*(?:$|[^\w\s])")


class _Piece(NamedTuple):
    """One run of digits with what multiplies it: 천 or 백, and 만, 억 or 조."""

    mantissa: int
    decimals: int
    written: str
    small: int
    scale: str
    # 여, a little more: nothing is added behind it.
    is_about: bool
    end: int

    @property
    def is_multiplied(self) -> bool:
        return self.small > 1 or self.scale != ""


class _Sum:
    """Pieces added up: 1억 2천3백만 5,000. A piece has to fit below what is there."""

    def __init__(self, first: _Piece) -> None:
        self.total = self.group = 0
        self.above_total = self.above_group = _UNBOUNDED
        self.pieces = 0
        self.add(first)

    def add(self, piece: _Piece) -> None:
        self.group += piece.mantissa * piece.small
        self.above_group = piece.small
        if piece.scale:
            scale = _SCALES[piece.scale]
            self.total += self.group * scale
            self.group, self.above_group, self.above_total = 0, _UNBOUNDED, scale
        self.last = piece
        self.pieces += 1

    def fits(self, piece: _Piece) -> bool:
        value = piece.mantissa * piece.small
        scale = _SCALES[piece.scale]
        return (
            not (self.last.is_about or self.last.decimals or piece.decimals)
            and self.last.is_multiplied
            and value < self.above_group
            and (self.group + value) * scale < self.above_total
        )


def amounts(text: str) -> list[Amount]:
    """In order, not overlapping. A bare number is an amount without unit where it stands alone.

    Behind a single digit 만 may be the particle (2만 남았다), and 조 may be a clause (3조 2항): such are
    no amounts unless a unit, 여 or a smaller piece follows. Takes time in proportion to the text.
    """
    text = text.translate(_HALF_WIDTH)
    found: list[Amount] = []
    run = _RUN.search(text)
    while run is not None:
        amount = _amount(text, run)
        if amount is not None:
            found.append(amount)
        run = _RUN.search(text, run.end() if amount is None else max(run.end(), amount.end))
    return found


def _amount(text: str, run: re.Match[str]) -> Amount | None:
    first = _piece(text, run)
    if first is None or _is_part_of_name(text, run.start()):
        return None
    added = _added_up(text, first)
    mantissa, end = added.total + added.group, added.last.end
    unit, end_of_unit = unit_at(text, end)
    if unit == "대" and added.last.scale in ("억", "조"):
        # 3억대 is no number of machines.
        unit, end_of_unit = "", end
    is_doubtful = added.pieces == 1 and _is_doubtful(text, run, first, has_unit=unit != "")
    value = _plain(mantissa, first.decimals)
    if _is_nothing(first, unit) or is_doubtful or len(value) > _MOST_DIGITS:
        return None
    return Amount(run.start(), end_of_unit, value, unit)


def _piece(text: str, run: re.Match[str]) -> _Piece | None:
    written = _WRITTEN.fullmatch(run.group())
    tail = _TAIL.match(text, run.end())
    if written is None or tail is None:
        return None
    whole, fraction = written[1].replace(",", ""), (written[2] or "").rstrip("0")
    if len(whole) + len(fraction) > _MOST_DIGITS:
        return None
    before, small, between, scale, behind = tail.groups()
    return _Piece(
        mantissa=int(whole + fraction),
        decimals=len(fraction),
        written=run.group(),
        small=_SMALL[small],
        scale=scale,
        is_about=bool(before or between or behind),
        end=tail.end(),
    )


def _added_up(text: str, first: _Piece) -> _Sum:
    added = _Sum(first)
    while True:
        end = added.last.end
        gap = _SPACE.match(text, end)
        run = _RUN.match(text, gap.end() if gap else end)
        piece = _piece(text, run) if run else None
        if run is None or piece is None or not added.fits(piece):
            return added
        if not piece.is_multiplied and not _is_rest(text, added, run, piece):
            return added
        added.add(piece)


def _is_rest(text: str, added: _Sum, run: re.Match[str], piece: _Piece) -> bool:
    """Whether plain digits belong to what stands before: 1만 320원, 1천200, but not 3조 2항."""
    if len(piece.written) < 2 or piece.written.startswith("0"):
        return False
    if unit_at(text, piece.end)[0]:
        return True
    return run.start() == added.last.end and added.last.scale != "조"


def _is_part_of_name(text: str, start: int) -> bool:
    """K9, F-35, 코로나-19, 제3차."""
    before = text[max(0, start - 3) : start]
    if _LETTER.match(before[-1:]) or _ORDINAL.search(before):
        return True
    return before[-1:] in ("-", "–") and before[-2:-1].isalnum()


def _is_nothing(first: _Piece, unit: str) -> bool:
    """00명 (a number not told), and without unit 007."""
    whole = first.written.partition(".")[0]
    return len(whole) > 1 and whole.startswith("0") and not (unit and first.mantissa)


def _is_doubtful(text: str, run: re.Match[str], piece: _Piece, *, has_unit: bool) -> bool:
    """Whether one piece alone may be something else than a number of something."""
    before = text[max(0, run.start() - 1) : run.start()]
    behind = text[piece.end : piece.end + 1]
    if has_unit:
        # 코로나19 건
        is_apart = behind in (" ", "\u00a0") and not piece.is_multiplied
        return is_apart and _SYLLABLE.match(before) is not None
    if piece.is_about and piece.is_multiplied:
        return False
    is_marked = not piece.written.isdecimal()
    if piece.small == 1 and piece.scale == "만":
        return not (is_marked or len(piece.written) > 1 or _END_OF_CLAUSE.match(text, piece.end))
    if piece.small == 1 and piece.scale == "조":
        return not is_marked
    return not (piece.is_multiplied or is_marked or not _LETTER_OR_SYLLABLE.search(before + behind))


def _plain(mantissa: int, decimals: int) -> str:
    if not decimals:
        return str(mantissa)
    digits = str(mantissa).rjust(decimals + 1, "0")
    fraction = digits[-decimals:].rstrip("0")
    return digits[:-decimals] + ("." + fraction if fraction else "")
