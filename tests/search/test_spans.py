"""The spans of weeks in which PostgreSQL is asked."""

from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.index.postgres import _TERM, Span, _long_spans, _spans

pytestmark = pytest.mark.any_database


@pytest.mark.parametrize("spans", [_spans, _long_spans])
@given(newest=st.integers(0, 5_000))
def test_they_follow_one_another_without_a_gap(
    spans: Callable[[int], Iterator[Span]], newest: int
) -> None:
    expected = newest
    for lexemes, first in spans(newest):
        for lexeme in sorted(lexemes, reverse=True, key=_last_week):
            assert lexeme[:2] in {"=w", "=t"}
            number = int(lexeme[2:])
            if lexeme.startswith("=w"):
                assert number == expected
                expected -= 1
            else:
                assert number * _TERM + _TERM - 1 == expected
                expected -= _TERM
        assert first == expected + 1
    assert expected < newest - 11 * _TERM


def _last_week(lexeme: str) -> int:
    number = int(lexeme[2:])
    return number if lexeme.startswith("=w") else number * _TERM + _TERM - 1
