"""The formats `import_stories` can read, by the name given to --format."""

from __future__ import annotations

from imports import story_document
from imports.story import Reader

DEFAULT = "text"

READERS: dict[str, Reader] = {
    "text": story_document.read,
}
