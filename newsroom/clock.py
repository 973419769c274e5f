"""What the background worker does: each app registers its work in AppConfig.ready().

A piece of work looks in the database for what is due, does it, and leaves nothing half done when
it is killed. Any number of clocks may run, so it must be right when two do it at once.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

Work = Callable[[datetime], object]


@dataclass
class _Registered:
    work: Work
    every: float
    once: Work
    started: float | None = None


_registered: dict[str, _Registered] = {}


def register(name: str, work: Work, *, every: float = 0, once: Work | None = None) -> None:
    """`work` is called with the round's moment (aware), at most once in `every` seconds, 0 being
    each round; `once` in its place where no round follows, for work that one round begins and
    another ends. Raises ValueError for a name that is taken."""
    if name in _registered:
        raise ValueError(f"The clock has work called {name!r} already.")
    _registered[name] = _Registered(work, every, once or work)


def due(*, whole: bool = False) -> Iterator[tuple[str, Work]]:
    """The work whose turn it is in this process, by name; with `whole` all of it.

    Its turn is over once it is handed out: what fails is tried again after its own interval.
    """
    for name, registered in _registered.items():
        now = time.monotonic()
        last = registered.started
        if whole or last is None or now - last >= registered.every:
            registered.started = now
            yield name, registered.once if whole else registered.work
