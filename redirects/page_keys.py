"""Keys of old addresses."""

from pagecache.keys import key

# Which addresses lead nowhere, named when many are added at once.
UNKNOWN = "redirects"


def old_address(path: str) -> str:
    """Where this path, with its query string, leads, or that it leads nowhere."""
    return key("redirect", path)
