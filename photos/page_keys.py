"""Keys of what pages show of photos. The file itself never changes."""

from pagecache.keys import key


def photo(pk: int) -> str:
    """Its words: alternative text, caption and credit."""
    return key("photo", pk)
