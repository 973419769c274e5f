"""A quoted passage is found again word for word, or not at all."""

import pytest

from conversation import passages

pytestmark = pytest.mark.any_database

TEXT = ["가온시가 새 도서관을 열었다.", "시민이 모였다.\n아이들도 왔다.", "시민이 모였다."]


@pytest.mark.parametrize(
    ("quote", "near", "place"),
    [
        ("새 도서관을", None, 0),
        ("새 도서관", 5, 0),
        ("시민이 모였다.", None, 1),
        ("시민이 모였다.", 2, 2),
        ("열었다.\n시민이", 0, 0),
        ("시민이 모였다.\n아이들도", None, 1),
        ("시민이 모였다.\n아이들도 왔다.\n시민이", None, 1),
        ("헌 도서관", None, None),
        ("시민이\n열었다", None, None),
    ],
)
def test_where_a_passage_stands(quote: str, near: int | None, place: int | None) -> None:
    assert passages.place_of(quote, TEXT, near) == place


def test_white_space_and_normal_form_make_no_difference() -> None:
    assert passages.tidy("  새\u00a0 도서관 \r\n\n 열다 ") == "새 도서관\n열다"
    assert passages.place_of(passages.tidy("새 \u1103\u1169서관을"), TEXT) == 0
    assert passages.place_of("가", []) is None


def test_what_cannot_be_stored_is_refused() -> None:
    with pytest.raises(ValueError, match=r"."):
        passages.tidy("\x00")
