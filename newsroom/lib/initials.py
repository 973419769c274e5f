"""초성: the first consonants by which people look words up."""

_INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_FIRST, _LAST = "가", "힣"
_SYLLABLES_OF_AN_INITIAL = 21 * 28
# Two consonants that some keyboards put into one letter: ㄱㅅ typed quickly is ㄳ.
_TYPED_IN_TWO = str.maketrans({
    "ㄳ": "ㄱㅅ", "ㄵ": "ㄴㅈ", "ㄶ": "ㄴㅎ", "ㄺ": "ㄹㄱ", "ㄻ": "ㄹㅁ", "ㄼ": "ㄹㅂ",
    "ㄽ": "ㄹㅅ", "ㄾ": "ㄹㅌ", "ㄿ": "ㄹㅍ", "ㅀ": "ㄹㅎ", "ㅄ": "ㅂㅅ",
})  # fmt: skip


def initials(text: str) -> str:
    """The first consonant of every syllable; all else as it is: 과기정통부 is ㄱㄱㅈㅌㅂ."""
    return "".join(
        _INITIALS[(ord(one) - ord(_FIRST)) // _SYLLABLES_OF_AN_INITIAL]
        if _FIRST <= one <= _LAST
        else one
        for one in text
    )


def spread_initials(text: str) -> str:
    """Consonants one by one that a keyboard has joined."""
    return text.translate(_TYPED_IN_TWO)


def is_initials(text: str) -> bool:
    """Two consonants or more, and nothing else."""
    spread = spread_initials(text)
    return len(spread) > 1 and all(one in _INITIALS for one in spread)
