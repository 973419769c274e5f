"""The spans of weeks in which PostgreSQL is asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.index.postgres import _TERM, _spans

pytestmark = pytest.mark.any_database


@given(st.integers(0, 5_000))
def test_they_follow_one_another_without_a_gap(newest: int) -> None:
    expected = newest
    for lexemes, first in _spans(newest):
        for lexeme in reversed(lexemes):
            assert lexeme[:2] in {"=w", "=t"}
            number = int(lexeme[2:])
            if lexeme.startswith("=w"):
                assert number == expected
                expected -= 1
            else:
                assert number * _TERM + _TERM - 1 == expected
                expected -= _TERM
        assert first == expected + 1
    assert expected < newest - 15 * _TERM
