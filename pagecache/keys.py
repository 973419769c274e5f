"""Spelling of key names."""

import hashlib
from urllib.parse import quote

# As long as every column and header takes it.
LONGEST = 200


def key(kind: str, *parts: object) -> str:
    """`kind:part:…` in printable ASCII without spaces, whatever the parts are; a long one is told
    by its digest."""
    name = ":".join([kind, *map(_written, parts)])
    if len(name) <= LONGEST:
        return name
    return f"{kind}:{hashlib.blake2b(name.encode(), digest_size=16).hexdigest()}"


def _written(part: object) -> str:
    text = str(part)
    # Numbers and plain words, which most parts are, are left as they stand.
    return text if text.isascii() and text.isalnum() else quote(text, safe="/-")
