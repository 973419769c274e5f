"""Who writes batches: on PostgreSQL two threads, one working while the database works for the other.

Each has a connection of its own, and the two are to one another what two imports at once are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from typing import TypeVar

from django.db import connection, connections

T = TypeVar("T")

MOST = 2


class Writers:
    """Batches are begun in turn and finished in the order in which they were begun; of one writer
    the next is begun when its last one is finished."""

    def __init__(self, threads: list[ThreadPoolExecutor]) -> None:
        self._threads = threads
        self._begun = 0

    @property
    def count(self) -> int:
        return len(self._threads) or 1

    def begin(self, write: Callable[[int], T]) -> Callable[[], T]:
        """`write`, told which writer it is (from 0), is begun; what is returned waits for the
        answer. Without threads it is done when that is called."""
        writer = self._begun % self.count
        self._begun += 1
        if not self._threads:
            return lambda: write(writer)
        return self._threads[writer].submit(write, writer).result


@contextmanager
def writers() -> Iterator[Writers]:
    """One without a thread where a transaction is open, which another connection would not see,
    and where the database has one writer at a time anyway."""
    with ExitStack() as stack:
        threads = []
        if connection.vendor == "postgresql" and not connection.in_atomic_block:
            threads = [stack.enter_context(_thread()) for _ in range(MOST)]
        yield Writers(threads)


@contextmanager
def _thread() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1, thread_name_prefix="import") as thread:
        try:
            yield thread
        finally:
            # Connections are each thread's own.
            thread.submit(connections.close_all)
