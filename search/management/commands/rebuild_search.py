"""Build the search index anew, while readers search the old one and the newsroom goes on.

Needed after make_corpus, after SQL by hand, and after an upgrade that takes words apart in another
way; stories and pictures that change, and those of imports, get into the index by themselves. Each
step is one transaction, so a run that was killed is continued by the same command.
"""

import time
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from search import building
from search.photos import keeping

TOLD_EVERY = 2.0


class Command(BaseCommand):
    help = "찾기 색인을 다시 만듭니다. 그동안에도 찾기와 편집국은 그대로 움직입니다."

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()
        try:
            self._tell("기사", building.rebuild())
            self._tell("사진", keeping.rebuild())
        except building.BuiltElsewhere:
            raise CommandError("다른 rebuild_search가 같은 색인을 만들고 있습니다.") from None
        except DatabaseError as error:
            raise CommandError(
                "데이터베이스 오류로 멈췄습니다. 다시 실행하면 이어서 만듭니다: "
                f"{' '.join(str(error).split())}"
            ) from error
        except KeyboardInterrupt:
            raise CommandError(
                "멈췄습니다. 다시 실행하면 이어서 만듭니다.", returncode=130
            ) from None
        seconds = time.monotonic() - started
        self.stdout.write(f"찾기 색인을 만들었습니다 ({seconds:.0f}초).")

    def _tell(self, what: str, steps: Iterator[tuple[int, int]]) -> None:
        started = told = time.monotonic()
        for done, last in steps:
            now = time.monotonic()
            if now - told >= TOLD_EVERY or done == last:
                told = now
                share = done / last
                self.stderr.write(f"{what} {done:,}번까지 ({share:.0%}), {now - started:.0f}초")
