"""Numbered pages."""

from collections.abc import Sequence

import pytest

from newsroom.lib import paging
from newsroom.lib.paging import NoSuchPage


class Rows:
    """Records what is fetched."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.fetched: list[int] = []

    def read(self, start: int, size: int, /) -> tuple[int, Sequence[int]]:
        rows = range(self.total)[start : start + size]
        self.fetched += rows
        return self.total, rows


@pytest.mark.parametrize(("raw", "number"), [(None, 1), ("1", 1), ("20", 20), ("999999", 999999)])
def test_a_page_number(raw: str | None, number: int) -> None:
    assert paging.page_number(raw) == number


@pytest.mark.parametrize(
    "raw", ["", "0", "-1", "+1", "01", "1.0", "1e3", " 1", "1\n", "１", "一", "1000000", "last"]
)
def test_any_other_spelling_is_no_page(raw: str) -> None:
    with pytest.raises(NoSuchPage):
        paging.page_number(raw)


def test_the_last_page_holds_the_rest() -> None:
    page = paging.paginate(Rows(41), 3, 20)
    assert (page.items, page.number, page.last, page.total) == ([40], 3, 3, 41)
    assert (page.previous, page.next) == (2, None)


def test_only_the_rows_of_the_page_are_fetched() -> None:
    rows = Rows(100)
    page = paging.paginate(rows, 2, 20)
    assert page.items == list(range(20, 40))
    assert rows.fetched == page.items
    assert (page.previous, page.next) == (1, 3)


def test_an_empty_list_has_one_empty_page() -> None:
    page = paging.paginate(Rows(0), 1, 20)
    assert page.items == []
    assert page.is_only
    assert page.links == [1]


@pytest.mark.parametrize(("total", "number"), [(0, 2), (20, 2), (41, 4), (41, 0), (41, -1)])
def test_a_page_past_the_ends_does_not_exist(total: int, number: int) -> None:
    rows = Rows(total)
    with pytest.raises(NoSuchPage):
        paging.paginate(rows, number, 20)
    assert rows.fetched == []


@pytest.mark.parametrize(
    ("number", "last", "links"),
    [
        (1, 1, [1]),
        (1, 20, [1, 2, 3, None, 20]),
        (4, 20, [1, 2, 3, 4, 5, 6, None, 20]),
        (5, 20, [1, 2, 3, 4, 5, 6, 7, None, 20]),
        (10, 20, [1, None, 8, 9, 10, 11, 12, None, 20]),
        (17, 20, [1, None, 15, 16, 17, 18, 19, 20]),
        (3, 5, [1, 2, 3, 4, 5]),
    ],
)
def test_links_name_the_ends_and_the_neighbours(
    number: int, last: int, links: list[int | None]
) -> None:
    assert paging.links(number, last) == links
