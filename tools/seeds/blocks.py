"""What a story's source says of blocks, in the grammar that bodies are stored in.

A source names a picture, <img name="stream">, and a story, data-article="09-stream-otter", by what
the sources call them. A picture's token is known here; a story's number not before the fixture is
loaded, so that its natural key stands there until then (articles/fixtures.py).
"""

import re
from functools import cache

from PIL import Image

from articles.body import clean
from newsroom.lib import html as markup
from tools.seeds.source import SEEDS, key_of, photo_name, read

_PICTURE = re.compile(r'<img name="([a-z-]+)">')
_CARD = re.compile(r'data-article="([0-9]{2}-[a-z-]+)"')
_NUMBERED = re.compile(r'data-article="([0-9]+)"')


def clean_source(html: str) -> str:
    """A clean body but for the keys of stories. Raises KeyError for an unknown picture."""
    stems = _CARD.findall(html)
    numbers = iter(range(1, len(stems) + 1))
    numbered = _CARD.sub(lambda _: f'data-article="{next(numbers)}"', html)
    cleaned = clean(_PICTURE.sub(lambda match: _image(match[1]), numbered))
    return _NUMBERED.sub(
        lambda match: f'data-article="{key_of(stems[int(match[1]) - 1])[0]}"', cleaned
    )


def _image(name: str) -> str:
    file = photo_name(name)
    with Image.open(SEEDS / "photos" / file) as picture:
        width, height = picture.size
    alt = markup.escape(_alts()[name])
    return f'<img src="/photos/{file}" alt="{alt}" width="{width}" height="{height}">'


@cache
def _alts() -> dict[str, str]:
    return {photo["name"]: photo["alt"] for photo in read("photos.toml")["photo"]}
