"""Which code, templates, static files and settings made a page."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings


def release() -> str:
    """A name that changes whenever pages may look different for the same content."""
    seen = hashlib.sha256(f"{django.__version__} {settings.NEWSROOM_SITE_URL}".encode())
    for path in _sources():
        seen.update(f"{path}\n".encode())
        seen.update(path.read_bytes())
    return seen.hexdigest()[:16]


def _sources() -> Iterator[Path]:
    """Code of the project's own apps, templates, and the names of the static files."""
    root = Path(settings.BASE_DIR)
    own = {Path(config.path) for config in apps.get_app_configs()}
    for folder in [*sorted(folder for folder in own if folder.parent == root), root / "templates"]:
        for ending in ("py", "html"):
            yield from sorted(folder.rglob(f"*.{ending}"))
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if manifest.exists():
        yield manifest
