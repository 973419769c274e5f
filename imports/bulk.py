"""Stories by the thousand into the database: 500 in one transaction, twice without harm.

A batch in which anything goes wrong is rolled back and taken again one by one, so that only the
bad story is refused. Killed half-way, the batches that were committed are there and are found
again by their import keys.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

from django.db import IntegrityError, OperationalError

from accounts.models import User
from imports import pictures, reading
from imports.batch import REFUSALS, Batch, Run, reason_of
from imports.files import Unreadable
from imports.ingest import Outcome, Result
from imports.jsonl import Entry
from imports.known import Known
from imports.story import Refusal, Show
from pagecache import publishing
from photos.models import Photo
from sections.models import Section

logger = logging.getLogger("newsroom.imports")

BATCH = 500
# Long stories make smaller batches, or 500 of them would fill the memory.
_BATCH_CHARACTERS = 4_000_000


class BulkImport:
    """One run; the arguments are those of ingest.Import."""

    def __init__(
        self, *, by: User | None = None, section: Section | None = None, publishes: bool = False
    ) -> None:
        self._run = Run(by, section, publishes, Known(by))
        self._photos: list[Photo] = []

    def take_file(self, path: Path, encoding: str | None, show: Show) -> Iterator[Result]:
        """A result a line that isn't blank, in order. Raises Unreadable, at the end if no line
        was a story."""
        has_story = False
        batch: list[Entry | Refusal] = []
        keys: set[str] = set()
        size = 0
        for item, line in reading.items(path, encoding):
            size += len(line.text or "")
            if isinstance(item, Entry):
                has_story = True
            is_full = len(batch) == BATCH or size > _BATCH_CHARACTERS
            # What became of the first of two with one id decides about the second.
            if is_full or (isinstance(item, Entry) and item.key in keys):
                show(100 * line.read // max(line.size, 1), 100, item.source)
                yield from self._take(batch, path.parent)
                batch, keys, size = [], set(), 0
            batch.append(item)
            if isinstance(item, Entry):
                keys.add(item.key)
        show(100, 100, path.name)
        yield from self._take(batch, path.parent)
        if not has_story:
            raise Unreadable(f"{path.name}: 기사로 읽을 수 있는 줄이 없습니다.")

    def discard_files(self) -> None:
        """Take away what a rollback of the whole run leaves behind."""
        pictures.discard(self._photos)

    def _take(self, items: list[Entry | Refusal], folder: Path) -> Iterator[Result]:
        entries = [item for item in items if isinstance(item, Entry)]
        taken = iter(self._take_together(entries, folder))
        for item in items:
            if isinstance(item, Refusal):
                yield Result(item, Outcome.REFUSED, warnings=[item.reason])
            else:
                yield next(taken)

    def _take_together(self, entries: list[Entry], folder: Path) -> list[Result]:
        try:
            return self._attempt_twice(entries, folder)
        except Exception as error:
            # One bad story is told of when it is found; until then this only costs time.
            logger.info("a batch is taken one by one: %s", error)
            return [self._take_alone(entry, folder) for entry in entries]

    def _take_alone(self, entry: Entry, folder: Path) -> Result:
        try:
            return self._attempt_twice([entry], folder)[0]
        except REFUSALS as error:
            reason = reason_of(error)
        except OperationalError:
            # The database is gone, and would refuse every story that follows.
            raise
        except Exception as error:
            logger.exception("%s: not imported", entry.source)
            reason = f"저장하지 못했습니다: {type(error).__name__}"
        return Result(entry, Outcome.REFUSED, warnings=[reason, *entry.warnings])

    def _attempt_twice(self, entries: list[Entry], folder: Path) -> list[Result]:
        try:
            return self._attempt(entries, folder)
        except (IntegrityError, OperationalError):
            # Another import wrote the same reporter, section or story first, or was waited for
            # in a circle: now there is no such obstacle.
            return self._attempt(entries, folder)

    def _attempt(self, entries: list[Entry], folder: Path) -> list[Result]:
        """All of them in one transaction, or an exception and nothing."""
        stored: list[Photo] = []
        try:
            with publishing():
                results = Batch(self._run, entries, folder, stored).write()
        except BaseException:
            self._run.known.forget()
            pictures.discard(stored)
            raise
        self._photos += stored
        for entry, result in zip(entries, results, strict=True):
            if result.outcome != Outcome.REFUSED:
                self._run.seen.setdefault(entry.key, entry.source)
        return results
