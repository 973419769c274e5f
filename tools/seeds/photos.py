"""The rows of the pictures, which the fixtures of those who use them bring along."""

from PIL import Image

from tools.seeds.source import SEEDS, Row, photo_name, read, row

CREDIT = "예시 그림"
CREATED_AT = "2025-10-01T09:00:00+09:00"


def photo_row(pk: int, name: str, *, alt: str, credit: str) -> Row:
    file = photo_name(name)
    with Image.open(SEEDS / "photos" / file) as picture:
        width, height = picture.size
    return row(
        "photos.photo",
        pk,
        token=file.removesuffix(".jpg"),
        file=file,
        width=width,
        height=height,
        credit=credit,
        alt=alt,
        created_at=CREATED_AT,
    )


def story_photos() -> tuple[list[Row], dict[str, int]]:
    """The rows, and the pictures' keys by name."""
    listed = read("photos.toml")["photo"]
    ids = {photo["name"]: pk for pk, photo in enumerate(listed, start=1)}
    rows = [
        photo_row(ids[photo["name"]], photo["name"], alt=photo["alt"], credit=CREDIT)
        for photo in listed
    ]
    return rows, ids
