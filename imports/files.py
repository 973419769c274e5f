"""A file as text, whatever wrote it."""

from __future__ import annotations

import unicodedata
from collections import Counter
from pathlib import Path

from newsroom.lib import korean

LARGEST = 10 * 1024 * 1024
# In text, hardly one character in a hundred is a control, unassigned or for private use.
_STRANGE = frozenset({"Cc", "Cn", "Co"})
_LINE_ENDS = frozenset("\t\n\v\f\r")
_MOST_STRANGE = 0.01


class Unreadable(Exception):
    """The file gives no text. str() is a Korean sentence that names it."""


def read_text(path: Path, encoding: str | None = None) -> str:
    """The text of the file, in NFC with LF line ends."""
    return decoded(_read_bytes(path), path.name, encoding)


def decoded(data: bytes, name: str, encoding: str | None = None) -> str:
    try:
        text = korean.normalise(korean.decode(data, encoding)[0])
    except ValueError as error:
        raise Unreadable(f"{name}: {error}") from error
    strange = sum(
        count
        for character, count in Counter(text).items()
        if unicodedata.category(character) in _STRANGE and character not in _LINE_ENDS
    )
    if strange > _MOST_STRANGE * len(text):
        raise Unreadable(f"{name}: 텍스트 파일이 아닙니다.")
    return text


def _read_bytes(path: Path) -> bytes:
    name = str(path)
    try:
        if path.is_dir():
            raise Unreadable(f"{name}: 파일이 아니라 폴더입니다.")
        if not path.exists():
            raise Unreadable(f"{name}: 파일이 없습니다.")
        if not path.is_file():
            raise Unreadable(f"{name}: 보통 파일이 아닙니다.")
        if path.stat().st_size > LARGEST:
            raise Unreadable(f"{name}: 파일이 {LARGEST // 1024 // 1024}MB보다 큽니다.")
        return path.read_bytes()
    except PermissionError as error:
        raise Unreadable(f"{name}: 파일을 읽을 권한이 없습니다.") from error
    except (OSError, ValueError) as error:
        raise Unreadable(f"{name}: 파일을 읽을 수 없습니다.") from error
