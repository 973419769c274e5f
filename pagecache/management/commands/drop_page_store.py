"""Take the page store out of use whose machine is gone."""

from typing import Any

from django.core.management.base import BaseCommand

from pagecache.page_store.place import find_place
from pagecache.page_store.setup import drop


class Command(BaseCommand):
    help = (
        "nginx가 직접 내보내던 페이지 파일을 쓰지 않게 합니다. 그 서버의 nginx를 멈춘 뒤에만"
        " 실행하세요."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        place = find_place()
        if place is None:
            self.stdout.write("쓰고 있는 페이지 파일이 없습니다.")
            return
        drop(place)
        self.stdout.write(f"이제 쓰지 않습니다: {place.host}의 {place.folder}")
