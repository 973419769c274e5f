"""Finding a page that is still exact, or rendering it: the reader's half of the protocol."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from pagecache.dependencies import collecting
from pagecache.entries import Entry, make_entry
from pagecache.epoch import EpochReader, Moment
from pagecache.files import Files
from pagecache.memory import Memory
from pagecache.routes import Address

STORED_STATUSES = frozenset({200, 301, 404, 410})
# What says who asked, or that the answer is for one person only.
PRIVATE = ("set-cookie",)
# Made anew for each answer.
_OWN_HEADERS = frozenset({"content-length", "cache-control", "etag", "vary", "surrogate-key"})


@dataclass(frozen=True)
class Answer:
    """What Django says to a request. `headers` in order, names as Django writes them."""

    status: int
    reason: str
    headers: list[tuple[str, str]]
    body: bytes


class Pages:
    """`render` answers the request that an address stands for, and nothing else of any reader."""

    def __init__(
        self,
        render: Callable[[Address], Answer],
        *,
        memory: Memory,
        files: Files,
        epoch: EpochReader | None = None,
    ) -> None:
        self._render = render
        self._memory = memory
        self._files = files
        self._epoch = epoch or EpochReader()

    def get(self, address: Address) -> Entry | Answer:
        """The page as it is now: an Entry, or the Answer itself when that may not be stored.

        Raises DatabaseError when nobody can say whether a stored page is still true.
        """
        moment = self._epoch.current()
        entry = self._memory.get(address)
        if entry is not None and moment is not None and is_valid(entry, moment):
            return entry
        if moment is None:
            return self._render(address)
        return self._shared(address, moment)

    def _shared(self, address: Address, moment: Moment) -> Entry | Answer:
        """From the files, or rendered by one thread of this machine while the others wait."""
        entry = self._from_file(address, moment)
        if entry is not None:
            return entry
        with self._files.renderer(address):
            now = self._epoch.current()
            if now is not None:
                entry = self._memory.get(address)
                if entry is not None and is_valid(entry, now):
                    return entry
                entry = self._from_file(address, now)
                if entry is not None:
                    return entry
            return self._rendered(address)

    def _from_file(self, address: Address, moment: Moment) -> Entry | None:
        entry = self._files.read(address)
        if entry is None or not is_valid(entry, moment):
            return None
        self._memory.put(address, entry)
        return entry

    def _rendered(self, address: Address) -> Entry | Answer:
        found = self._fresh(address)
        if isinstance(found, Entry):
            self._memory.put(address, found)
            if found.status != 404:  # anyone can make up addresses; memory is bounded at once
                self._files.write(address, found)
        return found

    def render_entry(self, address: Address) -> Entry | None:
        """The page rendered now and stored nowhere; None if it is one that may not be stored."""
        found = self._fresh(address)
        return found if isinstance(found, Entry) else None

    def _fresh(self, address: Address) -> Entry | Answer:
        # Read before the first content query: what commits after this is either in the page or
        # makes it invalid. Read after it, a change in between would never be noticed.
        moment = self._epoch.current()
        with collecting(moment) as collected:
            answer = self._render(address)
        if moment is None or not collected.keys or not may_be_stored(answer):
            return answer
        entry = make_entry(
            str(address),
            answer.status,
            [pair for pair in answer.headers if pair[0].lower() not in _OWN_HEADERS],
            answer.body,
            keys=sorted(collected.keys),
            seq=moment.n,
            generation=moment.generation,
            until=collected.until,
        )
        entry.checked = moment.n
        return entry


def is_valid(entry: Entry, moment: Moment) -> bool:
    """Whether the page is what a fresh render would show at this moment."""
    if entry.generation != moment.generation:
        return False
    if entry.until is not None and time.time() >= entry.until:
        return False
    if entry.checked < moment.n:
        if not moment.unchanged_since(entry.seq, entry.keys):
            return False
        entry.checked = moment.n
    return True


def may_be_stored(answer: Answer) -> bool:
    if answer.status not in STORED_STATUSES:
        return False
    for name, value in answer.headers:
        lowered = name.lower()
        if lowered in PRIVATE:
            return False
        if lowered == "cache-control" and ("no-store" in value or "private" in value):
            return False
    return True
