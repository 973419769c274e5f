import gzip
from dataclasses import replace

import brotli
import pytest

from pagecache.entries import Damaged, from_bytes, to_bytes
from pagecache.memory import Memory
from tests.pagecache.stored import address, entry


@pytest.mark.parametrize("body", [b"", b"short", "긴 글 ".encode() * 500, bytes(range(256)) * 9])
def test_an_entry_comes_back_as_it_was(body: bytes) -> None:
    kept = entry("/tags/도서관/", body, until=1_800_000_000.25, keys=["tag:1", "nav"])
    assert from_bytes(to_bytes(kept)) == kept


def test_what_this_process_found_out_is_not_written() -> None:
    assert from_bytes(to_bytes(replace(entry(), checked=9))).checked == -1


def test_bodies_are_compressed_where_that_is_worth_it() -> None:
    large, small = entry(), entry(body=b"small")
    assert gzip.decompress(large.gzip) == brotli.decompress(large.brotli) == large.plain
    assert (small.gzip, small.brotli) == (b"", b"")


def test_the_etag_tells_pages_apart() -> None:
    same, other = entry(), entry(body=b"<p>page.</p>" * 100)
    assert entry().etag == same.etag
    assert len({same.etag, other.etag, entry(status=404).etag}) == 3


def test_damage_is_found() -> None:
    whole = to_bytes(entry())
    for length in (0, 10, 16, 100, len(whole) - 1):
        with pytest.raises(Damaged):
            from_bytes(whole[:length])
    for place in range(0, len(whole), 97):
        with pytest.raises(Damaged):
            from_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])


def test_memory_lets_go_of_what_was_used_longest_ago() -> None:
    size = entry().size
    memory = Memory(3 * size)
    for name in "abc":
        memory.put(address(name), entry())
    assert memory.get(address("a")) is not None
    memory.put(address("d"), entry())
    kept = [name for name in "abcd" if memory.get(address(name))]
    assert kept == ["a", "c", "d"]


def test_memory_is_bounded_by_bytes() -> None:
    memory = Memory(100_000)
    for number in range(1_000):
        memory.put(address(f"/{number % 70}"), entry(body=b"x" * (number * 37 % 9_000)))
        assert sum(kept.size for kept in memory._entries.values()) == memory._size <= 100_000
    assert len(memory) > 5
    memory.put(address("/5"), entry(body=bytes(200_000)))
    assert memory.get(address("/5")) is None
    for name in list(memory._entries):
        memory.discard(name)
    assert memory._size == 0


def test_an_entry_costs_at_least_its_bodies() -> None:
    kept = entry(keys=[f"key-{number}" for number in range(50)])
    assert kept.size > len(kept.plain) + len(kept.gzip) + len(kept.brotli) + 50 * 6
