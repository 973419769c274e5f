"""The rows of the pictures, which the stories' fixture brings along."""

from PIL import Image

from tools.seeds.source import SEEDS, Row, photo_name, read, row

CREDIT = "예시 그림"
CREATED_AT = "2025-10-01T09:00:00+09:00"


def photos() -> tuple[list[Row], dict[str, int]]:
    """The rows, and the pictures' keys by name."""
    rows, ids = [], {}
    for pk, photo in enumerate(read("photos.toml")["photo"], start=1):
        file = photo_name(photo["name"])
        with Image.open(SEEDS / "photos" / file) as picture:
            width, height = picture.size
        ids[photo["name"]] = pk
        rows.append(
            row(
                "photos.photo",
                pk,
                token=file.removesuffix(".jpg"),
                file=file,
                width=width,
                height=height,
                caption="",
                credit=CREDIT,
                alt=photo["alt"],
                uploaded_by=None,
                created_at=CREATED_AT,
            )
        )
    return rows, ids
