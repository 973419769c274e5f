"""Import story documents and bulk files. Exit 0 if no story was refused, 1 if some were, 2 if nothing could be
read or the command itself was wrong."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from accounts.models import User
from imports import files, formats, report
from imports.ingest import Outcome, Result
from imports.progress import Progress
from pagecache import publishing
from sections.models import Section

WRONG_INPUT = 2
SOME_REFUSED = 1


class OneLineParser(CommandParser):
    """Says what is wrong with the arguments in one line, without the usage."""

    def error(self, message: str) -> NoReturn:
        if not self.called_from_command_line:
            raise CommandError(message, returncode=WRONG_INPUT)
        self.exit(WRONG_INPUT, f"{self.prog}: {message}\n")


class Command(BaseCommand):
    # Their notes would stand between a program and the one line it waits for.
    requires_system_checks = ()
    help = "기사 문서를 가져옵니다. 두 번 가져와도 바뀌는 것이 없습니다."

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.__class__ = OneLineParser
        return parser

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", help="기사 문서나 기사 묶음")
        parser.add_argument(
            "--format", choices=sorted(formats.IMPORTERS), default=formats.DEFAULT, help="문서 형식"
        )
        parser.add_argument(
            "--section", metavar="SLUG", help="섹션을 알 수 없는 기사를 실을 섹션의 주소 이름"
        )
        parser.add_argument("--publish", action="store_true", help="가져온 기사를 바로 출고")
        parser.add_argument(
            "--by", metavar="USER", help="이 사용자의 권한으로 가져옵니다. 없으면 시스템"
        )
        parser.add_argument("--dry-run", action="store_true", help="아무것도 저장하지 않음")
        parser.add_argument("--json", action="store_true", help="기사마다 JSON 한 줄로 결과를 출력")
        parser.add_argument(
            "--encoding", metavar="E", help="문자 인코딩. 없으면 UTF-8, UTF-16, EUC-KR 가운데 판단"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        run = formats.IMPORTERS[options["format"]](
            by=_user(options["by"]),
            section=_section(options["section"]),
            publishes=options["publish"],
        )
        encoding = _encoding(options["encoding"])
        progress = Progress(sys.stderr)
        outcomes: Counter[Outcome] = Counter()
        unread: list[str] = []
        with _trial(run) if options["dry_run"] else nullcontext():
            for path in map(Path, options["files"]):
                try:
                    for result in run.take_file(path, encoding, progress.show):
                        progress.clear()
                        outcomes[result.outcome] += 1
                        self._tell(result, options)
                except files.Unreadable as error:
                    unread.append(str(error))
                finally:
                    progress.clear()
        if len(unread) == len(options["files"]):
            raise CommandError(" / ".join(unread), returncode=WRONG_INPUT)
        for reason in unread:
            self.stderr.write(reason)
        if not options["json"]:
            counted = " · ".join(f"{outcome} {outcomes[outcome]}" for outcome in Outcome)
            self.stdout.write(counted + (" (저장하지 않음)" if options["dry_run"] else ""))
        if unread or outcomes[Outcome.REFUSED]:
            sys.exit(SOME_REFUSED)

    def _tell(self, result: Result, options: dict[str, Any]) -> None:
        if options["json"]:
            told = report.as_json(result, is_dry_run=options["dry_run"])
            self.stdout.write(json.dumps(told, ensure_ascii=False))
        else:
            for line in report.as_lines(result):
                self.stdout.write(line)


@contextmanager
def _trial(run: formats.Importer) -> Iterator[None]:
    """Do it all, so that every outcome is true, and keep nothing."""
    try:
        with publishing():
            yield
            transaction.set_rollback(True)
    finally:
        run.discard_files()


def _user(username: str | None) -> User | None:
    if username is None:
        return None
    user = User.objects.filter(username=username).first()
    if user is None:
        raise CommandError(f"--by: 그런 사용자가 없습니다: {username}", returncode=WRONG_INPUT)
    return user


def _section(slug: str | None) -> Section | None:
    if slug is None:
        return None
    section = Section.objects.filter(slug=slug).first()
    if section is None:
        raise CommandError(f"--section: 그런 섹션이 없습니다: {slug}", returncode=WRONG_INPUT)
    return section


def _encoding(name: str | None) -> str | None:
    """The name if it is a text encoding Python knows. Raises CommandError."""
    if name is None:
        return None
    try:
        b"".decode(name)
    except (LookupError, ValueError) as error:
        message = f"--encoding: 알 수 없는 문자 인코딩입니다: {name}"
        raise CommandError(message, returncode=WRONG_INPUT) from error
    return name
