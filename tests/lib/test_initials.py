"""Initial consonants."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.lib.initials import initials, is_initials, spread_initials

pytestmark = pytest.mark.any_database


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("과기정통부", "ㄱㄱㅈㅌㅂ"),
        ("떡볶이 뻥튀기", "ㄸㅂㅇ ㅃㅌㄱ"),
        ("가까나다따라마바빠사싸아자짜차카타파하", "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"),
        ("힣", "ㅎ"),
        ("K팝 2026·봄", "Kㅍ 2026·ㅂ"),
        ("ㄳ 中 ㅏ", "ㄳ 中 ㅏ"),
        ("", ""),
    ],
)
def test_initials_of_syllables_only(text: str, expected: str) -> None:
    assert initials(text) == expected


@pytest.mark.parametrize("text", ["ㄱㄱㅈㅌㅂ", "ㄱㅅ", "ㄳ", "ㅃㄸ", "ㄱㅄㅇ", "ㅋㅋㅋ", "ㅎㅅㅌ"])
def test_two_consonants_or_more_are_initials(text: str) -> None:
    assert is_initials(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ㄱ",
        "ㄲ",
        "ㅏㅏ",
        "ㄱㅏ",
        "ㄱ ㄱ",
        "ㄱㄱ ",
        "ㄱㄱ\n",
        "가ㄱㄱ",
        "ㄱㄱ1",
        "rr",
        "\u1100\u1100",
        "中",
    ],
)
def test_nothing_else_is(text: str) -> None:
    assert not is_initials(text)


def test_joined_consonants_are_taken_apart() -> None:
    assert (
        spread_initials("ㄳㄵㄶㄺㄻㄼㄽㄾㄿㅀㅄ") == "ㄱㅅㄴㅈㄴㅎㄹㄱㄹㅁㄹㅂㄹㅅㄹㅌㄹㅍㄹㅎㅂㅅ"
    )
    assert spread_initials("ㄲㄸㅃㅆㅉ 값 ㅘ a") == "ㄲㄸㅃㅆㅉ 값 ㅘ a"


@given(st.text())
@settings(max_examples=200, deadline=None)
def test_places_stay(text: str) -> None:
    found = initials(text)
    assert len(found) == len(text)
    assert initials(found) == found


@given(st.text(st.characters(min_codepoint=ord("가"), max_codepoint=ord("힣")), min_size=2))
@settings(max_examples=200, deadline=None)
def test_initials_of_words_are_initials(word: str) -> None:
    assert is_initials(initials(word))
    assert spread_initials(initials(word)) == initials(word)
