"""Publishers that name the keys in a transaction of its own, after the one with the change."""

from django.db import transaction

from bench.stale import publishers
from pagecache import invalidation

_invalidate = invalidation._invalidate


def _invalidate_too_late(named: invalidation._Named) -> None:
    def in_its_own_transaction() -> None:
        with transaction.atomic():
            _invalidate(named)

    transaction.on_commit(in_its_own_transaction)


invalidation._invalidate = _invalidate_too_late

if __name__ == "__main__":
    publishers.main()
