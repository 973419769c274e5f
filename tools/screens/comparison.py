"""Whether a page looks otherwise than in the picture that was taken of it before."""

from pathlib import Path

from PIL import Image, ImageChops

# A pixel differs when one of its colours does by more than this, of 255: less is a palette's.
LEVELS = 24
# A picture is changed when more of its pixels differ than this share.
MOST = 0.005
RED = (220, 0, 40)


def share_of_changes(before: Image.Image, now: Image.Image) -> float:
    """0 to 1. Pictures of different sizes differ everywhere."""
    if before.size != now.size:
        return 1.0
    return _marks(before, now).histogram()[255] / (now.width * now.height)


def difference(before: Image.Image, now: Image.Image) -> Image.Image:
    """What is now there, pale, and in red what isn't as before."""
    size = (max(before.width, now.width), max(before.height, now.height))
    one, other = (_on_white(picture, size) for picture in (before, now))
    pale = Image.blend(other, Image.new("RGB", size, "white"), 0.6)
    pale.paste(RED, mask=_marks(one, other))
    return pale


def compare(before: Path, now: Path, told: Path) -> bool:
    """Whether the page is changed; if so, with a picture of the difference at `told`."""
    with Image.open(before) as old, Image.open(now) as new:
        is_changed = share_of_changes(old, new) > MOST
        if is_changed:
            difference(old, new).save(told, optimize=True)
        else:
            told.unlink(missing_ok=True)
    return is_changed


def _marks(one: Image.Image, other: Image.Image) -> Image.Image:
    """White where a pixel differs, black elsewhere; both of one size."""
    channels = ImageChops.difference(one.convert("RGB"), other.convert("RGB")).split()
    most = ImageChops.lighter(ImageChops.lighter(*channels[:2]), channels[2])
    return most.point([0] * (LEVELS + 1) + [255] * (255 - LEVELS))


def _on_white(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    canvas = Image.new("RGB", size, "white")
    canvas.paste(picture.convert("RGB"))
    return canvas
