"""What writers leave in a text for themselves and readers must not see: 송고금지, TK, ■■, OOO.

Only a look at words; a person decides. Each pattern leaves alone what stands in finished Korean
news: numbers with zeros, stock codes, Latin words, TK as the name of a region.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

_NOT_IN_A_WORD = (r"(?<![A-Za-z0-9&-])", r"(?![A-Za-z0-9&-])")
_PATTERNS = {
    "송고금지": re.compile(r"송고 ?금지"),
    "엠바고": re.compile(r"엠바고"),
    # One square alone is a bullet.
    "■■": re.compile(r"[■□]{2,}"),
    # Two circles stand for a name withheld: 김○○ 씨.
    "○○○": re.compile(r"[○〇◯]{3,}"),
    "OOO": re.compile("O{3,}".join(_NOT_IN_A_WORD)),
    # Not in 1,000, 000660 (a stock), 1588-0000, 0.000, 12:00:000, U+0000, A000.
    "000": re.compile(r"(?<![A-Za-z0-9.,:+#-])(?<!\d )0{3,}(?![A-Za-z0-9]|[.,:]\d)"),
}
_TO_COME = re.compile("(?:TK)+".join(_NOT_IN_A_WORD))
# Where TK is 대구·경북, it is a text to come only if it is written so that nobody takes it for that.
_REGION = re.compile(r"대구|경북|영남|\bPK\b", re.ASCII)
_SURELY_TO_COME = re.compile("(?:TK){2,}".join(_NOT_IN_A_WORD) + r"|\[ ?TK ?\]|\bTK TK\b")
_AROUND = 12


@dataclass(frozen=True)
class Marker:
    """`text` as it stands there, `around` with a few letters on both sides; the kinds are few."""

    kind: str
    text: str
    around: str


def patterns_for(texts: Iterable[str]) -> Mapping[str, re.Pattern[str]]:
    """What to look for in a story of these texts, which together tell what its TK means."""
    is_region = any(_REGION.search(text) for text in texts)
    return _PATTERNS | {"TK": _SURELY_TO_COME if is_region else _TO_COME}


def markers_in(text: str, patterns: Mapping[str, re.Pattern[str]]) -> Iterator[Marker]:
    for kind, pattern in patterns.items():
        for match in pattern.finditer(text):
            yield Marker(kind, match[0], _around(text, *match.span()))


def _around(text: str, start: int, end: int) -> str:
    first, last = max(0, start - _AROUND), end + _AROUND
    return f"{'…' if first else ''}{text[first:last]}{'…' if last < len(text) else ''}"
