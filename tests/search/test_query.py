import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.index import postgres, sqlite
from search.query import LONGEST, MOST_TERMS, Chain, Phrase, Piece, Where, parse

pytestmark = pytest.mark.any_database


def typed(query: str) -> tuple[list[str], list[str]]:
    found = parse(query)
    return [term.typed for term in found.terms], [term.typed for term in found.excluded]


@pytest.mark.parametrize(
    ("query", "terms", "excluded"),
    [
        ("반도체 클러스터", ["반도체", "클러스터"], []),
        ("체육관 -수영장", ["체육관"], ["수영장"]),
        ('"양해각서를 체결" 지사', ["양해각서를 체결", "지사"], []),
        ("“양해각서를 체결” −지사", ["양해각서를 체결"], ["지사"]),
        ('체육관 -"수영장 공사"', ["체육관"], ["수영장 공사"]),
        ('"닫지 않은 따옴표', ["닫지 않은 따옴표"], []),
        ("2만 원 상품권", ["2만 원", "상품권"], []),
        ("한-미 -일본", ["한-미"], ["일본"]),
        ("… ! ,", [], []),
        ("-", [], []),
        ("", [], []),
    ],
)
def test_words_phrases_and_what_is_left_out(
    query: str, terms: list[str], excluded: list[str]
) -> None:
    assert typed(query) == (terms, excluded)


def test_a_phrase_is_nothing_but_its_morphemes_in_order() -> None:
    (term,) = parse('"양해각서를 체결"').terms
    assert term.alternatives == (Phrase(("양해", "각서", "체결")),)


def test_syllables_in_one_word_are_not_looked_for_apart() -> None:
    asked = {typed: parse(typed).terms[0].alternatives for typed in ("한일", "소상공인", "다음달")}
    assert Chain(("한일",)) in asked["한일"]
    assert Chain(("소상", "상공인")) in asked["소상공인"]
    assert Chain(("다음달",)) in asked["다음달"]
    assert Phrase(("한", "일")) not in asked["한일"]
    (term,) = parse("보건복지부").terms
    assert Chain(("복지부",), Phrase(("보건", "복지", "부"))) in term.alternatives
    (term,) = parse("인공지능").terms
    assert Phrase(("인공", "지능")) in term.alternatives


def test_words_side_by_side_may_stand_in_one() -> None:
    first, second = parse("과기 정통부").terms
    assert Piece("과기정통부") in first.alternatives
    assert Piece("과기정통부") in second.alternatives


def test_other_meanings_are_asked_for_several_words_at_once() -> None:
    asked: list[str] = []

    def meanings(key: str) -> list[str]:
        asked.append(key)
        return ["엘엔지"] if key == "액화천연가스" else []

    first, second = parse("액화 천연가스", meanings).terms
    assert {"액화", "천연가스", "액화천연가스"} <= set(asked)
    assert Piece("엘엔지") in first.alternatives
    assert Piece("엘엔지") in second.alternatives


def test_a_word_of_the_texts_own_is_no_other_for_it() -> None:
    (term,) = parse("수달").terms
    assert set(term.alternatives) == {Phrase(("수달",)), Piece("수달")}


@given(st.text(max_size=LONGEST * 2))
def test_whatever_is_typed_is_a_query(text: str) -> None:
    query = parse(text)
    assert len(query.terms) <= MOST_TERMS
    for where in Where:
        assert postgres.expression(query.only(where))
        assert sqlite.expression(query.only(where))
