"""What every format hands over, whatever its layout: stories, section names and refusals."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Kind = Literal["article", "stub"]


@dataclass(frozen=True)
class ReporterName:
    """A reporter as a document names them; not yet matched with anybody."""

    name: str
    email: str = ""


@dataclass(frozen=True)
class SectionRef:
    """A section as a bulk file names it: by slug, or with what it takes to make one."""

    slug: str = ""
    name: str = ""
    parent: SectionRef | None = None


@dataclass
class Story:
    """One story as read. A stub is a headline and a lead that the page cut short.

    `source` is "file:line" of the title. `outlet` is empty when the document names none.
    `labels` are label names as readers see them (속보), taken off the title.
    """

    source: str
    title: str
    kind: Kind = "article"
    subtitle: str = ""
    outlet: str = ""
    reporters: list[ReporterName] = field(default_factory=list)
    section: str = ""
    labels: list[str] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    published_at: datetime | None = None
    dropped: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    @property
    def paragraph_count(self) -> int:
        return len(self.paragraphs)


@dataclass(frozen=True)
class SectionName:
    """A section the document names, whether or not a story stands under it."""

    source: str
    name: str


@dataclass
class Refusal:
    """A story, or a whole document, that can't be taken. The reason is a Korean sentence."""

    source: str
    reason: str
    dropped: list[str] = field(default_factory=list)


Item = Story | SectionName | Refusal

# A reader takes the name of its source and the decoded text, and must give the same items for
# the same text whatever the database holds: a second run has to find what the first one wrote.
Reader = Callable[[str, str], Iterable[Item]]

# Told how much is done, of how much, and what comes next.
Show = Callable[[int, int, str], None]
