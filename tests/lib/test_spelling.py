"""The word that was probably meant."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.lib.keyboard import jamo_of
from newsroom.lib.spelling import nearest

pytestmark = pytest.mark.any_database

TAGS = [
    *(
        "관광",
        "체결",
        "반도체",
        "인공지능",
        "과기정통부",
        "양해각서",
        "스마트팜",
        "중대재해",
        "Samsung",
    ),
    *("물", "도로", "인공 눈", "가까이"),
]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("관강", "관광"),
        ("반도채", "반도체"),
        ("인공지눙", "인공지능"),
        ("과기정통", "과기정통부"),
        ("과기정보통부", "과기정통부"),
        ("양헤각서", "양해각서"),
        # Two keys exchanged: ㅅㅡㅁㅏ, ㅅㅡㅏㅁ.
        ("스ㅏㅁ트팜", "스마트팜"),
        ("중대재헤", "중대재해"),
        ("samsumg", "Samsung"),
        ("가가이", "가까이"),
        ("dls인공지능", "인공지능"),
    ],
)
def test_a_slip_of_the_keys_is_mended(typed: str, meant: str) -> None:
    assert nearest(typed, TAGS) == meant


@pytest.mark.parametrize(
    "typed",
    [
        # The word itself.
        *("관광", " 관 광", "인공눈", "SAMSUNG"),
        # Too short to tell.
        *("", " ", "물", "물", "도", "ㄷ"),
        # Too far.
        *("축구", "관객수", "인공위성", "과기처", "apple", "가나다라마바사"),
        "관강" * 1_000,
    ],
)
def test_nothing_is_proposed_that_was_not_meant(typed: str) -> None:
    assert nearest(typed, TAGS) is None


def test_the_nearest_is_proposed_and_of_several_the_first() -> None:
    assert nearest("관강객", ["관람객", "관광객"]) == "관광객"
    assert nearest("대정시청", ["대전시청", "대성시청"]) == "대전시청"
    assert nearest("대정시청", ["대성시청", "대전시청"]) == "대성시청"


def test_the_limit_lets_no_more_pass() -> None:
    assert nearest("과기정보통부", TAGS, limit=2) == "과기정통부"
    assert nearest("과기정보통부", TAGS, limit=1) is None
    assert nearest("관강", TAGS, limit=0) is None


def test_no_candidates_no_proposal() -> None:
    assert nearest("관강", []) is None
    assert nearest("관강", iter(["", "ㄱ", "\0"])) is None


def edits(first: str, second: str) -> int:
    """The same, as it is defined."""
    if not first or not second:
        return len(first) + len(second)
    same = edits(first[:-1], second[:-1]) + (first[-1] != second[-1])
    least = min(same, edits(first[:-1], second) + 1, edits(first, second[:-1]) + 1)
    if first[-2:] == second[-2:][::-1] and len(first) > 1:
        least = min(least, edits(first[:-2], second[:-2]) + 1)
    return least


SHORT = st.text(st.sampled_from("가각나낙ㄱㄴa"), max_size=3).filter(
    lambda text: len(jamo_of(text)) < 7
)


@given(SHORT, st.lists(SHORT, max_size=4))
@settings(max_examples=100, deadline=None)
def test_it_is_the_nearest_by_definition(word: str, candidates: list[str]) -> None:
    typed = jamo_of(word)
    away = [(edits(typed, jamo_of(other)), place) for place, other in enumerate(candidates)]
    near = [found for found in away if 0 < found[0] <= min(3, len(typed) // 4)]
    assert nearest(word, candidates) == (candidates[min(near)[1]] if near else None)


@given(st.text(), st.lists(st.text(), max_size=5))
@settings(max_examples=200, deadline=None)
def test_no_text_is_an_error(word: str, candidates: list[str]) -> None:
    assert nearest(word, candidates) in (None, *candidates)
