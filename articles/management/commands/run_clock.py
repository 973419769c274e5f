"""The background worker. What is due is read from the rows themselves and claimed in the database,
so any number may run, and one that is killed leaves nothing half done."""

import argparse
import logging
import signal
from threading import Event
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections, connection
from django.utils import timezone

from articles import heartbeat
from newsroom import clock

logger = logging.getLogger("newsroom.clock")

# After a failed round the clock waits longer each time, up to this, and tries for ever.
LONGEST_WAIT = 10.0


class Command(BaseCommand):
    help = "예약된 기사를 제시간에 게재 처리하는 등 때가 된 일을 합니다. 끝내려면 Ctrl-C."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="한 번만 하고 끝냅니다")
        parser.add_argument(
            "--every", type=float, default=1.0, metavar="초", help="돌아보는 간격 (기본 1초)"
        )

    def handle(self, *args: Any, once: bool, every: float, **options: Any) -> None:
        if once:
            for _, work in clock.due(whole=True):
                work(timezone.now())
            heartbeat.beat()
            return
        stop = Event()

        def end(number: int, frame: FrameType | None) -> None:
            stop.set()

        signal.signal(signal.SIGTERM, end)
        signal.signal(signal.SIGINT, end)
        wait = every
        while not stop.wait(wait):
            wait = every if self.round() else min(max(wait, every) * 2, LONGEST_WAIT)

    def round(self) -> bool:
        """One look at what is due. What fails is logged, keeps nothing else from being done, and
        misses the beat."""
        close_old_connections()
        done = [self.attempt(name, work) for name, work in clock.due()]
        return all(done) and self.attempt("heartbeat", lambda now: heartbeat.beat())

    def attempt(self, name: str, work: clock.Work) -> bool:
        try:
            work(timezone.now())
        except Exception:
            logger.exception("A round of the clock failed: %s", name)
            connection.close()
            return False
        return True
