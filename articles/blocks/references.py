"""Which photos, files and stories a stored body names: in order, without duplicates."""

import re
from collections.abc import Iterator

from newsroom.lib import html as markup

_PHOTO = re.compile(r"/photos/([0-9a-f]{32})\.[a-z0-9]+")
_FILE = re.compile(r"([0-9a-f]{32})\.[a-z0-9]+")
_ARTICLE = re.compile(r"[1-9][0-9]{0,17}")


def photo_tokens(html: str) -> list[str]:
    """Of pictures alone or in a gallery."""
    if "/photos/" not in html:
        return []
    return _found(_PHOTO, _values(html, "img", "src"))


def file_tokens(html: str) -> list[str]:
    if "data-file" not in html:
        return []
    return _found(_FILE, _values(html, "figure", "data-file"))


def article_ids(html: str) -> list[int]:
    if "data-article" not in html:
        return []
    values = _values(html, "figure", "data-article")
    return list(dict.fromkeys(int(value) for value in values if _ARTICLE.fullmatch(value)))


def _values(html: str, element: str, attribute: str) -> Iterator[str]:
    for token in markup.tokens(html):
        if isinstance(token, markup.Start) and token.name == element:
            yield token.attributes.get(attribute, "")


def _found(pattern: re.Pattern[str], values: Iterator[str]) -> list[str]:
    matches = (pattern.fullmatch(value) for value in values)
    return list(dict.fromkeys(match[1] for match in matches if match))
