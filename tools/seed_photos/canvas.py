"""A canvas with what the pictures share: gradients, hills, glows, grain."""

import math
import random
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFilter

# The units in which pictures are described, and the pixels of the file.
WIDTH, HEIGHT = 1600, 900
FILE_SIZE = (1280, 720)
PORTRAIT_SIZE = (400, 400)
# Drawn larger and scaled down: Pillow's own shapes have hard edges.
SCALE = 2
# The best of these with which the file stays under MOST_BYTES.
QUALITIES = (80, 76, 72, 68, 64, 60)
MOST_BYTES = 60_000

Point = tuple[float, float]


def rgb(color: str) -> tuple[int, int, int]:
    return ImageColor.getrgb(color)[:3]


def mix(first: str, second: str, share: float) -> str:
    """`share` 0 is the first colour, 1 the second."""
    parts = [round(a + (b - a) * share) for a, b in zip(rgb(first), rgb(second), strict=True)]
    return "#{:02x}{:02x}{:02x}".format(*parts)


class Canvas:
    def __init__(self, name: str) -> None:
        self.random = random.Random(name)  # noqa: S311 (pictures, not secrets)
        self.image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE))
        self.pen = ImageDraw.Draw(self.image, "RGBA")

    def scaled(self, points: Iterable[Point]) -> list[Point]:
        return [(x * SCALE, y * SCALE) for x, y in points]

    def fill(self, color: str, alpha: float) -> tuple[int, int, int, int]:
        return (*rgb(color), round(alpha * 255))

    def polygon(self, points: Iterable[Point], color: str, alpha: float = 1) -> None:
        self.pen.polygon(self.scaled(points), self.fill(color, alpha))

    def rectangle(
        self,
        x: float,
        y: float,
        w: float,
        h: float,
        color: str,
        alpha: float = 1,
        round_by: float = 0,
    ) -> None:
        box = self.scaled([(x, y), (x + w, y + h)])
        self.pen.rounded_rectangle(box, round_by * SCALE, self.fill(color, alpha))

    def circle(self, x: float, y: float, r: float, color: str, alpha: float = 1) -> None:
        self.ellipse(x, y, r, r, color, alpha)

    def ellipse(
        self, x: float, y: float, rx: float, ry: float, color: str, alpha: float = 1
    ) -> None:
        box = self.scaled([(x - rx, y - ry), (x + rx, y + ry)])
        self.pen.ellipse(box, self.fill(color, alpha))

    def ring(
        self, x: float, y: float, r: float, color: str, width: float, alpha: float = 1
    ) -> None:
        box = self.scaled([(x - r, y - r), (x + r, y + r)])
        self.pen.ellipse(box, outline=self.fill(color, alpha), width=round(width * SCALE))

    def line(self, points: Iterable[Point], color: str, width: float = 2, alpha: float = 1) -> None:
        self.pen.line(
            self.scaled(points), self.fill(color, alpha), round(width * SCALE), joint="curve"
        )

    def gradient(self, stops: Sequence[str], top: float = 0, bottom: float = HEIGHT) -> None:
        """Colours from `top` down to `bottom`, over the whole width."""
        self.image.paste(self.ramp(stops, top, bottom), (0, round(top * SCALE)))

    def ramp(self, stops: Sequence[str], top: float, bottom: float) -> Image.Image:
        rows = max(1, round((bottom - top) * SCALE))
        column = Image.new("RGB", (1, rows))
        for y in range(rows):
            place = y / max(1, rows - 1) * (len(stops) - 1)
            low = min(int(place), len(stops) - 2)
            column.putpixel((0, y), rgb(mix(stops[low], stops[low + 1], place - low)))
        return column.resize((WIDTH * SCALE, rows))

    def gradient_polygon(self, points: Sequence[Point], stops: Sequence[str]) -> None:
        """A polygon coloured from its highest to its lowest point."""
        top, bottom = min(y for _, y in points), max(y for _, y in points)
        ramp = self.ramp(stops, top, bottom)
        mask = Image.new("L", ramp.size)
        shifted = [(x, y - top) for x, y in points]
        ImageDraw.Draw(mask).polygon(self.scaled(shifted), 255)
        self.image.paste(ramp, (0, round(top * SCALE)), mask)

    def soft(
        self,
        color: str,
        blur: float,
        alpha: float,
        shape: Callable[[ImageDraw.ImageDraw, float], None],
    ) -> None:
        """What `shape(pen, scale)` draws in white, blurred: light, shadow, mist."""
        scale = 0.5
        mask = Image.new("L", (round(WIDTH * scale), round(HEIGHT * scale)))
        shape(ImageDraw.Draw(mask), scale)
        mask = mask.filter(ImageFilter.GaussianBlur(blur * scale))
        mask = mask.point(lambda value: round(value * alpha)).resize(self.image.size)
        self.image.paste(Image.new("RGB", self.image.size, rgb(color)), mask=mask)

    def soft_ellipse(
        self, box: tuple[float, float, float, float], color: str, blur: float, alpha: float
    ) -> None:
        self.soft(color, blur, alpha, lambda pen, s: pen.ellipse([v * s for v in box], fill=255))

    def glow(self, x: float, y: float, r: float, color: str, alpha: float = 0.6) -> None:
        def disc(pen: ImageDraw.ImageDraw, scale: float) -> None:
            pen.ellipse(
                [(v * scale) for v in (x - r / 2, y - r / 2, x + r / 2, y + r / 2)], fill=255
            )

        self.soft(color, r / 2, alpha, disc)

    def mist(self, y: float, thickness: float, color: str, alpha: float = 0.5) -> None:
        def band(pen: ImageDraw.ImageDraw, scale: float) -> None:
            pen.rectangle(
                (0, (y - thickness / 2) * scale, WIDTH * scale, (y + thickness / 2) * scale),
                fill=255,
            )

        self.soft(color, thickness / 2, alpha, band)

    def outline(self, y: float, height: float, roughness: float = 1, step: int = 8) -> list[Point]:
        """The upper edge of hills around `y`, from left to right; rougher is more jagged."""
        waves = []
        size, length = 1.0, 900.0
        for _ in range(5):
            waves.append((size, length, self.random.uniform(0, math.tau)))
            size *= 0.38 + 0.14 * roughness
            length *= 0.47
        total = sum(size for size, _, _ in waves)
        points = []
        for x in range(-step, WIDTH + 2 * step, step):
            rise = sum(
                size * math.sin(x / length * math.tau + shift) for size, length, shift in waves
            )
            points.append((float(x), y - height * rise / total))
        return points

    def hills(
        self, y: float, height: float, stops: Sequence[str], roughness: float = 1
    ) -> list[Point]:
        """A range of hills down to the lower edge; returns its upper edge."""
        edge = self.outline(y, height, roughness)
        self.gradient_polygon([*edge, (WIDTH + 16, HEIGHT), (-16, HEIGHT)], stops)
        return edge

    def stars(self, count: int, lowest: float, color: str = "#ffffff") -> None:
        for _ in range(count):
            x, y = self.random.uniform(0, WIDTH), self.random.uniform(0, lowest)
            self.circle(
                x, y, self.random.choice((0.8, 1, 1.3, 2)), color, self.random.uniform(0.35, 1)
            )

    def tree(self, x: float, y: float, height: float, leaf: str, trunk: str) -> None:
        """A round tree standing at (x, y)."""
        self.rectangle(x - height * 0.03, y - height * 0.45, height * 0.06, height * 0.45, trunk)
        for _ in range(9):
            dx = self.random.uniform(-0.24, 0.24) * height
            dy = self.random.uniform(0.42, 0.86) * height
            r = self.random.uniform(0.13, 0.2) * height
            self.circle(x + dx, y - dy, r, mix(leaf, "#ffffff", self.random.uniform(0, 0.16)), 0.95)

    def person(self, x: float, y: float, height: float, color: str, stride: float = 0) -> None:
        """A figure whose feet stand at (x, y); `stride` 0 stands, 1 runs."""
        h = height
        shoulder, hip = (x + stride * h * 0.04, y - h * 0.7), (x, y - h * 0.46)
        self.circle(x + stride * h * 0.06, y - h * 0.89, h * 0.1, color)
        self.line([shoulder, hip], color, h * 0.22)
        self.circle(*shoulder, h * 0.11, color)
        self.circle(*hip, h * 0.11, color)
        for side in (-1, 1):
            foot = side * (0.07 + 0.2 * stride) * h
            self.line(
                [(x, y - h * 0.44), (x + foot * 0.6, y - h * 0.2), (x + foot, y)], color, h * 0.1
            )
            self.line(
                [
                    (x + stride * h * 0.04, y - h * 0.74),
                    (x + side * h * (0.12 + 0.12 * stride), y - h * (0.5 + 0.1 * stride)),
                ],
                color,
                h * 0.08,
            )

    def finish(
        self, size: tuple[int, int] = FILE_SIZE, grain: int = 2, vignette: float = 0.22
    ) -> Image.Image:
        """Scaled down to `size`, with darker corners and the grain of printed paper.

        What `size` has no room for is cut off at both sides.
        """
        width = size[0] / size[1] * self.image.height
        left = (self.image.width - width) / 2
        box = (left, 0, left + width, self.image.height)
        picture = self.image.resize(size, Image.Resampling.LANCZOS, box)
        if vignette:
            falloff = Image.radial_gradient("L").resize(size)
            shade = falloff.point(lambda value: round(255 - max(0, value - 90) * vignette))
            picture = ImageChops.multiply(picture, Image.merge("RGB", [shade] * 3))
        coarse = (size[0] // 2, size[1] // 2)
        noise = Image.frombytes("L", coarse, self.random.randbytes(coarse[0] * coarse[1]))
        noise = noise.point(lambda value: 128 + round((value - 128) / 128 * grain))
        noise = noise.resize(size, Image.Resampling.BILINEAR)
        return ImageChops.add(picture, Image.merge("RGB", [noise] * 3), 1, -128)

    def save(self, path: Path, size: tuple[int, int] = FILE_SIZE) -> None:
        picture = self.finish(size)
        for quality in QUALITIES:
            picture.save(path, "JPEG", quality=quality, optimize=True, progressive=True)
            if path.stat().st_size <= MOST_BYTES:
                break
