"""The spans of weeks in which PostgreSQL is asked."""

from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.documents import Source, document
from search.index.postgres import (
    _MONDAY,
    _TERM,
    _WEEK,
    Span,
    _ahead,
    _long_spans,
    _spans,
    vector,
)

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


@given(first=st.integers(0, 5_100), week=st.integers(0, 8_000))
def test_whatever_is_to_come_stands_ahead(first: int, week: int) -> None:
    story = document(Source(1, _MONDAY + week * _WEEK, "", "", ()))
    assert any(lexeme in vector(story).split() for lexeme in _ahead(first)) == (week >= first)


def _last_week(lexeme: str) -> int:
    number = int(lexeme[2:])
    return number if lexeme.startswith("=w") else number * _TERM + _TERM - 1
