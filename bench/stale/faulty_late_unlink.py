"""Publishers that take a page's file out of the page store after the commit instead of before."""

from collections.abc import Collection
from functools import partial

from bench.stale import publishers
from bench.stale.after_commit import put_off
from pagecache import invalidation

_take_away = invalidation.take_away


def _take_away_too_late(keys: Collection[str], *, everything: bool) -> None:
    if keys or everything:
        put_off(partial(_take_away, keys, everything=everything))


invalidation.take_away = _take_away_too_late

if __name__ == "__main__":
    publishers.main()
