"""Keys of what pages show of photos. The addresses of their files never change."""

from pagecache.keys import key


def photo(pk: int) -> str:
    """Its words: alternative text, caption and credit."""
    return key("photo", pk)


def renditions(pk: int) -> str:
    """How many bytes its files have, or that there are none yet."""
    return key("renditions", pk)
