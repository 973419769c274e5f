"""Initial consonants (초성), which people type for a name instead of all of it."""

import re

# In the order in which Unicode counts syllables.
_INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_FIRST, _LAST = ord("가"), ord("힣")
_SYLLABLES_OF_ONE = 21 * 28
# Some input methods join what is typed quickly; no syllable begins with these.
_SPREAD = str.maketrans(
    dict(
        zip(
            "ㄳㄵㄶㄺㄻㄼㄽㄾㄿㅀㅄ",
            (
                "ㄱㅅ",
                "ㄴㅈ",
                "ㄴㅎ",
                "ㄹㄱ",
                "ㄹㅁ",
                "ㄹㅂ",
                "ㄹㅅ",
                "ㄹㅌ",
                "ㄹㅍ",
                "ㄹㅎ",
                "ㅂㅅ",
            ),
            strict=True,
        )
    )
)
_ONLY_INITIALS = re.compile(f"[{_INITIALS}]{{2,}}")


def initials(text: str) -> str:
    """Of each syllable (NFC) its initial consonant; everything else as it is, so the length too."""
    return "".join(
        _INITIALS[(ord(letter) - _FIRST) // _SYLLABLES_OF_ONE]
        if _FIRST <= ord(letter) <= _LAST
        else letter
        for letter in text
    )


def is_initials(text: str) -> bool:
    """Whether it is two initial consonants or more and nothing else, those counted apart that an
    input method joined. What was meant as English (ㅎㅅㅌ, gtx) can't be told from them."""
    return _ONLY_INITIALS.fullmatch(spread_initials(text)) is not None


def spread_initials(text: str) -> str:
    """Joined consonants taken apart: ㄳ is ㄱㅅ. Double ones (ㄲ) are one."""
    return text.translate(_SPREAD)
