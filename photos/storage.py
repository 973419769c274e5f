"""Where picture files lie: a private place, never one that a web server hands out."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage


class PhotoStorage(FileSystemStorage):
    """Files under settings.PHOTO_ROOT; a picture of the seed fixtures is found beside them."""

    def __init__(self, **options: Any) -> None:
        super().__init__(location=settings.PHOTO_ROOT, base_url=None, **options)

    def path(self, name: str) -> str:
        own = super().path(name)
        seed = seed_file(name)
        return str(seed) if not Path(own).exists() and seed.is_file() else own

    def delete(self, name: str) -> None:
        """Only what is our own: the seed fixtures' pictures stay where they are. A folder that
        isn't empty stays, too."""
        own = Path(super().path(name))
        if own.is_file() or (own.is_dir() and not any(own.iterdir())):
            super().delete(name)


def seed_file(name: str) -> Path:
    return Path(settings.SEED_PHOTO_ROOT, name)
