"""The figures of judged queries, calculated by hand."""

from dataclasses import dataclass

import pytest

from bench.search_quality import by_kind, figures, measure, misses, table

pytestmark = pytest.mark.any_database


@dataclass(frozen=True)
class Query:
    text: str
    answers: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()
    kind: str = "words"


def told(query: Query, *found: str) -> tuple[float, float, float]:
    one = figures(measure([query], lambda text: found))
    return one.precision, one.recall, one.mrr


def test_it_finds_all_and_nothing_else() -> None:
    assert told(Query("체결", ("a", "b")), "b", "a") == (1, 1, 1)


def test_what_is_wrong_costs_precision_and_rank() -> None:
    assert told(Query("체결", ("a", "b")), "x", "y", "a", "b") == pytest.approx((0.5, 1, 1 / 3))


def test_what_is_missing_costs_recall() -> None:
    assert told(Query("체결", ("a", "b", "c", "d")), "a") == (1, 0.25, 1)


def test_finding_nothing_where_something_is_expected_is_worth_nothing() -> None:
    assert told(Query("체결", ("a",))) == (0, 0, 0)


def test_finding_nothing_but_wrong_ones_is_worth_nothing() -> None:
    assert told(Query("체결", ("a",)), "x") == (0, 0, 0)


def test_where_nothing_is_expected_only_nothing_is_right() -> None:
    assert told(Query("비트코인")) == (1, 1, 1)
    assert told(Query("비트코인"), "x") == (0, 1, 0)


def test_doubtful_results_count_neither_way_nor_in_the_rank() -> None:
    query = Query("예산 삭감", ("a",), doubtful=("d",))
    assert told(query, "d", "a") == (1, 1, 1)
    assert told(query, "a") == (1, 1, 1)
    assert told(Query("없음", doubtful=("d",)), "d") == (1, 1, 1)


def test_an_id_found_twice_counts_once() -> None:
    assert told(Query("체결", ("a",)), "x", "x", "a") == (0.5, 1, 0.5)


def test_only_the_first_hundred_results_are_looked_at() -> None:
    wrong = [f"x{number}" for number in range(100)]
    assert told(Query("체결", ("a",)), *wrong, "a") == (0, 0, 0)
    assert told(Query("체결", ("a",)), *wrong[:99], "a") == pytest.approx((0.01, 1, 0.01))


def test_each_query_weighs_the_same() -> None:
    answered = {"체결": ["a", "x"], "각서": ["b"], "ㅊㄱ": []}
    queries = [
        Query("체결", ("a",)),
        Query("각서", ("b", "c", "d", "e")),
        Query("ㅊㄱ", ("a",), kind="initials"),
    ]
    outcomes = measure(queries, lambda text: answered[text])
    kinds = by_kind(outcomes)
    assert list(kinds) == ["words", "initials"]
    assert (kinds["words"].precision, kinds["words"].recall) == (0.75, 0.625)
    assert (kinds["initials"].queries, kinds["initials"].precision) == (1, 0)
    whole = figures(outcomes)
    assert (whole.queries, whole.precision) == (3, 0.5)
    assert whole.recall == pytest.approx(1.25 / 3)
    assert whole.mrr == pytest.approx(2 / 3)


def test_the_table_is_aligned_and_ends_with_all() -> None:
    queries = [Query("체결", ("a",)), Query("ㅊㄱ", ("a",), kind="initials")]
    lines = table(measure(queries, lambda text: ["a"] if text == "체결" else [])).splitlines()
    assert [line.split() for line in lines] == [
        ["kind", "queries", "precision", "recall", "MRR"],
        ["words", "1", "1.000", "1.000", "1.000"],
        ["initials", "1", "0.000", "0.000", "0.000"],
        ["all", "2", "0.500", "0.500", "0.500"],
    ]
    assert len({len(line) for line in lines}) == 1


def test_misses_name_what_is_too_much_and_what_is_missing() -> None:
    queries = [Query("체결", ("a", "b")), Query("각서", ("x",))]
    assert misses(measure(queries, lambda text: ["x"])) == ["words [체결] +x -a -b"]
