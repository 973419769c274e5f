"""Which files of ours a page loads, told from its HTML and theirs, and how many bytes they are."""

import gzip
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from posixpath import join, normpath
from urllib.parse import urlsplit

from django.contrib.staticfiles import finders

from tests.public_pages import Elements

# import x from "./y.js", import "./y.js", import("./y.js"), export … from "./y.js"
_IMPORTED = re.compile(r"""\b(?:from|import)\s*\(?\s*["'](\.[^"']+)["']""")


def styles_of(html: str) -> set[str]:
    """Addresses of the style sheets the page names, as "css/base.css"."""
    links = Elements(html).named("link")
    return {_below_static(link["href"]) for link in links if link.get("rel") == "stylesheet"}


def scripts_of(html: str) -> set[str]:
    """Likewise of its scripts, and of what these import."""
    named = {_below_static(each["src"]) for each in Elements(html).named("script") if "src" in each}
    return named | {module for name in named for module in _imported_by(name)}


def icons_of(html: str) -> set[str]:
    links = Elements(html).named("link")
    return {_below_static(link["href"]) for link in links if link.get("rel") == "icon"}


def compressed(text: str | bytes) -> int:
    """Bytes after gzip -9; brotli makes fewer."""
    return len(gzip.compress(text.encode() if isinstance(text, str) else text, 9))


def compressed_files(names: set[str]) -> int:
    return sum(compressed(_bytes_of(name)) for name in names)


def _below_static(address: str) -> str:
    path = urlsplit(address).path
    assert path.startswith("/static/"), address
    return path.removeprefix("/static/")


def _imported_by(name: str) -> Iterator[str]:
    for address in _IMPORTED.findall(_bytes_of(name).decode()):
        module = normpath(join(name.rpartition("/")[0], address))
        yield module
        yield from _imported_by(module)


@cache
def _bytes_of(name: str) -> bytes:
    found = finders.find(name)
    assert isinstance(found, str), f"no such file: {name}"
    return Path(found).read_bytes()
