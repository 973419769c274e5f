"""Make the lists of stories and their counts by day anew, while the newsroom goes on.

Needed only where stories were written past the workflow: after SQL by hand, or when the old code
went on publishing during the upgrade that brought the lists.
"""

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles import listing
from pagecache import publishing, start_new_generation

SHOWN = 20


class Command(BaseCommand):
    help = "기사 목록과 날짜별 기사 수를 기사에서 다시 만듭니다. 편집국이 일하는 동안에도 됩니다."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="고치지 않고 다른 점만 알림 (있으면 1로 끝남)"
        )

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        if check:
            self._check()
            return
        for done in listing.rebuild():
            self.stderr.write(f"{done:,}번 기사까지")
        with publishing():
            start_new_generation()
        self.stdout.write("기사 목록을 다시 만들었습니다.")

    def _check(self) -> None:
        found = listing.differences()
        for difference in found[:SHOWN]:
            self.stdout.write(difference)
        if found:
            raise CommandError(
                f"다른 곳이 {len(found):,}개입니다. manage.py rebuild_lists로 고칩니다."
            )
        self.stdout.write("기사 목록이 기사와 맞습니다.")
