"""Draws seeds/photos afresh, or only the pictures named: python -m tools.seed_photos [NAME ...]"""

import sys
from collections.abc import Callable, Iterator
from functools import partial

from tools.seed_photos import land, portraits, things, town
from tools.seed_photos.canvas import FILE_SIZE, PORTRAIT_SIZE, Canvas
from tools.seeds.source import SEEDS, photo_name, portrait_name, read

Picture = tuple[str, Callable[[Canvas], None], tuple[int, int]]


def pictures() -> Iterator[Picture]:
    """Each picture's name, what draws it, and its size."""
    for photo in read("photos.toml")["photo"]:
        function = photo["name"].replace("-", "_")
        room = next(room for room in (land, town, things) if hasattr(room, function))
        yield photo["name"], getattr(room, function), FILE_SIZE
    for reporter in read("reporters.toml")["reporter"]:
        if style := reporter.get("portrait"):
            yield portrait_name(reporter), partial(portraits.draw, **style), PORTRAIT_SIZE


def main(names: list[str]) -> None:
    folder = SEEDS / "photos"
    folder.mkdir(exist_ok=True)
    for name, draw, size in pictures():
        if names and name not in names:
            continue
        canvas = Canvas(name)
        draw(canvas)
        path = folder / photo_name(name)
        canvas.save(path, size)
        print(f"{path.name} {name}: {path.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main(sys.argv[1:])
