"""Parts of the page cache by themselves: an epoch without a database, entries made up."""

from typing import Any

from pagecache.entries import Entry, make_entry
from pagecache.epoch import Knowledge, Moment
from pagecache.routes import Address

HTML = [("Content-Type", "text/html; charset=utf-8")]


def address(path: str = "/old/page", query: str = "") -> Address:
    return Address(path, query)


def entry(path: str = "/old/page", body: bytes = b"<p>page</p>" * 100, **told: Any) -> Entry:
    given = {"keys": ["a"], "seq": 5, "generation": "g", "until": None} | told
    return make_entry(path, given.pop("status", 200), HTML, body, **given)


class Counter:
    """Stands for EpochReader; `touch` is a publisher's commit."""

    def __init__(self) -> None:
        self.knowledge = Knowledge("g", 0, 1)

    def current(self) -> Moment:
        return Moment(self.knowledge.n, self.knowledge.generation, self.knowledge)

    def touch(self, *keys: str) -> None:
        n = self.knowledge.n + 1
        self.knowledge.keys.update(dict.fromkeys(keys, n))
        self.knowledge.n = n
