"""Story documents damaged in every way a file gets damaged on its road. Repeatable by seed."""

import random
import unicodedata
from collections.abc import Callable

from tests.imports.documents import PAGE, page

Lines = list[str]

_ORIGINALS = (
    PAGE,
    page(),
    page("(서울=한빛통신) 이도윤 기자 = "),
    page("", "이도윤·박서아 기자"),
    page("[한빛일보=이도윤기자] ") + "\n---\n\n" + PAGE,
    PAGE + "\n" + page("한빛일보 박서아 기자 | ").replace("강변", "언덕"),
)
_STRANGE = "\x00\x01\x07\x1b\x85\u00a0\u00ad\u200b\u200d\u202e\u2028\u2066\u3000\ufeff\ufffe\u1100\u1161👩‍💻<>&\"'【】=[]()|·@/*-"
_INSERTED = (
    "---",
    "* * *",
    "=====",
    "메뉴",
    "더보기",
    "동네소식",
    "\u00a0",
    "",
    "제목: 다시 붙인 제목",
    "이도윤 기자 lee@example.com",
    "【한빛뉴스 = 이도윤 기자】",
    "【한빛뉴스 = 이도윤 기자】 끝이 잘린",
    "[단독]",
    "가" * 300,
    "나다. " * 4000,
    "=" * 5000,
    "【" * 500,
    "<script>alert(1)</script>",
)


def mutated(seed: int) -> bytes:
    """One damaged document, as the bytes of its file."""
    chance = random.Random(seed)
    lines = chance.choice(_ORIGINALS).split("\n")
    for _ in range(chance.randint(1, 6)):
        lines = chance.choice(_LINE_DAMAGES)(lines, chance) or [""]
    text = "\n".join(lines)
    for _ in range(chance.choice((0, 0, 1, 5))):
        text = _strange_character(text, chance)
    return _damaged_bytes(_encoded(text, chance), chance)


def _delete(lines: Lines, chance: random.Random) -> Lines:
    at = chance.randrange(len(lines))
    return lines[:at] + lines[at + chance.randint(1, 3) :]


def _duplicate(lines: Lines, chance: random.Random) -> Lines:
    at = chance.randrange(len(lines))
    return [*lines[:at], lines[at], *lines[at:]]


def _swap(lines: Lines, chance: random.Random) -> Lines:
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines = list(lines)
    lines[one], lines[other] = lines[other], lines[one]
    return lines


def _shuffle(lines: Lines, chance: random.Random) -> Lines:
    return chance.sample(lines, len(lines))


def _insert(lines: Lines, chance: random.Random) -> Lines:
    at = chance.randrange(len(lines) + 1)
    return [*lines[:at], chance.choice(_INSERTED), *lines[at:]]


def _cut(lines: Lines, chance: random.Random) -> Lines:
    at = chance.randrange(len(lines))
    return [*lines[:at], lines[at][: chance.randint(0, len(lines[at]))], *lines[at + 1 :]]


def _join(lines: Lines, chance: random.Random) -> Lines:
    at = chance.randrange(len(lines))
    return [*lines[:at], "".join(lines[at : at + 2]), *lines[at + 2 :]]


def _end(lines: Lines, chance: random.Random) -> Lines:
    return lines[: chance.randint(1, len(lines))]


def _close_up(lines: Lines, chance: random.Random) -> Lines:
    return [line for line in lines if line.strip() or chance.random() < 0.3]


_LINE_DAMAGES: tuple[Callable[[Lines, random.Random], Lines], ...] = (
    _delete,
    _duplicate,
    _swap,
    _shuffle,
    _insert,
    _insert,
    _cut,
    _join,
    _end,
    _close_up,
)


def _strange_character(text: str, chance: random.Random) -> str:
    at = chance.randint(0, len(text))
    return text[:at] + chance.choice(_STRANGE) + text[at + chance.randint(0, 1) :]


def _encoded(text: str, chance: random.Random) -> bytes:
    if chance.random() < 0.2:
        text = unicodedata.normalize("NFD", text)
    if chance.random() < 0.2:
        text = text.replace("\n", chance.choice(("\r\n", "\r")))
    encoding = chance.choice(("utf-8",) * 6 + ("utf-8-sig", "utf-16", "utf-16-le", "cp949"))
    return text.encode(encoding, "replace")


def _damaged_bytes(data: bytes, chance: random.Random) -> bytes:
    kind = chance.random()
    at = chance.randint(0, len(data))
    if kind < 0.1:
        return data[:at]
    if kind < 0.2:
        return data[:at] + chance.randbytes(chance.randint(1, 4)) + data[at:]
    return data
