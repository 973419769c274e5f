"""The index: whichever the database has, behind one interface.

There are two places for it. One is asked; in the other a new one is built while the old one serves,
and when it is whole they change roles (search/building.py). The library's pictures have one place of
their own (search/photos), in which a picture's number stands wherever a story's is spoken of. A
further kind, such as OpenSearch with nori, is one more module here.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple, Protocol

from django.db import connection
from django.db.models.expressions import RawSQL

from search.documents import Document
from search.query import Query

PLACES = (0, 1)
PHOTOS = 2

# Seconds that a reader waits for a page.
PATIENCE = 2.0

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Hit(NamedTuple):
    """A story that was found; `moment`, in microseconds since 1970, is when readers see it from, and
    None for one that no reader sees or will see. A thousand are found at once, and as times they
    take as long to read as to find."""

    moment: int | None
    article_id: int

    @property
    def visible_from(self) -> datetime | None:
        return None if self.moment is None else _EPOCH + timedelta(microseconds=self.moment)


class Some(NamedTuple):
    """The newest that were found. `is_all`: whether there are no more. `looked_to`: where it took
    too long the time back to which stories were looked at."""

    hits: Sequence[Hit]
    is_all: bool
    looked_to: datetime | None = None


class TooMuch(Exception):
    """Too many stories nearly have what is asked for: the database gave up on the newest already."""


class Said(NamedTuple):
    """The morphemes and pieces of a story as they are stored, without their order."""

    title: frozenset[str]
    everywhere: frozenset[str]


class Index(Protocol):
    def write(self, place: int, documents: Sequence[Document], *, anew: bool = True) -> None:
        """In the transaction that is open. `anew`: over what is there; else only stories that
        aren't there yet."""

    def remove(self, place: int, article_ids: Collection[int]) -> None: ...

    def digests(self, place: int, article_ids: Collection[int]) -> Mapping[int, int]:
        """What is stored of these stories (Source.digest)."""

    def said(self, place: int, article_ids: Collection[int]) -> Mapping[int, Said]:
        """What these stories say. For a few at a time: the texts are read for it."""

    def newest(
        self,
        place: int,
        query: Query,
        *,
        now: datetime | None,
        after: Hit | None = None,
        most: int,
    ) -> list[Hit]:
        """The newest stories first, from behind `after` on.

        With `now` those alone that readers see at that time, by what the index knows: ask
        published() before anything of them is shown. Without it all stories, those that no reader
        sees first.
        """

    def unseen(self, place: int, query: Query, *, now: datetime, most: int) -> list[Hit]:
        """The rest: what readers don't see at that time. First what none will see, by number, then
        what is still to come; the last first."""

    def some(
        self,
        place: int,
        query: Query,
        *,
        now: datetime,
        after: Hit | None = None,
        enough: int,
        most: int,
        patience: float = PATIENCE,
    ) -> Some:
        """The newest that readers see: `most` of them, or, where that takes long, `enough`, or what
        is found in the end; after `patience` seconds PostgreSQL looks no further. Not in a
        transaction. Raises TooMuch."""

    def matching(self, place: int, query: Query) -> RawSQL:
        """For `pk__in`: the numbers of all that match, whenever it was."""

    def last(self, place: int) -> int:
        """The highest number that is stored; 0 where nothing is."""

    def clear(self, place: int) -> None:
        """Empties a place that isn't asked, and makes it ready to be filled."""

    def finish(self, place: int) -> None:
        """Makes a place that was filled ready to be asked. Not in a transaction."""


def current() -> Index:
    if connection.vendor == "postgresql":
        from search.index.postgres import PostgresIndex

        return PostgresIndex()
    from search.index.sqlite import SqliteIndex

    return SqliteIndex()
