"""The mark that an outlet has put on its pictures: text or a picture, in a corner."""

import io
import math
from dataclasses import dataclass
from typing import IO, NamedTuple

from django.core.exceptions import ValidationError
from django.db import models
from PIL import Image, ImageDraw

from photos import fonts, uploads

LEAST_OPACITY, MOST_OPACITY = 10, 100
# Of the picture's width.
_MARGIN = 0.02
_LETTER_HEIGHT = 0.034
_WIDEST_TEXT = 0.5
_WIDEST_IMAGE = 0.2
_TALLEST_IMAGE = 0.3
# Drawn at a fifth of the largest width, with some room for later.
_KEPT_PIXELS = 640


class Corner(models.TextChoices):
    TOP_LEFT = "top-left", "왼쪽 위"
    TOP_RIGHT = "top-right", "오른쪽 위"
    BOTTOM_LEFT = "bottom-left", "왼쪽 아래"
    BOTTOM_RIGHT = "bottom-right", "오른쪽 아래"


class Mark(NamedTuple):
    """What an outlet has set; `image` is a name in the storage "photos", and goes before `text`."""

    text: str
    image: str
    corner: str
    opacity: int


@dataclass(frozen=True)
class Watermark:
    """A Mark with its picture, a PNG made by `cleaned`."""

    text: str
    image: bytes
    corner: str
    opacity: int

    def stamp(self, frame: Image.Image) -> None:
        mark = self._picture(frame) if self.image else self._letters(frame)
        mark.putalpha(
            mark.getchannel("A").point([round(a * self.opacity / 100) for a in range(256)])
        )
        at = self._place(frame, mark)
        if frame.mode == "RGBA":
            frame.alpha_composite(mark, at)
        else:
            frame.paste(mark, at, mark)

    def _place(self, frame: Image.Image, mark: Image.Image) -> tuple[int, int]:
        margin = round(frame.width * _MARGIN)
        left = margin if self.corner.endswith("left") else frame.width - mark.width - margin
        top = margin if self.corner.startswith("top") else frame.height - mark.height - margin
        return max(0, left), max(0, top)

    def _picture(self, frame: Image.Image) -> Image.Image:
        with Image.open(io.BytesIO(self.image), formats=("PNG",)) as image:
            mark = image.convert("RGBA")
        scale = min(
            frame.width * _WIDEST_IMAGE / mark.width, frame.height * _TALLEST_IMAGE / mark.height
        )
        size = (max(1, round(mark.width * scale)), max(1, round(mark.height * scale)))
        return mark.resize(size, Image.Resampling.LANCZOS)

    def _letters(self, frame: Image.Image) -> Image.Image:
        """White with a dark edge: to be read on snow and at night."""
        size = max(8, round(frame.width * _LETTER_HEIGHT))
        width = fonts.font(size).getlength(self.text)
        if width > frame.width * _WIDEST_TEXT:
            size = max(6, int(size * frame.width * _WIDEST_TEXT / width))
        font, edge = fonts.font(size), max(1, size // 14)
        measure = ImageDraw.Draw(Image.new("L", (1, 1)))
        box = measure.textbbox((0, 0), self.text, font=font, stroke_width=edge)
        left, top, right, bottom = *map(math.floor, box[:2]), *map(math.ceil, box[2:])
        mark = Image.new("RGBA", (max(1, right - left), max(1, bottom - top)), (0, 0, 0, 0))
        ImageDraw.Draw(mark).text(
            (-left, -top),
            self.text,
            font=font,
            fill=(255, 255, 255, 255),
            stroke_width=edge,
            stroke_fill=(0, 0, 0, 150),
        )
        return mark


def check_text(text: str) -> None:
    """Raises ValidationError (Korean) for what can't be drawn on this machine."""
    if text and not fonts.can_draw(text):
        raise ValidationError(
            "이 글자를 그릴 글꼴이 서버에 없습니다. 관리자에게 한글 글꼴(fonts-noto-cjk나 "
            "fonts-nanum)을 설치해 달라고 하거나, 그림 워터마크를 써 주세요."
        )


def cleaned(file: IO[bytes]) -> bytes:
    """A PNG with only pixels in it, no larger than is drawn. Raises ValidationError (Korean)."""
    picture = uploads.read(file)
    with Image.open(io.BytesIO(picture.data)) as image:
        if not image.has_transparency_data:
            raise ValidationError("바탕이 투명한 PNG나 WebP 그림을 올려 주세요.")
        mark = image.convert("RGBA")
    mark.thumbnail((_KEPT_PIXELS, _KEPT_PIXELS), Image.Resampling.LANCZOS)
    output = io.BytesIO()
    mark.save(output, format="PNG", optimize=True)
    return output.getvalue()
