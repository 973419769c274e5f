"""What a picture's own metadata says: when it was taken, and an agency's words about it.

EXIF 2.3 (JEITA CP-3451C) and IPTC-IIM 4.2. All of it is a stranger's: what can't be read or can't be
true counts as not said.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from PIL import Image, ImageFile, IptcImagePlugin

from newsroom.lib.korean import clean_name

_EXIF_IFD = 0x8769
_TAKEN, _OFFSET = 0x9003, 0x9011
# A camera's clock has no zone; ours are set in Korea.
_SEOUL = ZoneInfo("Asia/Seoul")
_EARLIEST_YEAR = 1990
_CAPTION, _CREDIT, _BYLINE = (2, 120), (2, 110), (2, 80)
_MOST_BYTES = 4000
# The photo's own columns are as long.
_LONGEST = {"caption": 300, "credit": 100}
# Korean agencies wrote CP949 before they wrote UTF-8, and few say which.
_ENCODINGS = ("utf-8", "cp949")


def taken_at(image: Image.Image) -> datetime | None:
    """Aware; None when nothing is there or it makes no sense (an unset clock, a day to come)."""
    try:
        facts = image.getexif().get_ifd(_EXIF_IFD)
        written = str(facts.get(_TAKEN, "")).strip("\0 ")
        moment = datetime.strptime(written, "%Y:%m:%d %H:%M:%S").replace(tzinfo=_SEOUL)
        offset = str(facts.get(_OFFSET, "")).strip("\0 ")
        if offset:
            zone = datetime.strptime(offset, "%z").tzinfo
            moment = moment.replace(tzinfo=zone)
        return moment if moment.year >= _EARLIEST_YEAR and moment <= timezone.now() else None
    except Exception:  # damaged camera data makes Pillow raise almost anything
        return None


def words(image: ImageFile.ImageFile) -> dict[str, str]:
    """Caption and credit as an agency wrote them into a JPEG; without what isn't there or
    doesn't fit into the photo's own."""
    try:
        told = IptcImagePlugin.getiptcinfo(image) or {}
        found = {
            "caption": _text(told, _CAPTION),
            "credit": _text(told, _CREDIT) or _text(told, _BYLINE),
        }
    except Exception:  # damaged data makes Pillow raise almost anything
        return {}
    return {name: text for name, text in found.items() if 0 < len(text) <= _LONGEST[name]}


def _text(told: Mapping[tuple[int, int], Any], key: tuple[int, int]) -> str:
    value = told.get(key) or b""
    if isinstance(value, list):
        value = value[0]
    for encoding in _ENCODINGS:
        try:
            return clean_name(value.decode(encoding)) if len(value) <= _MOST_BYTES else ""
        except ValueError:
            continue
    return ""
