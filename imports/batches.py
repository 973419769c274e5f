"""The lines of a file in batches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from imports import reading
from imports.jsonl import Entry
from imports.story import Refusal
from imports.stream import Line

BATCH = 500
# Long stories make smaller batches, or 500 of them would fill the memory.
_BATCH_CHARACTERS = 4_000_000


@dataclass
class Lines:
    """What was read, the import keys in it, each once, and the last line."""

    last: Line
    items: list[Entry | Refusal] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)


def batches(path: Path, encoding: str | None) -> Iterator[Lines]:
    """In order. Raises Unreadable for the whole file."""
    batch: Lines | None = None
    size = 0
    for item, line in reading.items(path, encoding):
        key = item.key if isinstance(item, Entry) else None
        size += len(line.text or "")
        if batch is not None and (
            len(batch.items) == BATCH or size > _BATCH_CHARACTERS or key in batch.keys
        ):
            yield batch
            batch, size = None, len(line.text or "")
        batch = batch or Lines(line)
        batch.items.append(item)
        batch.last = line
        if key is not None:
            batch.keys.add(key)
    if batch is not None:
        yield batch
