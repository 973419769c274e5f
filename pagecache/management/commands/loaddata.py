"""Django's loaddata, after which no stored page is trusted: fixtures name no keys."""

from typing import Any

from django.core.management.commands.loaddata import Command as LoadData

from pagecache import publishing, start_new_generation


class Command(LoadData):
    def handle(self, *labels: Any, **options: Any) -> None:
        with publishing():
            start_new_generation()
            super().handle(*labels, **options)
