"""Make the files of a picture's renditions: pixels and bytes, no rows.

The picture is decoded once. Each shape is cut out at its largest width; the smaller widths are
made from that, watermark and all, so the mark keeps its share of the picture.
"""

import io
import math
from collections.abc import Iterator, Mapping
from typing import IO, Any, NamedTuple

from PIL import Image

from photos import shapes
from photos.shapes import SHAPES, WIDTHS, Crop
from photos.watermarks import Watermark

# docs/decisions/0029 has what other methods cost and save.
_OPTIONS: Mapping[str, dict[str, Any]] = {
    "webp": {"quality": 80, "method": 4},
    "jpg": {"quality": 80, "optimize": True, "progressive": True},
}
PIL_FORMATS = {"webp": "WEBP", "jpg": "JPEG"}
_STRIP = 256


class Rendition(NamedTuple):
    name: str
    data: bytes


class Unreadable(Exception):
    """The file is not the picture that its row tells of. The message is Korean."""


def renditions(
    file: IO[bytes],
    size: tuple[int, int],
    focal_point: tuple[int, int],
    watermark: Watermark | None,
) -> Iterator[Rendition]:
    """`file` is a picture taken in by photos.uploads, `size` what its row says."""
    crops = {shape: shapes.crop(*size, shape, *focal_point) for shape in SHAPES}
    scale = max(min(1.0, WIDTHS[-1] / part.width) for part in crops.values())
    base = _decoded(file, size, scale)
    made: dict[Crop, str] = {}
    encoded: dict[str, list[Rendition]] = {}
    for shape, part in crops.items():
        if part in made:
            # A picture that has the shape already.
            first = made[part]
            again = [
                Rendition(shape + rendition.name.removeprefix(first), rendition.data)
                for rendition in encoded[first]
            ]
        else:
            made[part] = shape
            again = encoded[shape] = list(_encoded(base, size, shape, part, watermark))
        yield from again


def _decoded(file: IO[bytes], size: tuple[int, int], scale: float) -> Image.Image:
    """In RGB or RGBA, no smaller than `scale` of its size, larger only as far as is cheap."""
    with Image.open(file, formats=("JPEG", "PNG", "WEBP", "GIF")) as image:
        if image.size != size:
            raise Unreadable("사진 파일의 크기가 기록과 다릅니다. 사진을 다시 올려 주세요.")
        image.draft(None, (math.ceil(size[0] * scale), math.ceil(size[1] * scale)))
        image.load()
        mode = "RGBA" if image.has_transparency_data else "RGB"
        return _reduced(image, mode, int(image.width / (size[0] * scale)))


def _reduced(image: Image.Image, mode: str, factor: int) -> Image.Image:
    """By strips: a large picture isn't held several times over."""
    if factor < 2:
        return image.convert(mode)
    whole = Image.new(mode, (math.ceil(image.width / factor), math.ceil(image.height / factor)))
    for top in range(0, image.height, _STRIP * factor):
        bottom = min(top + _STRIP * factor, image.height)
        strip = image.crop((0, top, image.width, bottom)).convert(mode)
        whole.paste(strip.reduce(factor), (0, top // factor))
    return whole


def _encoded(
    base: Image.Image,
    size: tuple[int, int],
    shape: str,
    part: Crop,
    watermark: Watermark | None,
) -> Iterator[Rendition]:
    across, down = base.width / size[0], base.height / size[1]
    box = (
        part.left * across,
        part.top * down,
        min((part.left + part.width) * across, base.width),
        min((part.top + part.height) * down, base.height),
    )
    frame = base
    for nominal, width, height in reversed(shapes.sizes(*size, shape)):
        is_first = frame is base
        frame = frame.resize(
            (width, height), Image.Resampling.LANCZOS, box=box if is_first else None
        )
        if is_first and watermark:
            watermark.stamp(frame)
        for extension, options in _OPTIONS.items():
            output = io.BytesIO()
            shown = _on_white(frame) if extension == "jpg" else frame
            shown.save(output, format=PIL_FORMATS[extension], **options)
            yield Rendition(f"{shape}-{nominal}.{extension}", output.getvalue())


def _on_white(frame: Image.Image) -> Image.Image:
    if frame.mode != "RGBA":
        return frame
    ground = Image.new("RGB", frame.size, "white")
    ground.paste(frame, mask=frame)
    return ground
