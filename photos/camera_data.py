"""When a picture was taken, as its camera wrote it (EXIF 2.3, JEITA CP-3451C)."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone
from PIL import Image

_EXIF_IFD = 0x8769
_TAKEN, _OFFSET = 0x9003, 0x9011
# A camera's clock has no zone; ours are set in Korea.
_SEOUL = ZoneInfo("Asia/Seoul")
_EARLIEST_YEAR = 1990


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
