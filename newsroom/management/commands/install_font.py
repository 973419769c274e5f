"""`manage.py install_font`: the font that readers get from this site (newsroom/site_font.py)."""

from argparse import ArgumentParser
from shutil import rmtree
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from newsroom import site_font

THEN = "서버를 다시 시작하면(운영에서는 collectstatic을 한 뒤) 독자 화면에 반영됩니다."


class Command(BaseCommand):
    help = "독자에게 보낼 한글 글꼴(프리텐다드)을 npm에서 받아 둡니다. --remove는 도로 지웁니다."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--remove", action="store_true", help="글꼴을 지웁니다")

    def handle(self, *args: Any, **options: Any) -> None:
        folder = settings.SITE_FONT_ROOT
        if options["remove"]:
            rmtree(folder, ignore_errors=True)
            self.stdout.write(f"글꼴을 지웠습니다. {THEN}")
            return
        self.stdout.write(f"{site_font.PACKAGE}을 받습니다(72MB)…")
        try:
            slices = site_font.install(folder)
        except site_font.NotInstalled as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"글꼴 조각 {slices}개를 두었습니다. {THEN}")
