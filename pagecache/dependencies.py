"""What a page being rendered depends on: collected while its view runs."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime


@dataclass
class Dependencies:
    """`until`: Unix time at which the page changes by itself, or None."""

    keys: set[str] = field(default_factory=set)
    until: float | None = None


_collecting: ContextVar[Dependencies | None] = ContextVar("pagecache_dependencies", default=None)


def depends(*keys: str) -> None:
    """The page being rendered shows what these keys stand for. Nothing when none is collected.

    Call it for what isn't there too: a page without a story depends on the key it would have.
    """
    collected = _collecting.get()
    if collected is not None:
        collected.keys.update(keys)


def until(moment: datetime | None) -> None:
    """The page changes by itself at `moment` (aware; None: never). The earliest one counts."""
    collected = _collecting.get()
    if collected is None or moment is None:
        return
    at = moment.timestamp()
    if collected.until is None or at < collected.until:
        collected.until = at


def is_collected() -> bool:
    """Whether what the page depends on is of use to anybody: costly answers need not be found."""
    return _collecting.get() is not None


@contextmanager
def collecting() -> Iterator[Dependencies]:
    collected = Dependencies()
    token = _collecting.set(collected)
    try:
        yield collected
    finally:
        _collecting.reset(token)
