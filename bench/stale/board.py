"""Numbers that all processes of a trial share: a file of 64-bit words, mapped by each of them.

A word is written and read in one instruction, so none is ever seen half-written. The publisher of
a slot is the slot's number modulo PUBLISHERS.
"""

import mmap
from pathlib import Path
from typing import Self

SLOTS = 8
_WORD = 8
PUBLISHERS = 2
_STOP, _READS, _PUBLISHERS, _BEGUN = 0, 1, 32, 64
_COMMITTED = _BEGUN + SLOTS
_WORDS = _COMMITTED + SLOTS


class Board:
    def __init__(self, path: Path) -> None:
        with path.open("r+b") as file:
            self._words = memoryview(mmap.mmap(file.fileno(), _WORDS * _WORD)).cast("q")

    @classmethod
    def new(cls, path: Path) -> Self:
        path.write_bytes(bytes(_WORDS * _WORD))
        return cls(path)

    def begin(self, slot: int, number: int) -> None:
        self._words[_BEGUN + slot] = number

    def commit(self, slot: int, number: int) -> None:
        self._words[_COMMITTED + slot] = number

    def begun(self) -> list[int]:
        """By slot: the number of the act that was begun last."""
        return self._words[_BEGUN:_COMMITTED].tolist()

    def committed(self) -> list[int]:
        return self._words[_COMMITTED:].tolist()

    def count_reads(self, reader: int, reads: int) -> None:
        """Each reader process has a word of its own."""
        self._words[_READS + reader] = reads

    def reads(self) -> int:
        return sum(self._words[_READS:_PUBLISHERS])

    def enter(self, publisher: int, pid: int) -> None:
        self._words[_PUBLISHERS + publisher] = pid

    def busy_publishers(self) -> list[int]:
        """Process ids of the publishers that are in the middle of an act."""
        pairs = enumerate(zip(self.begun(), self.committed(), strict=True))
        busy = {slot % PUBLISHERS for slot, (begun, committed) in pairs if begun != committed}
        return [self._words[_PUBLISHERS + publisher] for publisher in busy]

    def stop(self) -> None:
        self._words[_STOP] = 1

    @property
    def is_stopped(self) -> bool:
        return bool(self._words[_STOP])
