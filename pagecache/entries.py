"""A stored page: its answer in three encodings, and what it depends on."""

import gzip
import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace

import brotli

GZIP_LEVEL = 6
BROTLI_QUALITY = 5
# Below this, compressing saves less than a packet.
SMALLEST_COMPRESSED = 200
# Python's own share of an entry and of a key beside their bytes.
OVERHEAD = 1_200
KEY_OVERHEAD = 80
# What the process grows by for each byte held, once pages come and go: after 100,000 pages of 24 KB
# it had grown by 163 MB for 128 MB held (`make bench ARGS=memory`).
FRAGMENTATION = 1.3


class Damaged(ValueError):
    """The bytes are no entry, or not a whole one."""


@dataclass
class Entry:
    """`seq` and `generation`: the epoch before the page was rendered. `until`: Unix time at which
    it changes by itself, or None. `checked`: the latest epoch at which this process found it
    unchanged. `offered`: when it was last offered to the page store. `gzip` and `brotli` are empty where compressing gained nothing."""

    address: str
    status: int
    headers: list[tuple[str, str]]
    keys: tuple[str, ...]
    seq: int
    generation: str
    until: float | None
    etag: str
    plain: bytes
    gzip: bytes
    brotli: bytes
    checked: int = -1
    offered: float = 0.0
    size: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        bodies = len(self.plain) + len(self.gzip) + len(self.brotli)
        words = sum(len(name) + len(value) for name, value in self.headers)
        names = sum(len(key) + KEY_OVERHEAD for key in self.keys)
        held = bodies + words + names + len(self.address) + OVERHEAD
        self.size = int(held * FRAGMENTATION)


def make_entry(
    address: str,
    status: int,
    headers: Sequence[tuple[str, str]],
    body: bytes,
    *,
    keys: Sequence[str],
    seq: int,
    generation: str,
    until: float | None,
) -> Entry:
    """`headers` without those that depend on the encoding. The ETag is the same wherever the page
    is rendered: others than these two name policies, in no certain order."""
    kept = {name: value for name, value in headers if name in {"Content-Type", "Location"}}
    told = json.dumps([status, kept], sort_keys=True).encode()
    etag = f'W/"{hashlib.blake2b(told + body, digest_size=12).hexdigest()}"'
    worthwhile = len(body) >= SMALLEST_COMPRESSED
    return Entry(
        address=address,
        status=status,
        headers=list(headers),
        keys=tuple(keys),
        seq=seq,
        generation=generation,
        until=until,
        etag=etag,
        plain=body,
        gzip=gzip.compress(body, GZIP_LEVEL, mtime=0) if worthwhile else b"",
        brotli=brotli.compress(body, quality=BROTLI_QUALITY) if worthwhile else b"",
    )


def to_bytes(entry: Entry) -> bytes:
    """One line of JSON, then the bodies; begins with a digest, for a file cut off by a crash."""
    bodies = (entry.plain, entry.gzip, entry.brotli)
    described = asdict(replace(entry, plain=b"", gzip=b"", brotli=b""))
    for name in ("plain", "gzip", "brotli", "checked", "offered", "size"):
        del described[name]
    described["lengths"] = [len(body) for body in bodies]
    content = b"\n".join([json.dumps(described).encode(), b"".join(bodies)])
    return _digest(content) + content


def from_bytes(data: bytes) -> Entry:
    """Raises Damaged."""
    content = data[16:]
    if data[:16] != _digest(content):
        raise Damaged
    line, _, rest = content.partition(b"\n")
    described = json.loads(line)
    plain, gzipped, _ = described.pop("lengths")
    described["headers"] = [(name, value) for name, value in described["headers"]]
    described["keys"] = tuple(described["keys"])
    return Entry(
        **described,
        plain=rest[:plain],
        gzip=rest[plain : plain + gzipped],
        brotli=rest[plain + gzipped :],
    )


def _digest(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=16).digest()
