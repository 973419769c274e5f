"""Reading one small stream of a compound file (OLE 2), the shell of HWP 5; nothing is unpacked.

Whatever the file says of itself, no more than a few thousand sectors of it are read.
"""

import struct
from collections.abc import Iterator
from typing import IO

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER = 512
_ENTRY = 128
_LAST = 0xFFFFFFFA  # above are marks, not sectors
_MOST_SECTORS = 4096
_TABLES_IN_HEADER = 109
# Sectors that name more tables: enough for 70 MB in the smallest sectors.
_MOST_LISTS = 10
_SMALL = 4096


def beginning_of(file: IO[bytes], stream: str, count: int) -> bytes | None:
    """The first bytes of a stream; None where there is none, or the file is no compound file."""
    try:
        return _Compound(file).beginning_of(stream, count)
    except (struct.error, IndexError, ValueError, OSError):
        return None


class _Compound:
    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        header = self.read(0, _HEADER)
        if not header.startswith(MAGIC):
            raise ValueError("no compound file")
        (shift, small_shift) = struct.unpack_from("<HH", header, 30)
        if shift not in (9, 12) or small_shift != 6:
            raise ValueError("no sectors of a known size")
        self.size, self.small = 1 << shift, 1 << small_shift
        (self.directory,) = struct.unpack_from("<I", header, 48)
        self.tables = [*struct.unpack_from(f"<{_TABLES_IN_HEADER}I", header, 76)]
        (listed,) = struct.unpack_from("<I", header, 68)
        for _ in range(_MOST_LISTS):
            if listed >= _LAST:
                break
            *more, listed = struct.unpack(f"<{self.size // 4}I", self.sector(listed))
            self.tables += more

    def beginning_of(self, stream: str, count: int) -> bytes | None:
        wanted = stream.encode("utf-16-le") + b"\0\0"
        root: tuple[int, int] | None = None
        for sector in self.chain(self.directory):
            entries = self.sector(sector)
            for at in range(0, self.size, _ENTRY):
                entry = entries[at : at + _ENTRY]
                (length, kind) = struct.unpack_from("<HB", entry, 64)
                (start, size) = struct.unpack_from("<II", entry, 116)
                if kind == 5:
                    root = (start, size)
                if kind == 2 and entry[: min(length, 64)] == wanted and size >= count:
                    if size >= _SMALL:
                        return self.sector(start)[:count]
                    return self.in_small(root, start, count) if root else None
        return None

    def in_small(self, root: tuple[int, int], start: int, count: int) -> bytes | None:
        """Small streams share one that is cut in small pieces: this one's first piece."""
        where, within = divmod(start * self.small, self.size)
        for place, sector in enumerate(self.chain(root[0])):
            if place == where:
                return self.sector(sector)[within : within + min(count, self.small)]
        return None

    def chain(self, sector: int) -> Iterator[int]:
        for _ in range(_MOST_SECTORS):
            if sector >= _LAST:
                return
            yield sector
            table, place = divmod(sector, self.size // 4)
            (sector,) = struct.unpack_from("<I", self.sector(self.tables[table]), place * 4)

    def sector(self, number: int) -> bytes:
        if number >= _LAST:
            raise ValueError("no sector")
        found = self.read((number + 1) * self.size, self.size)
        if len(found) < self.size:
            # The last one may be cut short.
            found = found.ljust(self.size, b"\0") if found else found
        return found

    def read(self, at: int, count: int) -> bytes:
        self.file.seek(at)
        return self.file.read(count)
