"""Stories by the thousand into the database: 500 in one transaction, twice without harm.

A batch in which anything goes wrong is rolled back and taken again one by one, so that only the
bad story is refused. Killed half-way, the batches that were committed are there and are found
again by their import keys.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Generator, Iterator
from functools import partial
from pathlib import Path

from django.db import IntegrityError, OperationalError

from accounts.models import User
from imports import pictures, writers
from imports.batch import REFUSALS, Batch, Run, reason_of
from imports.batches import Lines, batches
from imports.files import Unreadable
from imports.ingest import Outcome, Result
from imports.jsonl import Entry
from imports.known import Known
from imports.story import Refusal, Show
from pagecache import publishing
from photos.models import Photo
from sections.models import Section

logger = logging.getLogger("newsroom.imports")

# A batch begun, and what waits for its results.
Begun = tuple[Lines, Callable[[], list[Result]]]


class BulkImport:
    """One run; the arguments are those of ingest.Import."""

    def __init__(
        self, *, by: User | None = None, section: Section | None = None, publishes: bool = False
    ) -> None:
        seen: dict[str, str] = {}
        self._runs = [Run(by, section, publishes, Known(by), seen) for _ in range(writers.MOST)]
        self._photos: list[Photo] = []

    def take_file(self, path: Path, encoding: str | None, show: Show) -> Iterator[Result]:
        """A result a line that isn't blank, in order. Raises Unreadable, at the end if no line
        was a story."""
        has_story = False
        begun: deque[Begun] = deque()
        # Changes of stories that are there lock rows in any order: two batches of them would get
        # into each other's way. The first batch makes most sections and reporters that come.
        at_once = 1
        with writers.writers() as writing:
            for batch in batches(path, encoding):
                has_story = has_story or bool(batch.keys)
                # What became of the first of two with one id decides about the second.
                while len(begun) >= at_once or any(
                    not batch.keys.isdisjoint(earlier.keys) for earlier, _ in begun
                ):
                    results = yield from self._finished(begun, show)
                    at_once = writing.count if _is_all_new(results) else 1
                write = partial(self._take, batch, path.parent)
                begun.append((batch, writing.begin(write)))
            while begun:
                yield from self._finished(begun, show)
        show(100, 100, path.name)
        if not has_story:
            raise Unreadable(f"{path.name}: 기사로 읽을 수 있는 줄이 없습니다.")

    def _finished(self, begun: deque[Begun], show: Show) -> Generator[Result, None, list[Result]]:
        """The results of the batch begun first."""
        batch, wait = begun.popleft()
        show(100 * batch.last.read // max(batch.last.size, 1), 100, batch.items[-1].source)
        results = wait()
        yield from results
        return results

    def discard_files(self) -> None:
        """Take away what a rollback of the whole run leaves behind."""
        pictures.discard(self._photos)

    def _take(self, batch: Lines, folder: Path, writer: int) -> list[Result]:
        entries = [item for item in batch.items if isinstance(item, Entry)]
        taken = iter(self._take_together(entries, folder, self._runs[writer]))
        return [
            Result(item, Outcome.REFUSED, warnings=[item.reason])
            if isinstance(item, Refusal)
            else next(taken)
            for item in batch.items
        ]

    def _take_together(self, entries: list[Entry], folder: Path, run: Run) -> list[Result]:
        try:
            return self._attempt_twice(entries, folder, run)
        except Exception as error:
            # One bad story is told of when it is found; until then this only costs time.
            logger.info("a batch is taken one by one: %s", error)
            return [self._take_alone(entry, folder, run) for entry in entries]

    def _take_alone(self, entry: Entry, folder: Path, run: Run) -> Result:
        try:
            return self._attempt_twice([entry], folder, run)[0]
        except REFUSALS as error:
            reason = reason_of(error)
        except OperationalError:
            # The database is gone, and would refuse every story that follows.
            raise
        except Exception as error:
            logger.exception("%s: not imported", entry.source)
            reason = f"저장하지 못했습니다: {type(error).__name__}"
        return Result(entry, Outcome.REFUSED, warnings=[reason, *entry.warnings])

    def _attempt_twice(self, entries: list[Entry], folder: Path, run: Run) -> list[Result]:
        try:
            return self._attempt(entries, folder, run)
        except (IntegrityError, OperationalError):
            # Another import wrote the same reporter, section or story first, or was waited for
            # in a circle: now there is no such obstacle.
            return self._attempt(entries, folder, run)

    def _attempt(self, entries: list[Entry], folder: Path, run: Run) -> list[Result]:
        """All of them in one transaction, or an exception and nothing."""
        stored: list[Photo] = []
        try:
            with publishing():
                results = Batch(run, entries, folder, stored).write()
        except BaseException:
            run.known.forget()
            pictures.discard(stored)
            raise
        self._photos += stored
        for entry, result in zip(entries, results, strict=True):
            if result.outcome != Outcome.REFUSED:
                run.seen.setdefault(entry.key, entry.source)
        return results


def _is_all_new(results: list[Result]) -> bool:
    return all(result.outcome in (Outcome.CREATED, Outcome.REFUSED) for result in results)
