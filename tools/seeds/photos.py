"""The rows of the pictures, which the fixtures of those who use them bring along."""

from PIL import Image

from tools.seeds.source import SEEDS, Row, photo_name, read, row

CREDIT = "예시 그림"
CREATED_AT = "2025-10-01T09:00:00+09:00"


def photo_row(name: str, *, alt: str, credit: str) -> Row:
    file = photo_name(name)
    with Image.open(SEEDS / "photos" / file) as picture:
        width, height = picture.size
    return row(
        "photos.photo",
        token=file.removesuffix(".jpg"),
        file=file,
        width=width,
        height=height,
        credit=credit,
        alt=alt,
        created_at=CREATED_AT,
    )


def story_photos() -> list[Row]:
    return [
        photo_row(photo["name"], alt=photo["alt"], credit=CREDIT)
        for photo in read("photos.toml")["photo"]
    ]
