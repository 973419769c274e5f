"""The site as one server process has it: Django behind its stored pages, without a socket."""

import io
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch
from urllib.parse import unquote_to_bytes, urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection
from django.test import override_settings

from pagecache.wsgi import Application, Environ, PageCacheLayer

HOST = "news.example.com"


class Served(NamedTuple):
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str:
        """Empty when it isn't there; twice would be a mistake."""
        found = [value for key, value in self.headers if key.lower() == name.lower()]
        assert len(found) <= 1, f"{name} stands {len(found)} times"
        return found[0] if found else ""

    @property
    def page(self) -> tuple[int, str, str, bytes]:
        """What a reader gets to see, however it came about."""
        return self.status, self.header("Content-Type"), self.header("Location"), self.body


def environ_of(address: str, method: str = "GET", **given: str) -> Environ:
    """As gunicorn would make it of a request for this path and query, with `given` over it."""
    parts = urlsplit(address)
    return {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(parts.path).decode("latin-1"),
        "QUERY_STRING": parts.query,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "192.0.2.7",
        "HTTP_HOST": HOST,
        "HTTP_X_FORWARDED_PROTO": "https",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    } | given


def call(application: Application, environ: Environ) -> Served:
    started: list[Any] = []

    def start_response(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> None:
        assert not started, "answered twice"
        started.extend([status, headers])

    with same_connection():
        answer = application(environ, start_response)
        try:
            body = b"".join(answer)
        finally:
            close: Callable[[], None] | None = getattr(answer, "close", None)
            if close:
                close()
    status, headers = started
    return Served(int(status.split()[0]), tuple(headers), body)


@contextmanager
def same_connection() -> Iterator[None]:
    """A request that ends must not close the connection, and undo the test's transaction."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in signals:
            signal.connect(close_old_connections)


@cache
def django_application() -> WSGIHandler:
    """Made once: putting the middleware together takes longer than many pages."""
    return WSGIHandler()


Query = tuple[str, Any]


class Site:
    """`entered`: the addresses of all requests that came through to the application; `queries`:
    what the last of them asked the database."""

    def __init__(self, folder: Path, application: Application | None = None, **limits: int) -> None:
        self.entered: list[str] = []
        self.queries: list[Query] = []
        self._application = application or django_application()
        with (
            override_settings(PAGECACHE_ROOT=folder, **limits),
            patch("pagecache.wsgi.release", lambda: "release"),
        ):
            self.layer = PageCacheLayer(self._counted)
        # Its thread would speak to the database in the middle of a test's transaction.
        self.layer._keeper.start = lambda: None  # type: ignore[method-assign]

    def get(self, address: str, method: str = "GET", **given: str) -> Served:
        return self.ask(environ_of(address, method, **given))

    def ask(self, environ: Environ) -> Served:
        return call(self.layer, environ)

    def fresh(self, address: str) -> Served:
        """What Django says now to a reader of this address."""
        return call(self._application, environ_of(address))

    def is_stored(self, address: str) -> bool:
        """Whether a reader gets it without the application being asked; asks for it."""
        before = len(self.entered)
        self.get(address)
        return len(self.entered) == before

    def _counted(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        query = environ["QUERY_STRING"]
        self.entered.append(environ["PATH_INFO"] + (f"?{query}" if query else ""))
        self.queries = []

        def remember(execute: Any, sql: str, values: Any, many: bool, context: Any) -> Any:
            self.queries.append((sql, values))
            return execute(sql, values, many, context)

        with connection.execute_wrapper(remember):
            return self._application(environ, start_response)


assert urlsplit(settings.NEWSROOM_SITE_URL).hostname == HOST
