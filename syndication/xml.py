"""Writing XML that every parser accepts, whatever characters a story holds."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from xml.sax.xmlreader import AttributesImpl

from django.utils.xmlutils import SimplerXMLGenerator

# All that XML 1.0 has no place for, not even as a character reference.
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legal(text: str) -> str:
    """The text without the characters that would make a whole document unreadable."""
    return _ILLEGAL.sub("", text)


class XmlWriter(SimplerXMLGenerator):
    """Django's generator, leaving out illegal characters where Django raises an error."""

    def characters(self, content: str) -> None:
        super().characters(legal(content))

    def startElement(self, name: str, attrs: "AttributesImpl[str]") -> None:  # noqa: N802  (SAX)
        legal_attrs = {key: legal(value) for key, value in attrs.items()}
        super().startElement(name, AttributesImpl(legal_attrs))

    @contextmanager
    def inside(self, name: str, attributes: Mapping[str, str] | None = None) -> Iterator[None]:
        """What is written in the block stands inside an element `name`."""
        self.startElement(name, AttributesImpl(attributes or {}))
        yield
        self.endElement(name)
