"""Processes that take pure work off a command, and never outlive it."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager


def processors() -> int:
    """How many this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def workers(processes: int) -> Iterator[ProcessPoolExecutor]:
    """So many of them, until the block is left; what still waits then is dropped."""
    # Spawned: a forked child would hold the database connection.
    pool = ProcessPoolExecutor(
        processes, multiprocessing.get_context("spawn"), initializer=_stay_with_parent
    )
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _stay_with_parent() -> None:
    """End when the parent does, however that ends; an interrupt is the parent's to deal with."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()

    def wait() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=wait, daemon=True).start()
