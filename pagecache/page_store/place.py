"""Where the page store is, and its files."""

from dataclasses import dataclass
from pathlib import Path

from django.db import connection

# As nginx looks for them: the plain file, and the compressed ones beside it.
SUFFIXES = ("", ".gz", ".br")
TOKEN_FILE = "token"  # noqa: S105  names the folder, opens nothing


class StoreOutOfReach(RuntimeError):
    """The page store's files can't be removed from here, so nothing may be published from here.
    str() is a Korean sentence."""


@dataclass(frozen=True)
class Place:
    """The one page store, as the database names it.

    `host`, `boot` and `release`: on which machine, since which boot of it and for which code;
    `era` counts how often it was emptied as a whole.
    """

    token: str
    folder: Path
    host: str
    boot: str
    release: str
    era: int

    @property
    def pages(self) -> Path:
        return self.folder / "pages"

    def file(self, path: str, suffix: str = "") -> Path:
        """Of the page at the address `path`, which ends in a slash."""
        return self.pages / path.lstrip("/") / f"index.html{suffix}"

    def unlink(self, path: str) -> None:
        """The plain file first: nginx looks for it before it serves a compressed one."""
        for suffix in SUFFIXES:
            self.file(path, suffix).unlink(missing_ok=True)

    def is_here(self) -> bool:
        """Whether this process sees that very folder."""
        try:
            return (self.folder / TOKEN_FILE).read_text() == self.token
        except OSError:
            return False


def find_place() -> Place | None:
    """None while there is no page store."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT token, folder, host, boot, release, era FROM pagecache_pagestore WHERE id = 1"
        )
        row = cursor.fetchone()
    if row is None:
        return None
    token, folder, *others = row
    return Place(token, Path(folder), *others)
