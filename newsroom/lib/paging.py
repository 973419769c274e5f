"""Numbered pages of a list."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

Item = TypeVar("Item")
_NUMBER = re.compile(r"[1-9][0-9]{0,5}")


class NoSuchPage(LookupError):
    """The page asked for doesn't exist; a view answers 404."""


class Source(Protocol):
    """Rows in a total order."""

    def read(self, start: int, size: int, /) -> tuple[int, Sequence[Any]]:
        """How many there are in all, and the `size` that begin at `start`, counted from 0."""


@dataclass(frozen=True)
class Page(Generic[Item]):
    items: list[Item]
    number: int
    last: int
    total: int

    @property
    def previous(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        return self.number + 1 if self.number < self.last else None

    @property
    def is_only(self) -> bool:
        return self.last == 1

    @property
    def links(self) -> list[int | None]:
        return links(self.number, self.last)


def page_number(raw: str | None) -> int:
    """The number in `?page=`; 1 if the parameter is absent. Raises NoSuchPage.

    One spelling per page, so that a page has one address: no sign, zero in front or other digits.
    """
    if raw is None:
        return 1
    if not _NUMBER.fullmatch(raw):
        raise NoSuchPage(raw)
    return int(raw)


def paginate(rows: Source, number: int, size: int) -> Page[Any]:
    """One page of the rows. Page 1 exists even if empty; raises NoSuchPage."""
    if number < 1:
        raise NoSuchPage(str(number))
    total, items = rows.read((number - 1) * size, size)
    last = max(1, -(-total // size))
    if number > last:
        raise NoSuchPage(str(number))
    return Page(list(items), number, last, total)


def links(number: int, last: int, around: int = 2) -> list[int | None]:
    """Page numbers to link to: the ends and those around this one; None is a gap.

    A gap of a single page is filled with that page.
    """
    near = range(number - around, number + around + 1)
    shown = sorted({1, last, *(page for page in near if 1 <= page <= last)})
    result: list[int | None] = []
    previous = 0
    for page in shown:
        if page - previous == 2:
            result.append(page - 1)
        elif page - previous > 2:
            result.append(None)
        result.append(page)
        previous = page
    return result
