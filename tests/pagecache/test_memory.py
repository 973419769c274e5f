"""Entries kept in a process never count for more than the setting."""

from pagecache.entries import make_entry
from pagecache.memory import Memory
from pagecache.routes import Address

LIMIT = 50_000


def test_the_least_recently_used_go_when_the_limit_is_reached() -> None:
    memory = Memory(LIMIT)
    addresses = [Address(f"/articles/{number}/", "") for number in range(100)]
    for address in addresses:
        entry = make_entry(
            str(address), 200, [], bytes(3_000), keys=["nav"], seq=1, generation="g", until=None
        )
        memory.put(address, entry)
        kept = [found for found in map(memory.get, addresses) if found]
        assert sum(found.size for found in kept) <= LIMIT
    assert 0 < len(memory) < len(addresses)
    assert memory.get(addresses[-1]) is not None
    assert memory.get(addresses[0]) is None


def test_an_entry_larger_than_all_is_not_kept() -> None:
    memory = Memory(LIMIT)
    entry = make_entry("/", 200, [], bytes(LIMIT), keys=[], seq=1, generation="g", until=None)
    memory.put(Address("/", ""), entry)
    assert len(memory) == 0
