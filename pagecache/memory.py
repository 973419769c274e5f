"""Entries in this process, the least recently used going first."""

import threading
from collections import OrderedDict

from pagecache.entries import Entry
from pagecache.routes import Address


class Memory:
    def __init__(self, limit: int) -> None:
        """`limit` in bytes, over all entries; one that is larger alone isn't kept."""
        self._limit = limit
        self._entries: OrderedDict[Address, Entry] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def get(self, address: Address) -> Entry | None:
        with self._lock:
            entry = self._entries.get(address)
            if entry is not None:
                self._entries.move_to_end(address)
            return entry

    def put(self, address: Address, entry: Entry) -> None:
        with self._lock:
            self._discard(address)
            if entry.size > self._limit:
                return
            self._entries[address] = entry
            self._size += entry.size
            while self._size > self._limit:
                self._discard(next(iter(self._entries)))

    def discard(self, address: Address) -> None:
        with self._lock:
            self._discard(address)

    def _discard(self, address: Address) -> None:
        old = self._entries.pop(address, None)
        if old is not None:
            self._size -= old.size

    @property
    def size(self) -> int:
        """Bytes, as the entries count themselves."""
        return self._size

    def __len__(self) -> int:
        return len(self._entries)
