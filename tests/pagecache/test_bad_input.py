"""Nobody gets a page built from what somebody else sent."""

import io
from typing import Any
from urllib.parse import unquote_to_bytes

import pytest

from tests.builders import make_published, make_section
from tests.pagecache.site import Served, Site, environ_of

pytestmark = pytest.mark.django_db

EVIL = "evil.example"
HEADERS = [
    ("HTTP_HOST", EVIL),
    ("HTTP_HOST", f"news.example.com@{EVIL}"),
    ("HTTP_HOST", f"news.example.com:80@{EVIL}"),
    ("HTTP_HOST", "news.example.com:1234"),
    ("HTTP_HOST", "NEWS.EXAMPLE.COM."),
    ("HTTP_HOST", "localhost:81"),
    ("HTTP_HOST", "news.example.com\x00"),
    ("HTTP_X_FORWARDED_HOST", EVIL),
    ("HTTP_X_FORWARDED_PORT", "1234"),
    ("HTTP_X_FORWARDED_FOR", EVIL),
    ("HTTP_X_FORWARDED_PROTO", "http"),
    ("HTTP_X_FORWARDED_PROTO", EVIL),
    ("HTTP_X_FORWARDED_SERVER", EVIL),
    ("HTTP_X_FORWARDED_SCHEME", "http"),
    ("HTTP_X_FORWARDED_PREFIX", f"/{EVIL}"),
    ("HTTP_FORWARDED", f"host={EVIL};proto=http"),
    ("HTTP_X_HOST", EVIL),
    ("HTTP_X_ORIGINAL_HOST", EVIL),
    ("HTTP_X_ORIGINAL_URL", "/admin/"),
    ("HTTP_X_REWRITE_URL", "/admin/"),
    ("HTTP_X_HTTP_METHOD_OVERRIDE", "POST"),
    ("HTTP_X_METHOD_OVERRIDE", "HEAD"),
    ("HTTP_ACCEPT", "application/json"),
    ("HTTP_ACCEPT_LANGUAGE", "en"),
    ("HTTP_ACCEPT_CHARSET", "utf-16"),
    ("HTTP_ACCEPT_ENCODING", "br, gzip"),
    ("HTTP_USER_AGENT", EVIL),
    ("HTTP_REFERER", f"https://{EVIL}/"),
    ("HTTP_ORIGIN", f"https://{EVIL}"),
    ("HTTP_RANGE", "bytes=0-9"),
    ("HTTP_IF_RANGE", '"x"'),
    ("HTTP_IF_MODIFIED_SINCE", "Sun, 06 Nov 2044 08:49:37 GMT"),
    ("HTTP_IF_UNMODIFIED_SINCE", "Sun, 06 Nov 1994 08:49:37 GMT"),
    ("HTTP_IF_MATCH", '"x"'),
    ("HTTP_IF_NONE_MATCH", "*"),
    ("HTTP_COOKIE", f"csrftoken={EVIL}"),
    ("HTTP_COOKIE", f"django_language={EVIL}; messages={EVIL}"),
    ("HTTP_COOKIE", f"sessionid={EVIL}"),
    ("HTTP_AUTHORIZATION", f"Basic {EVIL}"),
    ("HTTP_CACHE_CONTROL", "no-cache"),
    ("HTTP_PRAGMA", "no-cache"),
    ("HTTP_CONNECTION", "close, Host"),
    ("HTTP_TE", "trailers"),
    ("HTTP_UPGRADE", "h2c"),
    ("HTTP_EXPECT", "100-continue"),
    ("HTTP_SEC_FETCH_DEST", "iframe"),
    ("HTTP_X_REQUESTED_WITH", "XMLHttpRequest"),
    ("CONTENT_TYPE", "application/json"),
    ("CONTENT_LENGTH", "0"),
    ("CONTENT_LENGTH", "5"),
    ("CONTENT_LENGTH", "-5"),
    ("CONTENT_LENGTH", EVIL),
    ("HTTP_TRANSFER_ENCODING", "chunked"),
    ("HTTP_CONTENT_LENGTH", "5"),
    ("REQUEST_METHOD", "HEAD"),
    ("REQUEST_METHOD", "POST"),
    ("REQUEST_METHOD", "TRACE"),
    ("REQUEST_METHOD", "get"),
    ("SCRIPT_NAME", f"/{EVIL}"),
    ("HTTP_SCRIPT_NAME", f"/{EVIL}"),
    ("PATH_INFO", f"//{EVIL}/"),
    ("SERVER_NAME", EVIL),
    ("SERVER_PORT", "1234"),
    ("SERVER_PROTOCOL", "HTTP/1.0"),
    ("REMOTE_ADDR", EVIL),
    ("REMOTE_USER", "chief"),
    ("wsgi.url_scheme", "https"),
]
QUERIES = [
    "page=1&page=2",
    "page=2&page=1",
    "page[]=2",
    "page%5B%5D=2",
    "page=%00",
    "page=2%00",
    "page=%C0%B2",
    "page=%EF%BC%92",
    "page=2;page=3",
    "page=02",
    "page=%202",
    "page=-1",
    "page=999999",
    "page=9999999999999999999999",
    "page",
    "page=",
    "PAGE=2",
    f"next=https://{EVIL}/",
    f"utm_source={EVIL}&fbclid={EVIL}",
    "a" * 1_500,
    "&".join(f"a{number}" for number in range(300)),
    "&&&=&=&",
    "%",
    "%zz",
    "page=%F0%9F%98%80",
    "\xec\x9a\xb0",
]
PATHS = [
    "/{page}%2F",
    "/articles%2F{number}/",
    "/articles/{number}/%2e%2e/",
    "/articles/{number}/../{number}/",
    "/./articles/{number}/",
    "//articles/{number}/",
    "/articles//{number}/",
    "/articles/{number}",
    "/articles/0{number}/",
    "/articles/{number}%00/",
    "/articles/{number}/%0d%0aSet-Cookie:x=1/",
    "/articles/%EF%BC%91/",
    "/ARTICLES/{number}/",
    "/articles/{number};a=b/",
    "/articles/{number}%3Fpage=2",
    "/sections/city%3Fpage=2/",
    "/sections/city/%3Fpage=2",
    "/\\evil.example/",
    "/%FF%FE/",
    "/%C0%AE%C0%AE/",
    "/" + "a" * 100_000,
    "/tags/" + "%EA%B0%80" * 30_000 + "/",
    "http://evil.example/articles/{number}/",
]


