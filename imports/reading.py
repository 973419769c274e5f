"""The stories of a JSON Lines file: a large one is read ahead, and cleaned, by other processes.

Reading a line and sanitising its body takes about as long as writing the story does. Only texts go
to those processes and stories come back, in order; the database is this process's alone.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import NamedTuple

from imports import jsonl, stream
from imports.jsonl import Entry
from imports.story import Refusal
from imports.stream import Line
from newsroom.processes import processors, workers

# Starting a process takes as long as reading two thousand stories.
LARGE = 4 * 1024 * 1024
MOST_PROCESSES = 2
# So much is sent at a time; no more than two pieces a process are on their way at once.
_PIECE_LINES = 250
_PIECE_CHARACTERS = 1_000_000

Piece = list[Line]
Item = Entry | Refusal


class Read(NamedTuple):
    item: Item
    line: Line


def items(path: Path, encoding: str | None) -> Iterator[Read]:
    """What each line that isn't blank says, in order. Raises Unreadable for the whole file."""
    pieces = _pieces(path, encoding)
    processes = min(MOST_PROCESSES, processors() - 1) if _is_large(path) else 0
    if not processes:
        for piece in pieces:
            yield from _told(piece, _read(path.name, piece))
        return
    with workers(processes) as readers:
        waiting: deque[tuple[Piece, Future[list[Item]] | None]] = deque()
        for piece in pieces:
            waiting.append((piece, _sent(readers, path.name, piece)))
            if len(waiting) > 2 * processes:
                yield from _taken(path.name, *waiting.popleft())
        while waiting:
            yield from _taken(path.name, *waiting.popleft())


def _is_large(path: Path) -> bool:
    try:
        return path.stat().st_size >= LARGE
    except (OSError, ValueError):
        # Reading it will say why.
        return False


def _pieces(path: Path, encoding: str | None) -> Iterator[Piece]:
    piece: Piece = []
    size = 0
    for line in stream.lines(path, encoding):
        piece.append(line)
        size += len(line.text or "")
        if len(piece) == _PIECE_LINES or size > _PIECE_CHARACTERS:
            yield piece
            piece, size = [], 0
    if piece:
        yield piece


def _read(name: str, piece: Piece) -> list[Item]:
    return [
        Refusal(f"{name}:{line.number}", line.reason)
        if line.text is None
        else jsonl.read_line(f"{name}:{line.number}", line.text)
        for line in piece
    ]


def _told(piece: Piece, found: list[Item]) -> Iterator[Read]:
    return map(Read, found, piece)


def _sent(readers: ProcessPoolExecutor, name: str, piece: Piece) -> Future[list[Item]] | None:
    try:
        return readers.submit(_read, name, piece)
    except BrokenProcessPool:
        return None


def _taken(name: str, piece: Piece, future: Future[list[Item]] | None) -> Iterator[Read]:
    """What the readers found; if one of them was killed, for want of memory perhaps, it is read
    here."""
    try:
        found = future.result() if future else _read(name, piece)
    except BrokenProcessPool:
        found = _read(name, piece)
    return _told(piece, found)
