"""RSS 2.0 as Django generates it, with every reporter as dc:creator."""

from typing import IO, Any

from django.utils.feedgenerator import Rss201rev2Feed

from syndication.xml import XmlWriter


class NewsFeed(Rss201rev2Feed):
    """Items take `creators`, a list of names, beside what Django's feeds take."""

    def write(self, outfile: IO[Any], encoding: str) -> None:
        writer = XmlWriter if self.items else _Undated
        xml = writer(outfile, encoding, short_empty_elements=True)
        xml.startDocument()
        with xml.inside("rss", self.rss_attributes()), xml.inside("channel"):
            self.add_root_elements(xml)
            self.write_items(xml)

    def rss_attributes(self) -> dict[str, str]:
        return {**super().rss_attributes(), "xmlns:dc": "http://purl.org/dc/elements/1.1/"}

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        for name in item["creators"]:
            handler.addQuickElement("dc:creator", name)


class _Undated(XmlWriter):
    """Without the date of the newest item: for a feed that has none Django says now instead, and
    the same feed would be another one at each request."""

    def addQuickElement(self, name: str, *told: Any, **attributes: Any) -> None:  # noqa: N802
        if name != "lastBuildDate":
            super().addQuickElement(name, *told, **attributes)