@pytest.fixture
def pages(site: Site) -> dict[str, Served]:
    """Pages as an ordinary reader gets them first, of every kind that is stored."""
    section = make_section("사회", slug="city")
    story = make_published(section_id=section.pk, tags=("도서관",))
    addresses = [
        "/",
        f"/articles/{story.pk}/",
        f"/articles/{story.pk}/slug/",
        f"/articles/{story.pk + 1}/",
        "/sections/city/",
        "/sections/city/?page=2",
        "/news/old.html?no=1",
    ]
    return {address: site.get(address) for address in addresses}


def article_of(pages: dict[str, Served]) -> str:
    return next(path for path in pages if path.startswith("/articles/"))


def unharmed(site: Site, pages: dict[str, Served], sent: object) -> None:
    for address, first in pages.items():
        again = site.get(address)
        assert again.page == first.page, (sent, address)
        assert again.header("ETag") == first.header("ETag"), (sent, address)


def forget(site: Site, *addresses: str) -> None:
    """As if these pages had not been asked for yet."""
    for address in list(site.layer.pages._memory._entries):
        if str(address) in addresses:
            site.layer.pages._memory.discard(address)
            site.layer.files.discard(address)


def send(site: Site, environ: dict[str, Any]) -> Served:
    served = site.ask(environ | {"wsgi.input": io.BytesIO(b"a=b")})
    for name, value in served.headers:
        assert "\n" not in value
        assert "\r" not in value, name
    return served


@pytest.mark.any_database
def test_headers(site: Site, pages: dict[str, Served]) -> None:
    """One at a time; where the page is stored already, and as the first who asks for it."""
    addresses = ("/", article_of(pages))
    for name, value in HEADERS:
        for address in addresses:
            served = send(site, environ_of(address) | {name: value})
            # Beside the body, a header of one's own may come back to oneself alone.
            assert name == "SCRIPT_NAME" or EVIL not in served.body.decode("latin-1"), name
        unharmed(site, pages, (name, value))
        forget(site, *addresses)
        for address in addresses:
            send(site, environ_of(address) | {name: value})
        unharmed(site, pages, (name, value))


@pytest.mark.any_database
def test_queries(site: Site, pages: dict[str, Served]) -> None:
    addresses = ("/", "/sections/city/", "/news/old.html")
    for query in QUERIES:
        forget(site, *addresses)
        for path in addresses:
            environ = environ_of(path) | {"QUERY_STRING": query}
            served = send(site, environ)
            assert served.status in {200, 404}, query
            assert send(site, environ).page == served.page, query
            assert EVIL not in served.body.decode(), query
        unharmed(site, pages, query)


@pytest.mark.any_database
def test_paths(site: Site, pages: dict[str, Served]) -> None:
    """Answered as Django alone would, and kept apart from every other page."""
    article = article_of(pages)
    for pattern in PATHS:
        sent = pattern.format(number=article.split("/")[2], page=article.strip("/"))
        forget(site, "/", article)
        environ = environ_of("/") | {"PATH_INFO": unquote_to_bytes(sent).decode("latin-1")}
        served = send(site, environ)
        assert served.status in {200, 301, 400, 404}, sent[:100]
        assert not served.header("Location").startswith(("http", "//", "/\\")), sent[:100]
        unharmed(site, pages, sent[:100])


def test_pages_that_nobody_links_to_do_not_fill_the_memory(site: Site) -> None:
    make_section("사회", slug="city")
    before = len(site.layer.pages._memory)
    for number in range(20):
        site.get(f"/sections/city/?utm_source={number}&x{number}=1")
    assert len(site.layer.pages._memory) == before + 1
    for length in (1_990, 5_000, 100_000):
        assert site.get("/" + "a" * length).status == 404
    assert len(site.layer.pages._memory) == before + 2
