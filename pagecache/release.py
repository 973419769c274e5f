"""Which code, templates, static files and settings made a page."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import django
from django.conf import settings


def release() -> str:
    """A name that changes whenever pages may look different for the same content."""
    seen = hashlib.sha256(f"{django.__version__} {settings.NEWSROOM_SITE_URL}".encode())
    for path in _sources():
        seen.update(f"{path}\n".encode())
        seen.update(path.read_bytes())
    return seen.hexdigest()[:16]


def _sources() -> Iterator[Path]:
    root = Path(settings.BASE_DIR)
    kept_out = Path(settings.NEWSROOM_DATA)
    for folder in sorted(root.iterdir()):
        if folder.is_dir() and not folder.name.startswith(".") and folder != kept_out:
            for ending in ("py", "html"):
                yield from sorted(folder.rglob(f"*.{ending}"))
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if manifest.exists():
        yield manifest
