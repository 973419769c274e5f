"""A progress bar for a terminal; elsewhere it stays silent."""

from __future__ import annotations

from typing import TextIO

_WIDTH = 30
_CLEAR_LINE = "\r\x1b[K"


class Progress:
    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._is_shown = stream.isatty()

    def show(self, done: int, total: int, what: str) -> None:
        if self._is_shown:
            filled = _WIDTH * done // max(total, 1)
            bar = "#" * filled + "-" * (_WIDTH - filled)
            self._stream.write(f"{_CLEAR_LINE}[{bar}] {done}/{total} {what}")
            self._stream.flush()

    def clear(self) -> None:
        """Give the line back, before something else is printed."""
        if self._is_shown:
            self._stream.write(_CLEAR_LINE)
            self._stream.flush()
