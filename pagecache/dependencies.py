"""What a page being rendered depends on: collected while its view runs."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime

from pagecache.epoch import Moment


@dataclass
class Dependencies:
    """`moment`: the epoch before the page was begun, or None; `until`: Unix time at which it
    changes by itself, or None."""

    moment: Moment | None = None
    keys: set[str] = field(default_factory=set)
    until: float | None = None


_collecting: ContextVar[Dependencies | None] = ContextVar("pagecache_dependencies", default=None)


def depends(*keys: str) -> None:
    """The page being rendered shows what these keys stand for. Nothing when none is collected.

    Call it for what isn't there too: a page without a story depends on the key it would have.
    """
    page = _collecting.get()
    if page is not None:
        page.keys.update(keys)


def until(moment: datetime | None) -> None:
    """The page changes by itself at `moment` (aware; None: never). The earliest one counts."""
    page = _collecting.get()
    if page is None or moment is None:
        return
    at = moment.timestamp()
    if page.until is None or at < page.until:
        page.until = at


def is_collected() -> bool:
    """Whether what the page depends on is of use to anybody: costly answers need not be found."""
    return _collecting.get() is not None


def collected() -> Dependencies | None:
    return _collecting.get()


@contextmanager
def collecting(moment: Moment | None = None) -> Iterator[Dependencies]:
    found = Dependencies(moment)
    token = _collecting.set(found)
    try:
        yield found
    finally:
        _collecting.reset(token)
