"""The shapes and widths in which pictures go out: geometry only."""

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

# Across to down; None is the whole picture.
SHAPES: Mapping[str, tuple[int, int] | None] = {
    "whole": None,
    "square": (1, 1),
    "landscape": (4, 3),
    "wide": (16, 9),
}
WIDTHS = (480, 960, 1600)
# By file extension, in the order in which browsers are offered them.
CONTENT_TYPES = {"webp": "image/webp", "jpg": "image/jpeg"}
# WebP has no more than 16,383 pixels to a side.
_MOST_HEIGHT = 16_000


class Crop(NamedTuple):
    left: int
    top: int
    width: int
    height: int


class Size(NamedTuple):
    """`nominal` is the width in the file's name; `width` is less where the picture has no more."""

    nominal: int
    width: int
    height: int


def crop(width: int, height: int, shape: str, focal_x: int = 50, focal_y: int = 50) -> Crop:
    """The largest part of that shape, its middle as near the focal point (per cent from the left
    and from the top) as the edges allow."""
    ratio = SHAPES[shape]
    if ratio is None:
        return Crop(0, 0, width, height)
    across, down = ratio
    if width * down > height * across:
        part_width, part_height = max(1, round(height * across / down)), height
    else:
        part_width, part_height = width, max(1, round(width * down / across))
    return Crop(
        _begin(width, part_width, focal_x),
        _begin(height, part_height, focal_y),
        part_width,
        part_height,
    )


def _begin(whole: int, part: int, per_cent: int) -> int:
    return min(max(round(whole * per_cent / 100 - part / 2), 0), whole - part)


@lru_cache(maxsize=4096)
def sizes(width: int, height: int, shape: str) -> tuple[Size, ...]:
    """Those that differ, the smallest first: nothing is made larger than it is."""
    part = crop(width, height, shape)
    found: list[Size] = []
    for nominal in WIDTHS:
        across = min(nominal, part.width)
        down = max(1, round(across * part.height / part.width))
        if down > _MOST_HEIGHT:
            across, down = max(1, round(across * _MOST_HEIGHT / down)), _MOST_HEIGHT
        if not found or found[-1].width != across:
            found.append(Size(nominal, across, down))
    return tuple(found)


def size(width: int, height: int, shape: str, nominal: int) -> Size:
    """What is served where a width of `nominal` is asked for."""
    return next(size for size in reversed(sizes(width, height, shape)) if size.nominal <= nominal)
