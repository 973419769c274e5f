"""A part of a file, for players that seek: RFC 9110's Range with one range of bytes."""

import re
from collections.abc import Iterator
from typing import IO, Any

_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
_CHUNK = 64 * 1024


class Unsatisfiable(Exception):
    """Nothing of the file is asked for."""


def asked_part(header: str, size: int) -> range | None:
    """Which bytes; None for all, as for what isn't understood. Raises Unsatisfiable."""
    match = _RANGE.fullmatch(header.strip())
    if match is None or match[1] == match[2] == "":
        return None
    if not match[1]:
        first, last = max(0, size - int(match[2])), size - 1
        if not int(match[2]):
            raise Unsatisfiable
    else:
        first, last = int(match[1]), min(int(match[2] or size - 1), size - 1)
        if match[2] and int(match[2]) < first:
            return None
    if first >= size:
        raise Unsatisfiable
    return range(first, last + 1)


class Part:
    """Iterates over the bytes of `part`, and closes the file with the response."""

    def __init__(self, file: Any, part: range) -> None:
        self.file: IO[bytes] = file
        self.part = part

    def __iter__(self) -> Iterator[bytes]:
        self.file.seek(self.part.start)
        left = len(self.part)
        while left and (chunk := self.file.read(min(left, _CHUNK))):
            left -= len(chunk)
            yield chunk

    def close(self) -> None:
        self.file.close()
