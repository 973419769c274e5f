"""Old addresses in the one spelling that a request for them has."""

from urllib.parse import unquote_to_bytes, urlsplit

from django.utils.encoding import escape_uri_path, iri_to_uri, repercent_broken_unicode

MAX_LENGTH = 500


def old_path_of(address: str) -> str:
    """The path and query of an address, as HttpRequest.get_full_path() will say it.

    Raises ValueError, in Korean, for what is no address of a page.
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        raise ValueError(f"주소가 아닙니다: {address[:100]}") from None
    is_whole = parts.scheme in ("http", "https") and bool(parts.netloc)
    is_path = not parts.scheme and not parts.netloc and address.startswith("/")
    if not (is_whole or is_path):
        raise ValueError(f"주소는 http(s)나 빗금(/)으로 시작해야 합니다: {address[:100]}")
    if not parts.path.strip("/") and not parts.query:
        raise ValueError(f"기사의 주소가 아니라 첫 화면의 주소입니다: {address[:100]}")
    written = unquote_to_bytes(parts.path or "/")
    path = escape_uri_path(repercent_broken_unicode(written).decode())
    path = "/" + path.lstrip("/")
    query = f"?{iri_to_uri(parts.query)}" if parts.query else ""
    if len(path + query) > MAX_LENGTH:
        raise ValueError(f"주소가 {MAX_LENGTH}자보다 깁니다: {address[:100]}")
    return path + query
