"""The Korean keyboard (두벌식, KS X 5002): what was meant where it was on, or off, by mistake.

Hangul in, Hangul out is NFC; letters of other scripts, digits and signs stay as they are.
"""

import re

# fmt: off
_JAMO_OF_KEY = dict(zip(
    "qwertyuiopasdfghjklzxcvbnmQWERTOP",
    "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡㅃㅉㄸㄲㅆㅒㅖ",
    strict=True,
))
# In the order in which Unicode counts syllables.
_INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_VOWELS = (
    "ㅏ", "ㅐ", "ㅑ", "ㅒ", "ㅓ", "ㅔ", "ㅕ", "ㅖ", "ㅗ", "ㅗㅏ", "ㅗㅐ", "ㅗㅣ", "ㅛ", "ㅜ", "ㅜㅓ", "ㅜㅔ", "ㅜㅣ",
    "ㅠ", "ㅡ", "ㅡㅣ", "ㅣ",
)
_FINALS = (
    "", "ㄱ", "ㄲ", "ㄱㅅ", "ㄴ", "ㄴㅈ", "ㄴㅎ", "ㄷ", "ㄹ", "ㄹㄱ", "ㄹㅁ", "ㄹㅂ", "ㄹㅅ", "ㄹㅌ", "ㄹㅍ", "ㄹㅎ",
    "ㅁ", "ㅂ", "ㅂㅅ", "ㅅ", "ㅆ", "ㅇ", "ㅈ", "ㅊ", "ㅋ", "ㅌ", "ㅍ", "ㅎ",
)
_TYPED_IN_TWO = dict(zip(
    "ㅘㅙㅚㅝㅞㅟㅢㄳㄵㄶㄺㄻㄼㄽㄾㄿㅀㅄ",
    (*(vowel for vowel in _VOWELS if len(vowel) > 1), *(end for end in _FINALS if len(end) > 1)),
    strict=True,
))
# fmt: on
_FIRST, _LAST = ord("가"), ord("힣")
_KEY_OF_JAMO = {jamo: key.lower() for key, jamo in _JAMO_OF_KEY.items()}

_LETTERS = re.compile("[A-Za-z]+")
_LONGEST_ACRONYM = 5
# fmt: off
# Syllables of KS X 1001 that English gives by the keys and Korean hardly has.
_STRANGE = frozenset(
    "갼걋걍냔냘냠넴녈뇬댜뎀뎌랴럇먀묜뭏뮨븜얏얗쟈챠챵쳄쳔쵱츔칟쿄틔틘퍄퍅펨햐"
)
# What is left: words of English whose keys give Korean syllables all the same.
_WORDS = (
    "absorb alarm also amend anti augment authority auto chaos chapel clans clap clark clash "
    "clay cocoa coral corn corp curl dirty dish disk disks disney django down downs dual duck "
    "duel duels dutch element enchant entity entry flake flash flask flasks flavor forgot fork "
    "forks form formal forms forth fortify fury goal goals goto guam guru quake quantity rich "
    "right risk risks russian shake shark sharp sharpen shelf sigh sigma sign signal signals "
    "signs slack slash slept snake snap soap sock socks sorry spam span spans spend spent such "
    "sudan suspend than them theme then theorem theory they thorn throttle tick tidy title "
    "today todo tornado total totals totem turks turn turns turtle tutorial when widen width "
    "work works world worry worth"
)
_ENGLISH = frozenset(_WORDS.split())
# fmt: on
# A consonant that a vowel follows begins the next syllable; of one that can't be a final, too.
_SYLLABLE = re.compile(
    f"([{_INITIALS}])"
    f"({'|'.join(sorted(_VOWELS, key=len, reverse=True))})"
    f"({'|'.join(sorted(_FINALS, key=len, reverse=True))})"
    f"(?=$|[{_INITIALS}](?:{'|'.join(_VOWELS)}))"
)


def hangul_of_keys(text: str) -> str | None:
    """What the keys give with the Korean keyboard on: rhksrhkd is 관광. None where that is not
    Korean, or English as well: MOU, samsung, sns.

    Every word in Latin letters has to come out as whole syllables that are in use (the 2,350 of
    KS X 1001 without some strange ones), and one of them as two or more, for sns would be 눈 and
    dna 움. A word in capitals is English, unless it is too long for an acronym: then Caps Lock
    was on. Of 40,000 words and names out of English texts about programs 240 still give
    something, of 230,000 Korean nouns 3 in 1,000 nothing: prefer what was typed where it is found.
    """
    most = 0
    pieces: list[str] = []
    end = 0
    for letters in _LETTERS.finditer(text):
        syllables = _syllables(letters.group())
        if not syllables:
            return None
        most = max(most, len(syllables))
        pieces += text[end : letters.start()], syllables
        end = letters.end()
    if most < 2:
        return None
    return "".join(pieces) + text[end:]


def _syllables(letters: str) -> str:
    """Empty if the letters don't come out as whole syllables in use."""
    if letters.isupper():
        if len(letters) <= _LONGEST_ACRONYM:
            return ""
        letters = letters.lower()
    if letters.lower() in _ENGLISH:
        return ""
    jamo = "".join(_JAMO_OF_KEY.get(key) or _JAMO_OF_KEY[key.lower()] for key in letters)
    syllables: list[str] = []
    end = 0
    while end < len(jamo):
        found = _SYLLABLE.match(jamo, end)
        if found is None:
            return ""
        syllables.append(_syllable(*found.groups()))
        end = found.end()
    whole = "".join(syllables)
    return whole if _are_in_use(whole) else ""


def _syllable(initial: str, vowel: str, final: str) -> str:
    place = _INITIALS.index(initial) * len(_VOWELS) + _VOWELS.index(vowel)
    return chr(_FIRST + place * len(_FINALS) + _FINALS.index(final))


def _are_in_use(syllables: str) -> bool:
    # The codec spells out in eight bytes what KS X 1001 has no two for.
    is_common = len(syllables.encode("euc_kr")) == 2 * len(syllables)
    return is_common and _STRANGE.isdisjoint(syllables)


def jamo_of(text: str) -> str:
    """Its syllables and letters as the keys that are pressed for them, one jamo each: 값 is ㄱㅏㅂㅅ.
    Double consonants, ㅒ and ㅖ, which are pressed at once, stay."""
    return "".join(map(_taken_apart, text))


def _taken_apart(character: str) -> str:
    code = ord(character)
    if not _FIRST <= code <= _LAST:
        return _TYPED_IN_TWO.get(character, character)
    place, final = divmod(code - _FIRST, len(_FINALS))
    initial, vowel = divmod(place, len(_VOWELS))
    return _INITIALS[initial] + _VOWELS[vowel] + _FINALS[final]


def keys_of_hangul(text: str) -> str | None:
    """The Latin letters of the keys pressed, in lower case: ㅡㅐㅕ is mou, 냐 is si. None where
    there is no Hangul. Whether the letters mean anything is not known here."""
    jamo = jamo_of(text)
    keys = "".join(_KEY_OF_JAMO.get(character, character) for character in jamo)
    return None if keys == jamo else keys.lower()
