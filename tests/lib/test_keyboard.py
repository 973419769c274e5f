"""The Korean keyboard on or off by mistake."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.lib.keyboard import hangul_of_keys, jamo_of, keys_of_hangul

pytestmark = pytest.mark.any_database


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("rhksrhkd", "관광"),
        ("rhkrlwjdxhdqn", "과기정통부"),
        ("dmldnjs", "의원"),
        ("cnlwhl", "취죄"),
        ("rkqtdl", "값이"),
        ("rkqtmf", "갑슬"),
        ("dlfrrh", "읽고"),
        ("tkfka", "사람"),
        ("Rhcthddl", "꽃송이"),
        ("goTdj", "했어"),
        ("dhQk", "오빠"),
        ("dOrl", "얘기"),
        ("QKfrks", "빨간"),
        ("qksehcp tncnf", "반도체 수출"),
        ("2aksdnjs rlqn", "2만원 기부"),
        ("‘rhksrhkd’ 산업", "‘관광’ 산업"),
        ("RHKSRHKD", "관광"),
    ],
)
def test_keys_of_korean_words_are_korean(typed: str, meant: str) -> None:
    assert hangul_of_keys(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        *("MOU", "GTX", "OECD", "SNS", "DNA", "WHO", "TODO", "samsung", "korea", "apple", "gdp"),
        # One syllable could be too much: 눈, 움, 응, 쏟.
        *("sns", "dna", "dmd", "The", "sk so", "anf rkqt"),
        # Whole syllables, but hardly Korean ones: 채퍙, 야누됴, 야햣미.
        *("covid", "disney", "digital", "query", "video"),
        # Words whose keys are Korean syllables: 재가, 해미, 조두.
        *("work", "goal", "When", "the world"),
        # A final consonant that there isn't, a vowel too many, no vowel.
        *("rkE", "rhkkrk", "rkr rrr", "k", "r", "hk"),
        # One word of two is English.
        "rhksrhkd samsung",
        *("", " ", "123", "관광", "ㄱㄱㅈ", "旅行", "\0", "é"),
    ],
)
def test_what_is_not_korean_stays(typed: str) -> None:
    assert hangul_of_keys(typed) is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ㅡㅐㅕ", "mou"),
        ("ㅎㅅㅌ", "gtx"),
        ("ㅐㄷㅊㅇ", "oecd"),
        ("냐", "si"),
        ("좨", "who"),
        ("읔", "dmz"),
        ("ㅎ대", "geo"),
        ("ㄳ", "rt"),
        ("ㅘㅢ", "hkml"),
        ("ㅃㅒ", "qo"),
        ("값", "rkqt"),
        ("ㅎㅅㅌ-ㅁ 노선", "gtx-a shtjs"),
        ("MOU ㅡㅐㅕ", "mou mou"),
    ],
)
def test_hangul_of_english_words_is_english(typed: str, meant: str) -> None:
    assert keys_of_hangul(typed) == meant


@pytest.mark.parametrize("typed", ["", "MOU", "5G", "旅行", "\0", "é"])
def test_without_hangul_no_key_was_wrong(typed: str) -> None:
    assert keys_of_hangul(typed) is None


@pytest.mark.parametrize(
    ("text", "jamo"),
    [("값", "ㄱㅏㅂㅅ"), ("꽤", "ㄲㅗㅐ"), ("힣a1 ", "ㅎㅣㅎa1 "), ("ㄳㅢ", "ㄱㅅㅡㅣ")],
)
def test_jamo_are_what_is_pressed(text: str, jamo: str) -> None:
    assert jamo_of(text) == jamo


SYLLABLES = [chr(code) for code in range(ord("가"), ord("힣") + 1)]
SHIFTED = dict(zip("ㅃㅉㄸㄲㅆㅒㅖ", "QWERTOP", strict=True))


def pressed(text: str) -> str:
    return "".join(SHIFTED.get(jamo) or keys_of_hangul(jamo) or jamo for jamo in jamo_of(text))


@given(st.text(st.sampled_from(SYLLABLES), min_size=2))
@settings(max_examples=300, deadline=None)
def test_whole_syllables_come_back_or_nothing_does(text: str) -> None:
    assert hangul_of_keys(pressed(text)) in (text, None)


def test_words_of_the_news_come_back() -> None:
    words = [
        "체결",
        "챔피언",
        "펭귄",
        "쌍둥이",
        "앉은뱅이",
        "넓히다",
        "핥다",
        "읊조리다",
        "않는",
        "닭고기",
        "의왕",
        "뷔페",
        "웬만큼",
    ]
    assert [hangul_of_keys(pressed(word)) for word in words] == words


@given(st.text())
@settings(max_examples=300, deadline=None)
def test_no_text_is_an_error(text: str) -> None:
    meant = hangul_of_keys(text)
    assert meant is None or (meant != text and len(meant) < len(text))
    keys = keys_of_hangul(text)
    assert keys is None or keys != text


@pytest.mark.parametrize("letters", ["r", "k", "rk", "rt", "rkrt", "hk", "RK", "zz "])
def test_long_runs_are_read_once(letters: str) -> None:
    for text in (letters * 100_000, letters * 100_000 + "k", "가" * 100_000):
        hangul_of_keys(text)
        keys_of_hangul(text)
