"""The layer in front of Django: answers readers from stored pages before Django is entered.

Staff, anything that isn't GET or HEAD, unknown hosts and addresses that no view marked pass
through untouched.
"""

import io
import logging
import sys
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import DatabaseError
from django.http.request import split_domain_port, validate_host
from django.template import loader

from pagecache.entries import Entry
from pagecache.files import Files
from pagecache.memory import Memory
from pagecache.page_store.keeper import Keeper
from pagecache.pages import Answer, Pages
from pagecache.release import release
from pagecache.routes import MAX_ADDRESS_LENGTH, Address, canonical

logger = logging.getLogger("newsroom.pagecache")

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

# nginx answers 502 for a head of more than 4 KiB unless told otherwise. A page that shows more than
# this, such as a day with hundreds of stories, is asked for anew by every CDN: no-cache says so.
LONGEST_KEYS = 3_000
REASONS = {200: "200 OK", 301: "301 Moved Permanently", 404: "404 Not Found", 410: "410 Gone"}


class PageCacheLayer:
    def __init__(self, application: Application) -> None:
        name = release()
        self._application = application
        self.files = Files(settings.PAGECACHE_ROOT, name)
        memory = Memory(settings.PAGECACHE_MEMORY_BYTES)
        self.pages = Pages(self.render, memory=memory, files=self.files)
        self._keeper = Keeper(settings.PAGE_STORE, release=name, paths=settings.PAGE_STORE_PATHS)
        self._address = lru_cache(maxsize=10_000)(canonical)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        self._keeper.start()
        address = self._address_of(environ)
        if address is None:
            return self._application(environ, start_response)
        try:
            found = self.pages.get(address)
            query = environ.get("QUERY_STRING", "")
            if found.status == 404 and query != address.query:
                # An address of an older system may look like one of ours and differ in its query.
                found = self.pages.get(Address(address.path, query))
        except DatabaseError:
            logger.exception("No page can be shown: the database does not answer")
            return _unavailable(environ, start_response)
        if isinstance(found, Entry):
            self._keeper.offer(address, found)
            return _send(found, environ, start_response)
        if any(name.lower() == "set-cookie" for name, _ in found.headers):
            # Meant for one reader: Django answers the true request.
            return self._application(environ, start_response)
        body = b"" if environ["REQUEST_METHOD"] == "HEAD" else found.body
        start_response(f"{found.status} {found.reason}", found.headers)
        return [body]

    def _address_of(self, environ: Environ) -> Address | None:
        """The stored page that may answer this request, or None: Django must."""
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"} or environ.get("SCRIPT_NAME"):
            return None
        path = environ.get("PATH_INFO", "")
        query = environ.get("QUERY_STRING", "")
        if not path.startswith("/") or path.startswith(settings.STATIC_URL):
            return None
        if len(path) + len(query) > MAX_ADDRESS_LENGTH:
            return None
        # A body, whatever it is for, is for Django to read or refuse.
        if environ.get("CONTENT_LENGTH") not in {None, "", "0"}:
            return None
        if "HTTP_TRANSFER_ENCODING" in environ:
            return None
        if has_session(environ.get("HTTP_COOKIE", "")):
            return None
        if not is_known_host(environ.get("HTTP_HOST", "")):
            return None
        if settings.SECURE_SSL_REDIRECT and not _is_secure(environ):
            return None
        return self._address(path, query)

    def render(self, address: Address) -> Answer:
        """Django's answer to a request built from the address and the settings alone."""
        started: list[Any] = []

        def start_response(status: str, headers: list[Any], exc_info: Any = None) -> None:
            started[:] = [status, headers]

        response = self._application(canonical_environ(address), start_response)
        try:
            body = b"".join(response)
        finally:
            close = getattr(response, "close", None)
            if close:
                close()
        status, headers = started
        number, _, reason = status.partition(" ")
        return Answer(int(number), reason, headers, body)


def canonical_environ(address: Address) -> Environ:
    site = urlsplit(settings.NEWSROOM_SITE_URL)
    environ = {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": address.path,
        "QUERY_STRING": address.query,
        "SERVER_NAME": site.hostname,
        "SERVER_PORT": str(site.port or (443 if site.scheme == "https" else 80)),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": site.netloc,
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": site.scheme,
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    if site.scheme == "https" and settings.SECURE_PROXY_SSL_HEADER:
        name, value = settings.SECURE_PROXY_SSL_HEADER
        environ[name] = value
    return environ


def has_session(cookies: str) -> bool:
    """Whether the reader may be signed in; a cookie that only looks like it costs speed only."""
    return bool(cookies) and settings.SESSION_COOKIE_NAME in cookies


@lru_cache(maxsize=1_000)
def is_known_host(host: str) -> bool:
    domain, _ = split_domain_port(host)
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)


def _is_secure(environ: Environ) -> bool:
    if settings.SECURE_PROXY_SSL_HEADER:
        name, value = settings.SECURE_PROXY_SSL_HEADER
        if name in environ:
            return bool(environ[name] == value)
    return bool(environ["wsgi.url_scheme"] == "https")


def _send(entry: Entry, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    headers = [
        *entry.headers,
        ("Cache-Control", "no-cache"),
        ("ETag", entry.etag),
        ("Vary", "Accept-Encoding"),
    ]
    keys = " ".join(entry.keys)
    if len(keys) <= LONGEST_KEYS:
        headers.append(("Surrogate-Key", keys))
    if entry.status == 200 and matches(environ.get("HTTP_IF_NONE_MATCH", ""), entry.etag):
        start_response("304 Not Modified", headers)
        return []
    encoding = best_encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))
    body = entry.plain
    if encoding == "br" and entry.brotli:
        body = entry.brotli
        headers.append(("Content-Encoding", "br"))
    elif encoding and entry.gzip:
        body = entry.gzip
        headers.append(("Content-Encoding", "gzip"))
    headers.append(("Content-Length", str(len(body))))
    start_response(REASONS[entry.status], headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


@lru_cache(maxsize=1_000)
def best_encoding(accepted: str) -> str:
    """ "br", "gzip" or "": the first of these that Accept-Encoding allows (RFC 9110, 12.5.3)."""
    weights = {}
    for part in accepted.lower().split(","):
        name, _, parameters = part.partition(";")
        weights[name.strip()] = "".join(parameters.split()) not in {
            "q=0",
            "q=0.0",
            "q=0.00",
            "q=0.000",
        }
    for encoding in ("br", "gzip"):
        if weights.get(encoding, weights.get("*", False)):
            return encoding
    return ""


@lru_cache(maxsize=1_000)
def matches(if_none_match: str, etag: str) -> bool:
    """Whether If-None-Match names this ETag, compared weakly (RFC 9110, 8.8.3.2)."""
    bare = etag.removeprefix("W/")
    given = [tag.strip().removeprefix("W/") for tag in if_none_match.split(",")]
    return bare in given or given == ["*"]


def _unavailable(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    body = loader.render_to_string("503.html").encode()
    headers = [
        ("Content-Type", "text/html; charset=utf-8"),
        ("Content-Length", str(len(body))),
        ("Cache-Control", "no-store"),
        ("Retry-After", "10"),
    ]
    start_response("503 Service Unavailable", headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]
