"""Which files are taken in, told by what is in them and never by their names."""

from django.db import models


class Kind(models.TextChoices):
    """By content (attachments/uploads.py); the value is the file extension."""

    PDF = "pdf", "PDF"
    HWP = "hwp", "한글(HWP)"
    HWPX = "hwpx", "한글(HWPX)"
    MP3 = "mp3", "소리(MP3)"
    M4A = "m4a", "소리(M4A)"
    OGG = "ogg", "소리(OGG)"
    WAV = "wav", "소리(WAV)"

    @property
    def short(self) -> str:
        return str(self.value).upper()


SOUNDS = frozenset({Kind.MP3, Kind.M4A, Kind.OGG, Kind.WAV})
# A document is nothing that a browser opens by itself.
_DOCUMENT = "application/octet-stream"
CONTENT_TYPES = {
    Kind.PDF: "application/pdf",
    Kind.HWP: _DOCUMENT,
    Kind.HWPX: _DOCUMENT,
    Kind.MP3: "audio/mpeg",
    Kind.M4A: "audio/mp4",
    Kind.OGG: "audio/ogg",
    Kind.WAV: "audio/wav",
}


def told_size(size: int) -> str:
    """1.2MB, 340KB: as Korean download links say it."""
    if size < 1024 * 1024:
        return f"{max(1, round(size / 1024)):,}KB"
    return f"{size / 1024 / 1024:.1f}".removesuffix(".0") + "MB"
