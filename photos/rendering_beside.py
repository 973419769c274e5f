"""Make pictures beside the clock, whose own work mustn't wait for an encoder.

Rows are read and written by the clock's thread alone; the other one has files and pixels, and
Pillow lets go of the interpreter while it is at them.
"""

import logging
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime

from photos import renditions
from photos.renditions import Job, Made

logger = logging.getLogger("newsroom.photos")

# Claimed ahead, so that the encoder doesn't wait for the next round.
_AHEAD = 3

_beside = ThreadPoolExecutor(max_workers=1, thread_name_prefix="renditions")
_under_way: list[tuple[Job, Future[Made]]] = []


def step(now: datetime) -> None:
    """The clock's work: tell the rows what is made, and claim what is due."""
    for job, future in [held for held in _under_way if held[1].done()]:
        _under_way.remove((job, future))
        _settle(job, future)
    if room := _AHEAD - len(_under_way):
        held = [job.pk for job, _ in _under_way]
        for job in renditions.claim(now, room, held=held):
            _under_way.append((job, _beside.submit(renditions.perform, job)))


def _settle(job: Job, future: Future[Made]) -> None:
    error = future.exception()
    if error is not None:
        # The storage: the claim runs out.
        logger.error("photo %s: no renditions could be stored", job.pk, exc_info=error)
        return
    remove = renditions.settle(job, future.result())
    if remove:
        _beside.submit(renditions.delete_set, *remove)
