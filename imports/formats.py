"""The formats `import_stories` can read, by the name given to --format."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

from imports import files, story_document
from imports.bulk import BulkImport
from imports.ingest import Import, Result
from imports.story import Reader, Show

DEFAULT = "text"


class Importer(Protocol):
    """One run, over all files of the command."""

    def take_file(self, path: Path, encoding: str | None, show: Show) -> Iterator[Result]:
        """Import a file; a result a story, as soon as it is certain. Raises files.Unreadable."""

    def discard_files(self) -> None:
        """Take away what a rollback of the whole run leaves behind."""


class DocumentImport(Import):
    """Files small enough to be read whole, one transaction a story."""

    reader: Reader

    def take_file(self, path: Path, encoding: str | None, show: Show) -> Iterator[Result]:
        items = list(self.reader(path.name, files.read_text(path, encoding)))
        for number, item in enumerate(items):
            show(number, len(items), item.source)
            result = self.take(item)
            if result is not None:
                yield result

    def discard_files(self) -> None:
        """These bring no files."""


class TextImport(DocumentImport):
    reader = staticmethod(story_document.read)


# Each is called with by, section and publishes; see ingest.Import.
IMPORTERS: dict[str, Callable[..., Importer]] = {
    "text": TextImport,
    "jsonl": BulkImport,
}
