"""The plain files in seeds/source, and what is made of a word in them."""

import hashlib
import tomllib
from pathlib import Path
from typing import Any

SEEDS = Path(__file__).resolve().parent.parent.parent / "seeds"
SOURCE = SEEDS / "source"

Row = dict[str, Any]


def read(name: str) -> Row:
    return tomllib.loads((SOURCE / name).read_text(encoding="utf-8"))


def row(model: str, pk: int | None = None, **fields: Any) -> Row:
    """A row of a fixture. Without `pk` it is found by its natural key, so that it never meets a
    row that somebody else's number happens to be."""
    numbered = {} if pk is None else {"pk": pk}
    return {"model": model, **numbered, "fields": fields}


def photo_key(name: str) -> list[str]:
    return [photo_name(name).removesuffix(".jpg")]


def photo_name(name: str) -> str:
    """The file name of a picture: a token like that of an upload, but the same each time."""
    return hashlib.sha256(name.encode()).hexdigest()[:32] + ".jpg"


def key_of(stem: str) -> list[str]:
    """The natural key of the story in the file of that name."""
    return [f"seed:{stem}"]


def portrait_name(reporter: Row) -> str:
    return f"reporter-{reporter['email'].split('@')[0]}"


def body_html(text: str) -> str:
    """Blocks apart by blank lines; what doesn't begin with a tag is a paragraph."""
    blocks = [block.strip() for block in text.strip().split("\n\n")]
    return "\n".join(block if block.startswith("<") else f"<p>{block}</p>" for block in blocks)
