"""What stands in a picture's place until its renditions are made: its colour, in its shape."""

import io
from functools import lru_cache

from PIL import Image

from photos.rendering import PIL_FORMATS
from photos.shapes import size

# Enough for the shape to be right to half a per cent, and a few hundred bytes.
_LARGEST_SIDE = 240


@lru_cache(maxsize=256)
def placeholder(colour: str, width: int, height: int, shape: str, extension: str) -> bytes:
    shown = size(width, height, shape, 480)
    scale = min(1.0, _LARGEST_SIDE / max(shown.width, shown.height))
    small = (max(1, round(shown.width * scale)), max(1, round(shown.height * scale)))
    output = io.BytesIO()
    Image.new("RGB", small, colour).save(output, format=PIL_FORMATS[extension])
    return output.getvalue()
