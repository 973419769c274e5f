"""Enter which photos and files stories use, where that is missing, while the newsroom goes on.

Needed only where stories were written past the workflow: when the old code went on working during
the upgrade that brought the table of uses, or after SQL by hand.
"""

from typing import Any

from django.core.management.base import BaseCommand

from articles import media_filling


class Command(BaseCommand):
    help = "기사가 쓰는 사진과 파일의 목록에 빠진 것을 채웁니다. 편집국이 일하는 동안에도 됩니다."

    def handle(self, *args: Any, **options: Any) -> None:
        for done in media_filling.fill():
            self.stderr.write(f"{done:,}번 기사까지")
        self.stdout.write("쓰인 사진·파일 목록을 채웠습니다.")
