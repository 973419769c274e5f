"""Keys of old addresses."""

from pagecache.keys import key


def old_address(path: str) -> str:
    """Where this path, with its query string, leads, or that it leads nowhere."""
    return key("redirect", path)
