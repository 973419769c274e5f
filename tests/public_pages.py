"""What every page a reader gets must hold (product.md, "Promises")."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from html.parser import HTMLParser
from typing import Any

from django.utils import timezone

LOADING = {"img": "src", "script": "src", "link": "href", "source": "src", "iframe": "src"}
# <link> elements that name an address without loading anything.
NAMING = {"canonical", "alternate", "prev", "next"}


class Elements(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def named(self, *names: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.found if name in names]


def assert_public_page(response: Any) -> str:
    """Checks the promises of every page; answers its HTML."""
    html: str = response.content.decode()
    elements = Elements(html)
    assert elements.named("html")[0]["lang"] == "ko"
    assert len(elements.named("h1")) == 1
    assert len(elements.named("footer")) >= 1
    assert "발행인" in html or "ⓒ" in html
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    for address in _loaded(elements):
        assert address.startswith("/"), f"another host: {address}"
        assert not address.startswith("//"), f"another host: {address}"
    for attributes in elements.named("script"):
        assert "src" in attributes or attributes.get("type") == "application/ld+json"
    assert not elements.named("style")
    for name, attributes in elements.found:
        assert "style" not in attributes, name
        assert not [key for key in attributes if key.startswith("on")], name
    ids = [attributes["id"] for _, attributes in elements.found if "id" in attributes]
    assert len(ids) == len(set(ids))
    return html


def _loaded(elements: Elements) -> Iterator[str]:
    for name, attributes in elements.found:
        key = LOADING.get(name)
        if key and attributes.get(key) and attributes.get("rel") not in NAMING:
            yield attributes[key]


def titles_in(html: str) -> list[str]:
    """The titles of the stories linked to, in the page's order."""
    return re.findall(r'<a [^>]*href="/articles/\d+/"[^>]*>([^<]+)</a>', html)


def ago(**distance: Any) -> datetime:
    return timezone.now() - timedelta(**distance)
