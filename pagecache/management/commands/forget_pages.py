"""After a database has been restored: what was stored before says nothing of it."""

from typing import Any

from django.core.management.base import BaseCommand

from pagecache import publishing, start_new_generation


class Command(BaseCommand):
    help = "저장된 페이지를 모두 버립니다. 백업에서 데이터베이스를 되살린 뒤에 실행합니다."

    def handle(self, *args: Any, **options: Any) -> None:
        with publishing():
            start_new_generation()
        self.stdout.write("저장된 페이지를 모두 버렸습니다.")
