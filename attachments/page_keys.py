"""Keys of what pages show of attachments. The addresses of their files never change."""

from pagecache.keys import key


def attachment(pk: int) -> str:
    """Its name."""
    return key("attachment", pk)
