"""Which addresses may be stored, and which parameters make another page of them."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, TypeVar
from urllib.parse import parse_qsl, urlencode

from django.urls import Resolver404, resolve

View = TypeVar("View", bound=Callable[..., Any])

# Longer addresses are answered and not stored: nobody links to them, and they only fill memory.
MAX_ADDRESS_LENGTH = 2_000


def cached_page(*, query: Sequence[str] = ()) -> Callable[[View], View]:
    """Marks a view whose anonymous answers may be stored. What it shows it must name with
    depends(); `query` are the parameters it reads, all others are dropped before it runs."""

    def mark(view: View) -> View:
        view.page_query = frozenset(query)  # type: ignore[attr-defined]
        return view

    return mark


class Address(NamedTuple):
    """A page's identity and all that its request is built from: path as in PATH_INFO (bytes as
    Latin-1), and a query string."""

    path: str
    query: str

    def __str__(self) -> str:
        return f"{self.path}?{self.query}" if self.query else self.path


def canonical(path: str, query: str) -> Address | None:
    """The page that answers this request, or None when it isn't one to be stored.

    Where no view stands, as at addresses of an older system, the whole query belongs to it.
    """
    try:
        view = resolve(path.encode("latin-1").decode()).func
    except UnicodeDecodeError:
        return None
    except Resolver404:
        return Address(path, query)
    allowed = getattr(view, "page_query", None)
    if allowed is None:
        return None
    if not query or not allowed:
        return Address(path, "")
    # The last of several values, as request.GET gives it.
    given = dict(parse_qsl(query, keep_blank_values=True))
    kept = sorted((name, value) for name, value in given.items() if name in allowed)
    return Address(path, urlencode(kept))
