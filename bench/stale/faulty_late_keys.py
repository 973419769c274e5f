"""Publishers that name the keys in a transaction of its own, after the one with the change."""

from functools import partial

from bench.stale import publishers
from bench.stale.after_commit import put_off
from pagecache import invalidation

_invalidate = invalidation._invalidate


def _invalidate_too_late(named: invalidation._Named) -> None:
    if named.keys or named.found_at_end:
        put_off(partial(_invalidate, named))


invalidation._invalidate = _invalidate_too_late

if __name__ == "__main__":
    publishers.main()
