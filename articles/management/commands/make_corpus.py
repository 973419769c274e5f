"""Fill a database with a newspaper of any size, to measure with. Exit 2 for wrong input.

Each batch is one transaction, so a run that was killed is continued by the same command.
"""

import argparse
import time
from datetime import date
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, IntegrityError

from articles.corpus import ground, loading
from articles.corpus.stories import YEARS, Corpus

WRONG_INPUT = 2
MOST = 50_000_000
# Fixed, so that the same size and seed make the same stories on any day.
UNTIL = date(2026, 10, 31)
EARLIEST, LATEST = date(1960, 1, 1), date(2999, 12, 31)


class OneLineParser(CommandParser):
    """Says what is wrong with the arguments in one line, without the usage."""

    def error(self, message: str) -> NoReturn:
        if not self.called_from_command_line:
            raise CommandError(message, returncode=WRONG_INPUT)
        self.exit(WRONG_INPUT, f"{self.prog}: {message}\n")


class Command(BaseCommand):
    help = f"지어낸 기사 N건({YEARS}년 치)을 데이터베이스에 넣습니다. 성능을 잴 때 씁니다."
    requires_system_checks = ()

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.__class__ = OneLineParser
        return parser

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("size", type=_size, metavar="N", help="기사 수")
        parser.add_argument(
            "--seed", type=_seed, default=1, help="다른 수를 주면 다른 기사 (기본 1)"
        )
        parser.add_argument(
            "--until",
            type=_day,
            default=UNTIL,
            metavar="YYYY-MM-DD",
            help=f"마지막 기사의 날짜 (기본 {UNTIL})",
        )
        parser.add_argument("--force", action="store_true", help="다른 기사가 있어도 더 넣음")

    def handle(
        self, *args: Any, size: int, seed: int, until: date, force: bool, **options: Any
    ) -> None:
        corpus = Corpus(size, seed, until)
        try:
            self._fill(corpus, force=force)
        except IntegrityError as error:
            raise CommandError(
                f"넣을 수 없는 기사가 있어 멈췄습니다. 같은 명령이 동시에 돌고 있지 않은지 보십시오: {_line(error)}"
            ) from error
        except DatabaseError as error:
            raise CommandError(
                f"데이터베이스 오류로 멈췄습니다. 다시 실행하면 이어서 넣습니다: {_line(error)}"
            ) from error
        except KeyboardInterrupt:
            raise CommandError(
                "멈췄습니다. 다시 실행하면 이어서 넣습니다.", returncode=130
            ) from None

    def _fill(self, corpus: Corpus, *, force: bool) -> None:
        if not force and loading.others(corpus):
            raise CommandError(
                "이 데이터베이스에는 다른 기사가 있습니다. 빈 데이터베이스에 넣거나 --force를 주십시오.",
                returncode=WRONG_INPUT,
            )
        before = done = loading.loaded(corpus)
        if before:
            self.stderr.write(f"{before:,}건이 이미 있습니다. 이어서 넣습니다.")
        started = time.monotonic()
        for done in loading.load(corpus, ground.lay()):
            speed = (done - before) / (time.monotonic() - started)
            self._tell(done, corpus.size, speed)
        if done > before:
            loading.refresh_statistics()
        self.stdout.write(
            f"기사 {done:,}건, 이번에 {done - before:,}건 ({time.monotonic() - started:.0f}초)"
        )

    def _tell(self, done: int, size: int, speed: float) -> None:
        """On a terminal one line that changes, elsewhere a line for each twentieth."""
        left = (size - done) / speed
        said = f"{done:,}/{size:,} ({done / size:.0%}) 초당 {speed:,.0f}건, 남은 시간 {left:.0f}초"
        if self.stderr.isatty():
            self.stderr.write(f"\r\x1b[K{said}", ending="\n" if done == size else "")
            self.stderr.flush()
        elif done * 20 // size > max(0, done - loading.BATCH) * 20 // size:
            self.stderr.write(said)


def _line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0]


def _number(text: str, least: int, most: int) -> int:
    if not (text.isascii() and text.isdecimal()) or len(text) > 12:
        raise argparse.ArgumentTypeError(f"{least}에서 {most:,} 사이의 수여야 합니다: {text!r}")
    number = int(text)
    if not least <= number <= most:
        raise argparse.ArgumentTypeError(f"{least}에서 {most:,} 사이의 수여야 합니다: {text!r}")
    return number


def _size(text: str) -> int:
    return _number(text, 1, MOST)


def _seed(text: str) -> int:
    return _number(text, 0, 1_000_000)


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or not EARLIEST <= day <= LATEST:
        raise argparse.ArgumentTypeError(
            f"{EARLIEST}에서 {LATEST} 사이의 날짜(YYYY-MM-DD)여야 합니다: {text!r}"
        )
    return day
