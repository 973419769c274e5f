"""One module for each screen; importing them registers their admin classes."""

from desk.admin import (
    frontpage,
    mastheads,
    pages,
    photos,
    redirects,
    reporters,
    sections,
    tags,
    users,
)

__all__ = [
    "frontpage",
    "mastheads",
    "pages",
    "photos",
    "redirects",
    "reporters",
    "sections",
    "tags",
    "users",
]
