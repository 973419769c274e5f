"""What a word may become whose last syllable is still being typed."""

from newsroom.lib.initials import spread_initials

_FIRST, _LAST = ord("가"), ord("힣")
_FINALS = 28
_OF_AN_INITIAL = 21 * _FINALS
_INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
# Final consonants in the order of Unicode.
_FINAL_LETTERS = (
    *("", "ㄱ", "ㄲ", "ㄳ", "ㄴ", "ㄵ", "ㄶ", "ㄷ", "ㄹ", "ㄺ", "ㄻ", "ㄼ", "ㄽ", "ㄾ", "ㄿ", "ㅀ", "ㅁ", "ㅂ", "ㅄ"),
    *("ㅅ", "ㅆ", "ㅇ", "ㅈ", "ㅊ", "ㅋ", "ㅌ", "ㅍ", "ㅎ"),
)  # fmt: skip
# How many finals from one on it may become, itself included: ㄱ also ㄲ and ㄳ, ㄹ also ㄺ to ㅀ.
_FINALS_BEHIND = {"ㄱ": 3, "ㄴ": 3, "ㄹ": 8, "ㅂ": 2}
# The letter after the last of all.
_END = "\U0010ffff"


def beginnings(text: str) -> list[tuple[str, str]]:
    """Ranges in code point order, from the first string up to but without the second, of what
    begins with the text: 도서ㄱ and 도석 may become 도서관, 도서고 as well, and 닭 달걀. NFC; empty for
    no text."""
    if not text:
        return []
    rest, last = text[:-1], text[-1]
    if last in _INITIALS:
        return [_with_initial(rest, last)]
    code = ord(last)
    if not _FIRST <= code <= _LAST:
        return [(text, text + _END)]
    final = (code - _FIRST) % _FINALS
    if final == 0:
        # 도서고: the final is to come, and a second vowel may (고 to 과 and 괘).
        return [(text, rest + chr(code + _vowels_behind(code) * _FINALS))]
    letter = _FINAL_LETTERS[final]
    # Of one typed as two, the first stays.
    letters = spread_initials(letter)
    stays = _FINAL_LETTERS.index(letters[:-1])
    return [
        (text, rest + chr(code + _FINALS_BEHIND.get(letter, 1) - 1) + _END),
        _with_initial(rest + chr(code - final + stays), letters[-1]),
    ]


def _with_initial(rest: str, letter: str) -> tuple[str, str]:
    first = _FIRST + _INITIALS.index(letter) * _OF_AN_INITIAL
    return rest + chr(first), rest + chr(first + _OF_AN_INITIAL)


def _vowels_behind(code: int) -> int:
    """How many more vowels in Unicode's order one may become, itself included: ㅗ (8) to ㅘㅙㅚ,
    ㅜ (13) to ㅝㅞㅟ, ㅡ (18) to ㅢ."""
    vowel = (code - _FIRST) % _OF_AN_INITIAL // _FINALS
    return {8: 4, 13: 4, 18: 2}.get(vowel, 1)
