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
    "갲갳갷갼걄걈걋걍걏겣귬낵냏냔냘냜냠냣냧냨냩냫넫넴녈녿놰놱놳뇃뇆뇬늗닏댜댝댠댤댷덷뎀뎌뎍뎓뎣뎧됀됸됻둗둣둪둫듁듗랯랴랼럇럋럍렼륻릐먀먗멛묜뭏뮧"
    "뮨뮻믇밎밓볃볌븜샋샟샣샻솓쇅슪앧앶앷앸앻얃얏얓얔얗엦읻쟂쟈쟛졷죻줖찯찿챂챞챠챡챧챳챵챻쳄쳑쳔쳣촏쵀쵁쵄쵱츔칟캦쿄툫튿틔틘팾팿퍄퍅퍈퍋퍙퍛펨픋"
    "햐햗햠햣햪혇훋힏"
)
# What is left: words of English whose keys give Korean syllables all the same.
_ENGLISH = frozenset((
    "absorb alarm also amend anti auto chaos chapel clans clap clark clash clay coral corn corp "
    "curl dirty dish disk disks django down downs dual duel duels dutch entity flake flash "
    "flask flasks flavor forgot fork forks form formal forms forth fortify fury goal goals goto "
    "guam guru quake quantity russian shark sharp sharpen shelf sigh sigma sign signal signals "
    "signs slack slash slept snake snap soap sock socks spam span spans spend such sudan "
    "suspend than them theme then theorem theory thorn throttle tick tidy title today todo togo "
    "tornado total totals totem turks turn turns when widen width work works worry worth"
).split())
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

    Every word in Latin letters has to come out as whole syllables that are in use (those of KS X
    1001, without its strange ones), and one of them as two or more, for sns would be 눈 and dna
    움. A word in capitals is English, unless it is too long for an acronym: then Caps Lock was
    on. Of 40,000 words and names out of English texts about programs 250 still give something, of
    330,000 Korean nouns 0.3 % nothing: prefer what was typed where it is found.
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
    """ "" if the letters don't come out as whole syllables in use."""
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
    if not _STRANGE.isdisjoint(syllables):
        return False
    try:
        syllables.encode("euc_kr")
    except UnicodeEncodeError:
        return False
    return True


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
