"""One trial: who reads, publishes and kills, and what came of it."""

import json
import random
import subprocess
import sys
import time
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass

from bench.processes import ROOT, children, kill, running
from bench.site import Site
from bench.stale.board import Board
from bench.stale.stage import Stage

READER_PROCESSES = 2
# A worker that was just started is left to live: otherwise nobody would answer readers.
WORKER_YOUTH_SECONDS = 2
WORKERS = 3
PAUSE_BETWEEN_KILLS_SECONDS = 0.3


@dataclass(frozen=True)
class Trial:
    """`application` is what gunicorn serves, `publishers` the module that publishes: those of the
    site, or ones with a fault built in (bench/stale/faults.py)."""

    reads: int
    kills: int
    reads_per_act: int = 200
    application: str = "newsroom.wsgi"
    publishers: str = "bench.stale.publishers"
    longest_seconds: float = 1800


@dataclass(frozen=True)
class Outcome:
    reads: int
    acts: int
    killed_workers: int
    killed_publishers: int
    broken: int
    by_status: Counter[str]
    stale: Counter[str]
    examples: list[str]
    seconds: float

    @property
    def stale_reads(self) -> int:
        return self.stale.total()


def hold(newspaper: Site, trial: Trial) -> Outcome:
    """Runs until there were enough reads and kills. Raises RuntimeError if a publisher failed or
    time ran out."""
    stage: Stage = json.loads(newspaper.run("bench.stale.stage"))
    board_path = newspaper.folder / "board"
    board = Board.new(board_path)
    with ExitStack() as stack:
        port, gunicorn = stack.enter_context(
            newspaper.served(application=trial.application, workers=WORKERS)
        )
        headers = dict(newspaper.headers)
        if newspaper.page_store:
            port = stack.enter_context(newspaper.behind_nginx(port)).site_port
            headers = {"Host": headers["Host"]}
        log = newspaper.folder / "publishers.log"
        command = [
            sys.executable,
            "-m",
            trial.publishers,
            str(board_path),
            str(trial.reads_per_act),
        ]
        publishers = stack.enter_context(
            running(
                [*command, *map(str, stage["articles"])],
                log=log,
                environment=newspaper.environment,
            )
        )
        told = json.dumps({"stage": stage, "headers": headers})
        readers = [
            subprocess.Popen(
                [
                    *(sys.executable, "-m", "bench.stale.readers"),
                    *(str(number), str(board_path), str(port), told),
                ],
                cwd=ROOT,
                stdout=subprocess.PIPE,
            )
            for number in range(READER_PROCESSES)
        ]
        stack.callback(_end, readers)
        started = time.monotonic()
        killer = Killer(board, gunicorn)
        try:
            while board.reads() < trial.reads or killer.kills < trial.kills:
                if publishers.poll() is not None:
                    raise RuntimeError(f"publishing failed: {log.read_text()[-2000:]}")
                if time.monotonic() - started > trial.longest_seconds:
                    raise RuntimeError(f"only {board.reads()} reads, {killer.kills} kills in time")
                time.sleep(PAUSE_BETWEEN_KILLS_SECONDS)
                # Evenly among the reads.
                if board.reads() * trial.kills > killer.kills * trial.reads:
                    killer.strike()
        finally:
            board.stop()
        found = [json.loads(reader.communicate(timeout=120)[0]) for reader in readers]
        if publishers.wait(timeout=60):
            raise RuntimeError(f"publishing failed: {log.read_text()[-2000:]}")
        return Outcome(
            reads=sum(findings["reads"] for findings in found),
            acts=sum(board.committed()),
            killed_workers=killer.workers,
            killed_publishers=killer.publishers,
            broken=sum(findings["broken"] for findings in found),
            by_status=_summed([findings["by_status"] for findings in found]),
            stale=_summed([findings["stale"] for findings in found]),
            examples=[example for findings in found for example in findings["examples"]],
            seconds=time.monotonic() - started,
        )


class Killer:
    """kill -9, by turns of a publisher in the middle of an act and of a worker just after one,
    when it renders what the act changed."""

    def __init__(self, board: Board, gunicorn: int) -> None:
        self.workers = self.publishers = 0
        self._board = board
        self._gunicorn = gunicorn
        self._seen: dict[int, float] = {}
        self._chance = random.Random()  # noqa: S311

    @property
    def kills(self) -> int:
        return self.workers + self.publishers

    def strike(self) -> None:
        """Does nothing if no act comes in time, or too few workers would be left."""
        if self.workers < self.publishers:
            grown = self._grown_workers()
            if len(grown) > 1 and self._wait_for_act():
                time.sleep(self._chance.uniform(0, 0.15))
                self.workers += kill(self._chance.choice(grown))
        elif busy := self._wait_for_act():
            time.sleep(self._chance.uniform(0, 0.025))
            self.publishers += kill(busy[0])

    def _wait_for_act(self) -> list[int]:
        deadline = time.monotonic() + 5
        while not (busy := self._board.busy_publishers()) and time.monotonic() < deadline:
            time.sleep(0.001)
        return busy

    def _grown_workers(self) -> list[int]:
        now = time.monotonic()
        self._seen = {pid: self._seen.get(pid, now) for pid in children(self._gunicorn)}
        return [pid for pid, at in self._seen.items() if now - at > WORKER_YOUTH_SECONDS]


def _end(readers: list[subprocess.Popen[bytes]]) -> None:
    for reader in readers:
        if reader.poll() is None:
            reader.kill()
            reader.wait()


def _summed(counts: list[dict[str, int]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for count in counts:
        total.update(count)
    return total
