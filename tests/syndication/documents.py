"""Reading what the site hands out, as another program would."""

from typing import Protocol
from xml.etree import ElementTree as ET

SITE = "https://news.example.com"
NAMES = {
    "atom": "http://www.w3.org/2005/Atom",
    "dc": "http://purl.org/dc/elements/1.1/",
    "map": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "news": "http://www.google.com/schemas/sitemap-news/0.9",
}


class HasContent(Protocol):
    status_code: int
    content: bytes


def parse(response: HasContent) -> ET.Element:
    assert response.status_code == 200
    return ET.fromstring(response.content)  # noqa: S314  our own output, not a stranger's


def texts(root: ET.Element, path: str) -> list[str]:
    """The text of each element at `path`; prefixes as in NAMES."""
    return [element.text or "" for element in root.findall(path, NAMES)]


def text(root: ET.Element, path: str) -> str:
    """The text of the one element at `path`."""
    (found,) = texts(root, path)
    return found
