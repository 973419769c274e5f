"""Korean text: normal forms, invisible characters, counting, file encodings, particles."""

import codecs
import re
import unicodedata
from typing import NamedTuple

# The white space of JavaScript's \s, so that the counter in the browser and this one agree.
_SPACE = "\\t\\n\\v\\f\\r \\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff"
# White space, but not a space alone, which stays as it is.
_SPACES = re.compile(f"(?! (?![{_SPACE}]))[{_SPACE}]+")

_BIDI = "\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069"
_ZERO_WIDTH = "\\u200b\\u200c\\u2060\\ufeff"
_CONTROL = "\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f"
_EMOJI = (
    "\\u00a9\\u00ae\\u203c\\u2049\\u2122\\u2139\\u2194-\\u21ff\\u2300-\\u23ff\\u24c2"
    "\\u25a0-\\u27bf\\u2900-\\u297f\\u2b00-\\u2bff\\u3030\\u303d\\u3297\\u3299"
    "\\U0001f000-\\U0001faff"
)
_VARIATION = "\\ufe0e\\ufe0f"
_HIDDEN_IN_BODIES = re.compile(f"[{_BIDI}{_ZERO_WIDTH}{_CONTROL}]+")
_HIDDEN_IN_NAMES = re.compile(f"[{_BIDI}{_ZERO_WIDTH}{_CONTROL}\\u200d]+")
# A joiner is kept between two emoji, a variation selector after an emoji or before a keycap.
_STRAY_JOINER = re.compile(f"(?<![{_EMOJI}{_VARIATION}])\\u200d+|\\u200d+(?![{_EMOJI}])")
_MANY = re.compile(" {2,}")
_STRAY_VARIATION = re.compile(f"(?<![{_EMOJI}0-9#*])[{_VARIATION}]+")


def check_storable(text: str) -> None:
    """Raise ValueError, in Korean, for what no database stores: NUL and lone surrogates."""
    if "\x00" in text:
        raise ValueError("글에 저장할 수 없는 문자(NUL)가 있습니다. 지우고 다시 넣으십시오.")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ValueError("글에 깨진 문자가 있습니다. 원본에서 다시 복사해 넣으십시오.") from None


def normalise(text: str) -> str:
    """The text as NFC with LF line ends. Raises ValueError as `check_storable` does.

    Not for markup: NFC joins a ">" with a following U+0338 into one character.
    """
    check_storable(text)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", text)


def clean_name(text: str) -> str:
    """One visible line for a title, name or slug: nothing invisible, single spaces, no ends."""
    if not text:
        return text
    text = _SPACES.sub(" ", normalise(text))
    if not text.isprintable():
        text = unicodedata.normalize("NFC", _MANY.sub(" ", _HIDDEN_IN_NAMES.sub("", text)))
    return text.strip()


def strip_invisible(text: str) -> str:
    """Drop bidi controls, zero-width and control characters; keep joined emoji whole."""
    # None of what is dropped is printable but the variation selectors.
    if text.isprintable() and "\ufe0e" not in text and "\ufe0f" not in text:
        return text
    text = _HIDDEN_IN_BODIES.sub("", text)
    text = _STRAY_VARIATION.sub("", text)
    return _STRAY_JOINER.sub("", text)


class Count(NamedTuple):
    with_spaces: int
    without_spaces: int


def count_characters(text: str) -> Count:
    """Code points of the NFC text, its ends trimmed and each run of white space counted as one.

    The live counter of the article form follows the same rule in JavaScript:
    `[...text.normalize("NFC").replace(/\\s+/g, " ").trim()].length`.
    """
    line = _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip(" ")
    return Count(len(line), len(line) - line.count(" "))


def manuscript_sheets(text: str) -> float:
    """Sheets (매) of 200-character manuscript paper: characters with spaces / 200.

    One decimal, halves upwards, as `Math.round(characters / 20) / 10` in the browser.
    """
    return (count_characters(text).with_spaces + 10) // 20 / 10


def decode(data: bytes, encoding: str | None = None) -> tuple[str, str]:
    """The text of a file and the name of the codec that read it, without its byte order mark.

    With no encoding given: a byte order mark decides, then UTF-8, then UTF-16 (which shows by its
    zero bytes), then "EUC-KR", which in practice is cp949. Raises ValueError, in Korean, if
    nothing fits.
    """
    if encoding is not None:
        try:
            codecs.lookup(encoding)
            return data.decode(encoding).removeprefix("\ufeff"), encoding
        except LookupError:
            raise ValueError(f"알 수 없는 문자 인코딩입니다: {encoding}") from None
        except UnicodeError:
            raise ValueError(
                f"파일을 {encoding} 인코딩으로 읽을 수 없습니다. 다른 인코딩을 지정하십시오."
            ) from None
    for candidate in _candidates(data):
        try:
            text = data.decode(candidate)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text.removeprefix("\ufeff"), candidate
    raise ValueError("파일의 문자 인코딩을 알 수 없습니다. UTF-8이나 EUC-KR로 다시 저장하십시오.")


def _candidates(data: bytes) -> list[str]:
    if data.startswith(b"\xef\xbb\xbf"):
        return ["utf-8-sig"]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ["utf-16"]
    if b"\x00" in data:
        high_first = data[0::2].count(0) > data[1::2].count(0)
        return ["utf-16-be" if high_first else "utf-16-le"]
    if _is_damaged_utf8(data):
        return []
    return ["utf-8", "cp949"]


def _is_damaged_utf8(data: bytes) -> bool:
    """Whether a few bad bytes stand in UTF-8, which cp949 might read as nonsense."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
        hangul = sum("가" <= character <= "힣" for character in text)
        return hangul > 9 * text.count("\ufffd")
    return False


_DIGITS_WITH_FINAL = {"0": "ㅇ", "1": "ㄹ", "3": "ㅁ", "6": "ㄱ", "7": "ㄹ", "8": "ㄹ"}
_LETTERS_WITH_FINAL = {"L": "ㄹ", "M": "ㅁ", "N": "ㄴ", "R": "ㄹ"}
_RIEUL = 8


def josa(word: str, pair: str) -> str:
    """The word with the fitting particle of the pair, the one after a final consonant first.

    `josa("기자", "을/를")` is "기자를". Digits and Latin letters are read out one by one; a word
    whose sound can't be known gets both: "中을(를)".
    """
    closed, _, open_ = pair.partition("/")
    final = _final_sound(word)
    if final is None:
        both = f"({closed[: -len(open_)]}){open_}" if closed.endswith(open_) else ""
        return word + (both or f"{closed}({open_})")
    if closed == "으로" and final == "ㄹ":
        return word + open_
    return word + (closed if final else open_)


def _final_sound(word: str) -> str | None:
    """The final consonant as a letter, "" for none, None if it can't be told."""
    for character in reversed(word):
        if "가" <= character <= "힣":
            final = (ord(character) - ord("가")) % 28
            if not final:
                return ""
            return "ㄹ" if final == _RIEUL else "ㅇ"
        if character in "0123456789":
            return _DIGITS_WITH_FINAL.get(character, "")
        if "A" <= character.upper() <= "Z":
            return _LETTERS_WITH_FINAL.get(character.upper(), "")
        if character.isalnum():
            return None
    return None
