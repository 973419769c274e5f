"""`python -m bench.stale.readers NUMBER BOARD PORT STAGE`: one process of readers, a thread each,
until the board says stop. Prints as JSON what they read and every stale page they met."""

import json
import random
import sys
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from bench.stale.acts import State, state_after, tokens_in
from bench.stale.board import Board
from bench.stale.connection import Answer, Broken, Connection
from bench.stale.stage import Stage

READERS = 8
ENCODINGS = ("identity", "gzip", "br")
# What the address of a list promises: every public story of the trial stands on it.
SHOWN_FINDINGS = 20


@dataclass
class Findings:
    reads: int = 0
    broken: int = 0
    by_status: Counter[int] = field(default_factory=Counter)
    stale: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)


class Judge:
    """Knows what a page may show that was asked for after some acts, and came before others."""

    def __init__(self, stage: Stage) -> None:
        self._slots = {f"/articles/{pk}/": slot for slot, pk in enumerate(stage["articles"])}

    def complaints(
        self, path: str, status: int, page: str, committed: list[int], begun: list[int]
    ) -> list[str]:
        allowed = [
            [state_after(number) for number in range(first, last + 1)]
            for first, last in zip(committed, begun, strict=True)
        ]
        found = [
            f"version {version} of story {slot}, not one of {_named(allowed[slot])}"
            for slot, version in tokens_in(page)
            if State(200, version) not in allowed[slot]
        ]
        own = self._slots.get(path)
        if own is not None:
            if status not in {state.status for state in allowed[own]}:
                found.append(f"status {status}, not one of {_named(allowed[own])}")
            return found
        for address, slot in self._slots.items():
            is_shown = address in page
            if not any(state.is_public == is_shown for state in allowed[slot]):
                found.append(f"story {slot} {'shown' if is_shown else 'missing'}")
        return found


def _named(states: list[State]) -> str:
    return ", ".join(f"{state.status}/{state.version}" for state in states)


class Reader:
    """Asks for one page after another, in every encoding, a third of them with the ETag it knows."""

    def __init__(self, board: Board, port: int, stage: Stage, headers: dict[str, str]) -> None:
        self.findings = Findings()
        self._board = board
        self._connection = Connection(port, headers)
        self._judge = Judge(stage)
        self._articles = [f"/articles/{pk}/" for pk in stage["articles"]]
        self._lists = stage["lists"]
        self._known: dict[tuple[str, str], Answer] = {}
        self._chance = random.Random()  # noqa: S311

    def read_until_stopped(self) -> Findings:
        while not self._board.is_stopped:
            self.read()
        self._connection.close()
        return self.findings

    def read(self) -> None:
        path = self._chance.choice(self._chance.choice((self._articles, self._lists)))
        encoding = self._chance.choice(ENCODINGS)
        known = self._known.get((path, encoding)) if self._chance.random() < 1 / 3 else None
        committed = self._board.committed()
        try:
            answer = self._connection.get(path, encoding=encoding, etag=known.etag if known else "")
        except Broken:
            self.findings.broken += 1
            return
        begun = self._board.begun()
        self.findings.by_status[answer.status] += 1
        if answer.status == 304 and known:
            answer = known
        elif answer.status >= 500:
            return
        elif answer.etag and answer.status == 200:
            self._known[path, encoding] = answer
        self.findings.reads += 1
        page = answer.body.decode()
        complaints = self._judge.complaints(path, answer.status, page, committed, begun)
        if complaints:
            self.findings.stale["article" if path in self._articles else path] += 1
            if len(self.findings.examples) < SHOWN_FINDINGS:
                self.findings.examples.append(f"{path} {encoding}: {'; '.join(complaints)}")


def _report_reads(board: Board, number: int, readers: list[Reader]) -> None:
    done = threading.Event()
    while not board.is_stopped:
        board.count_reads(number, sum(reader.findings.reads for reader in readers))
        done.wait(0.1)


def main() -> None:
    number, board, port = int(sys.argv[1]), Board(Path(sys.argv[2])), int(sys.argv[3])
    told = json.loads(sys.argv[4])
    readers = [Reader(board, port, told["stage"], told["headers"]) for _ in range(READERS)]
    with ThreadPoolExecutor(READERS) as pool:
        all_findings = [pool.submit(reader.read_until_stopped) for reader in readers]
        _report_reads(board, number, readers)
    total = Findings()
    for future in all_findings:
        findings = future.result()
        total.reads += findings.reads
        total.broken += findings.broken
        total.by_status += findings.by_status
        total.stale += findings.stale
        total.examples += findings.examples
    print(json.dumps(vars(total)))


if __name__ == "__main__":
    main()
