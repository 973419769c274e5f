"""The font that watermarks are written in: one that has Hangul, or Pillow's own for ASCII."""

import shutil
import subprocess
from functools import cache
from typing import NamedTuple

from django.conf import settings
from PIL import ImageFont

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont
# No font has a sign for it: what is drawn instead is what is drawn for every sign it lacks.
_NO_SIGN = "\U0010fffe"


class _File(NamedTuple):
    """Some files hold several faces."""

    path: str
    face: int


def font(size: int) -> Font:
    found = _found()
    if found is None:
        return ImageFont.load_default(size)
    return ImageFont.truetype(found.path, size, index=found.face)


def can_draw(text: str) -> bool:
    drawn = font(24)
    missing = bytes(drawn.getmask(_NO_SIGN))
    return all(sign.isspace() or bytes(drawn.getmask(sign)) != missing for sign in text)


@cache
def _found() -> _File | None:
    """The one in the settings, or the one that fontconfig names for Korean."""
    if settings.WATERMARK_FONT:
        return _File(settings.WATERMARK_FONT, 0)
    program = shutil.which("fc-match")
    if program is None:
        return None
    asked = [program, "-f", "%{file}\n%{index}\n%{lang}", "sans-serif:lang=ko:weight=200"]
    try:
        # A fixed command without anything from outside.
        said = subprocess.run(asked, capture_output=True, text=True, timeout=20, check=True)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return None
    path, index, languages = [*said.stdout.split("\n"), "", "", ""][:3]
    if "ko" not in languages.split("|"):
        return None
    # The upper half of the number names a variation of the font.
    return _File(path, int(index or 0) & 0xFFFF)
