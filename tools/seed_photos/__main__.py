"""Draws seeds/photos afresh, or only the pictures named: python -m tools.seed_photos [NAME ...]"""

import sys

from tools.seed_photos import land, things, town
from tools.seed_photos.canvas import Canvas
from tools.seeds.source import SEEDS, photo_name, read


def main(names: list[str]) -> None:
    folder = SEEDS / "photos"
    folder.mkdir(exist_ok=True)
    for name in names or [photo["name"] for photo in read("photos.toml")["photo"]]:
        function = name.replace("-", "_")
        draw = next(
            getattr(room, function) for room in (land, town, things) if hasattr(room, function)
        )
        canvas = Canvas(name)
        draw(canvas)
        path = folder / photo_name(name)
        canvas.save(path)
        print(f"{path.name} {name}: {path.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main(sys.argv[1:])
