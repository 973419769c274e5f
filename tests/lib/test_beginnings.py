import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.lib.beginnings import beginnings

pytestmark = pytest.mark.any_database


def begins(word: str, typed: str) -> bool:
    return any(low <= word < high for low, high in beginnings(typed))


@pytest.mark.parametrize(
    "typed", ["ㄷ", "도", "돗", "도서", "도석", "도서ㄱ", "도서고", "도서과", "도서관"]
)
def test_every_step_on_the_way_to_a_word_is_its_beginning(typed: str) -> None:
    assert begins("도서관", typed)


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        *[(typed, "닭") for typed in ("ㄷ", "다", "달", "닭")],
        *[("닭", word) for word in ("달걀", "닭고기")],
        *[("앉", "안주"), ("넋", "넉살"), ("없", "업소"), ("각", "갃"), ("바깎", "바까꾸")],
    ],
)
def test_a_double_final_comes_and_its_second_goes(typed: str, word: str) -> None:
    assert begins(word, typed)


@pytest.mark.parametrize(
    ("typed", "word"), [("닭", "다가"), ("닭", "달나라"), ("닭", "달"), ("닭", "닮"), ("달", "담")]
)
def test_but_the_first_stays(typed: str, word: str) -> None:
    assert not begins(word, typed)


@pytest.mark.parametrize("typed", ["ㄴ", "두", "도소", "도서괸", "도서관이", "독", "서", "a"])
def test_what_leads_elsewhere_is_not(typed: str) -> None:
    assert not begins("도서관", typed)


def test_letters_and_the_end_of_the_syllables() -> None:
    assert begins("mou", "mo")
    assert begins("힣", "히")
    assert begins("힣", "힣")
    assert not begins("도서관", "")


@given(st.text(max_size=8))
def test_a_text_is_its_own_beginning(text: str) -> None:
    """But for consonants, which are no beginnings of themselves alone."""
    if text and not "ㄱ" <= text[-1] <= "ㅎ":
        assert begins(text, text)
