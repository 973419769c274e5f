"""A photo in a page: WebP and JPEG in the widths it has, its place kept by width and height.

A front page has dozens: the markup is put together here, without a template for each.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from photos.models import Photo
from photos.shapes import WIDTHS, Size
from photos.shapes import sizes as sizes_of

register = template.Library()

_FIRST = ' fetchpriority="high"'
_LATER = ' loading="lazy" decoding="async"'


@register.simple_tag
def picture(
    photo: Photo,
    *,
    shape: str = "whole",
    sizes: str = "100vw",
    alt: str | None = None,
    lead: bool = False,
    css: str = "",
    most: int = WIDTHS[-1],
) -> SafeString:
    """`sizes` as in HTML: how wide the page shows it. `most` leaves out larger widths, where none
    is shown; `css` is the img's class; `lead` for the one picture that is seen first. Without
    `alt` the photo's own."""
    told = escape(photo.alt if alt is None else alt)
    widths = _widths(photo.width, photo.height, shape, most)
    before = f"/photos/{photo.token}/{shape}-"
    webp = _srcset(before, widths, "webp")
    how_wide = jpeg = ""
    if len(widths) > 1:
        how_wide = f' sizes="{escape(sizes)}"'
        jpeg = f' srcset="{_srcset(before, widths, "jpg")}"{how_wide}'
    smallest, largest = widths[0], widths[-1]
    named = f' class="{css}"' if css else ""
    return mark_safe(
        f'<picture><source type="image/webp" srcset="{webp}"{how_wide}>'
        f'<img src="{before}{smallest.nominal}.jpg"{jpeg} alt="{told}"'
        f' width="{largest.width}" height="{largest.height}"'
        f"{named}{_FIRST if lead else _LATER}></picture>"
    )


@register.simple_tag
def preload_picture(
    photo: Photo, *, shape: str = "whole", sizes: str = "100vw", most: int = WIDTHS[-1]
) -> SafeString:
    """For the head of a page that shows it with the same words and lead=True: the browser fetches
    the width it will show before it knows the page's styles. None but WebP: whoever can't show it
    can't read these attributes either."""
    widths = _widths(photo.width, photo.height, shape, most)
    webp = _srcset(f"/photos/{photo.token}/{shape}-", widths, "webp")
    which = f'href="{webp}"'
    if len(widths) > 1:
        which = f'imagesrcset="{webp}" imagesizes="{escape(sizes)}"'
    return mark_safe(f'<link rel="preload" as="image" type="image/webp"{_FIRST} {which}>')


@register.simple_tag
def plain_picture(photo: Photo, *, alt: str = "") -> SafeString:
    """One JPEG, for paper."""
    largest = sizes_of(photo.width, photo.height, "whole")[-1]
    address = photo.rendition_address("whole", largest.nominal, "jpg")
    return mark_safe(
        f'<img src="{address}" alt="{escape(alt)}" width="{largest.width}"'
        f' height="{largest.height}">'
    )


class Shared(NamedTuple):
    address: str
    width: int
    height: int


@register.simple_tag
def shared_picture(photo: Photo) -> Shared:
    """What stands beside the page's address where somebody shares it."""
    _, width, height = sizes_of(photo.width, photo.height, "wide")[-1]
    return Shared(photo.rendition_address("wide", WIDTHS[-1], "jpg"), width, height)


def _srcset(before: str, widths: Sequence[Size], extension: str) -> str:
    """Of one width the address alone, which needs no sizes."""
    if len(widths) == 1:
        return f"{before}{widths[0].nominal}.{extension}"
    return ", ".join([f"{before}{nominal}.{extension} {across}w" for nominal, across, _ in widths])


@lru_cache(maxsize=4096)
def _widths(width: int, height: int, shape: str, most: int) -> tuple[Size, ...]:
    return tuple(size for size in sizes_of(width, height, shape) if size.nominal <= most)
