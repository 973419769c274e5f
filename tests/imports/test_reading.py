"""Large files are read ahead by other processes, a little at a time and in order."""

import multiprocessing
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from imports import reading, stream
from imports.files import Unreadable
from tests.imports.large import write_large
from tests.imports.lines import told, write

pytestmark = pytest.mark.any_database

HERE, AHEAD = sys.maxsize, 0


@pytest.fixture(autouse=True)
def two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "processors", lambda: 2)


@pytest.fixture
def large(tmp_path: Path) -> Path:
    return write_large(tmp_path / "large.jsonl", 5000)


def test_what_is_read_ahead_is_what_is_read_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines: list[object] = [told(n, body="<p>글 <b>굵게</b></p>" * (n % 9)) for n in range(700)]
    lines[3:3] = ["{", b"\xea\xb0\x80\xea\xb0\x80\xea\xb0\x80\xff", "", told("x", body="<b>" * 400)]
    path = write(tmp_path, *lines)
    read = []
    for large in (HERE, AHEAD):
        monkeypatch.setattr(reading, "LARGE", large)
        read.append(list(reading.items(path, None)))
    assert read[0] == read[1]
    assert len(read[0]) == 703


@pytest.mark.parametrize("large_from", [HERE, AHEAD])
def test_no_more_than_a_few_pieces_are_held(
    large: Path, large_from: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "LARGE", large_from)
    taken = 0
    lines = stream.lines

    def counted(*arguments: Any) -> Iterator[stream.Line]:
        nonlocal taken
        for line in lines(*arguments):
            taken += 1
            yield line

    monkeypatch.setattr(stream, "lines", counted)
    most = 0
    for given, _ in enumerate(reading.items(large, None)):
        most = max(most, taken - given)
    assert taken == 5000
    assert most <= 4 * reading._PIECE_LINES


def test_a_killed_reader_costs_only_time(large: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LARGE", AHEAD)
    found = reading.items(large, None)
    numbers = [next(found).line.number]
    for reader in multiprocessing.active_children():
        reader.kill()
    numbers += [read.line.number for read in found]
    assert numbers == list(range(1, 5001))
    assert not multiprocessing.active_children()


def test_what_cant_be_read_is_told_as_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LARGE", AHEAD)
    for path in (tmp_path, tmp_path / "none.jsonl"):
        with pytest.raises(Unreadable):
            list(reading.items(path, None))
