"""A file of any size line by line, never whole in memory."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from imports.files import Unreadable
from newsroom.lib import korean

# A body may take 2 MB, and JSON may write each of its letters as six.
LONGEST_LINE = 16 * 1024 * 1024
_CHUNK = 64 * 1024
_WIDE = ("utf-16", "utf-32")


@dataclass(frozen=True)
class Line:
    """`text`, or None and the reason (Korean) why there is none. `read` and `size` are bytes."""

    number: int
    text: str | None
    reason: str
    read: int
    size: int


def lines(path: Path, encoding: str | None = None) -> Iterator[Line]:
    """The lines that aren't blank, decoded one at a time. Raises Unreadable for the whole file."""
    try:
        if path.is_dir():
            raise Unreadable(f"{path}: 파일이 아니라 폴더입니다.")
        if not path.exists():
            raise Unreadable(f"{path}: 파일이 없습니다.")
        if not path.is_file():
            raise Unreadable(f"{path}: 보통 파일이 아닙니다.")
        file = path.open("rb")
    except PermissionError as error:
        raise Unreadable(f"{path}: 파일을 읽을 권한이 없습니다.") from error
    except (OSError, ValueError) as error:
        raise Unreadable(f"{path}: 파일을 읽을 수 없습니다.") from error
    with file:
        size = path.stat().st_size
        wide = _wide_encoding(file, encoding)
        number = 0
        for data in _recoded(file, wide) if wide else _raw_lines(file):
            number += 1
            read = file.tell()
            if data is None:
                reason = f"한 줄이 {LONGEST_LINE // 1024 // 1024}MB보다 깁니다."
                yield Line(number, None, reason, read, size)
                continue
            if number == 1:
                data = data.removeprefix(codecs.BOM_UTF8)
            if data.strip():
                yield _decoded(data, number, None if wide else encoding, read, size)


def _decoded(data: bytes, number: int, encoding: str | None, read: int, size: int) -> Line:
    if b"\x00" in data:
        return Line(number, None, "저장할 수 없는 문자(NUL)가 있습니다.", read, size)
    try:
        # Nearly always; `decode` looks longer at what it is given.
        text = data.decode() if encoding is None else korean.decode(data, encoding)[0]
    except UnicodeDecodeError:
        try:
            text = korean.decode(data)[0]
        except ValueError as error:
            return Line(number, None, str(error), read, size)
    except ValueError as error:
        return Line(number, None, str(error), read, size)
    return Line(number, text, "", read, size)


def _wide_encoding(file: IO[bytes], encoding: str | None) -> str | None:
    """The encoding, if its line ends are no single bytes. The file is at its start afterwards."""
    if encoding is not None:
        name = codecs.lookup(encoding).name
        return name if name.startswith(_WIDE) else None
    head = file.read(4)
    file.seek(0)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    # Each line begins with a "{".
    if head.startswith(b"{\x00"):
        return "utf-16-le"
    return "utf-16-be" if head.startswith(b"\x00{") else None


def _recoded(file: IO[bytes], encoding: str) -> Iterator[bytes | None]:
    """The lines as UTF-8; what can't be read becomes a byte that UTF-8 doesn't have."""
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    rest = b""
    while chunk := file.read(_CHUNK):
        text = decoder.decode(chunk).replace("\ufffd", "\udcff").removeprefix("\ufeff")
        *whole, rest = (rest + text.encode("utf-8", "surrogateescape")).split(b"\n")
        yield from whole
        if len(rest) > LONGEST_LINE:
            raise Unreadable(f"{getattr(file, 'name', '')}: 한 줄이 너무 깁니다.")
    yield rest + decoder.decode(b"", True).replace("\ufffd", "\udcff").encode(
        "utf-8", "surrogateescape"
    )


def _raw_lines(file: IO[bytes]) -> Iterator[bytes | None]:
    """The lines as they stand; None for one that is too long."""
    while data := file.readline(LONGEST_LINE + 1):
        if len(data) <= LONGEST_LINE:
            yield data
            continue
        while data and not data.endswith(b"\n"):
            data = file.readline(_CHUNK)
        yield None
