"""One module for each screen; importing them registers their admin classes."""

from desk.admin import (
    article,
    attachments,
    frontpage,
    mastheads,
    notices,
    pages,
    photos,
    redirects,
    reporters,
    sections,
    synonyms,
    tags,
    users,
)

__all__ = [
    "article",
    "attachments",
    "frontpage",
    "mastheads",
    "notices",
    "pages",
    "photos",
    "redirects",
    "reporters",
    "sections",
    "synonyms",
    "tags",
    "users",
]
