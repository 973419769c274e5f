"""deploy/nginx.conf as nginx itself takes it, before a stand-in for gunicorn."""

import gzip
import http.client
import json
import os
import re
import threading
from collections.abc import Iterator, Mapping
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

import pytest
from django.test import Client

from bench import nginx

pytestmark = [
    pytest.mark.skipif(nginx.find() is None, reason="nginx is not installed"),
    pytest.mark.slow,
    pytest.mark.any_database,
]

HOST = "news.example.com"
STORED = "<!doctype html><p>쌓아 둔 쪽</p>".encode()


class Behind(BaseHTTPRequestHandler):
    """Answers with what it was asked, as JSON."""

    protocol_version = "HTTP/1.1"

    def answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        said = {
            "line": self.requestline,
            "headers": {name.lower(): value for name, value in self.headers.items()},
            "body": len(body),
        }
        content = json.dumps(said).encode()
        self.send_response(404 if self.path.startswith("/missing") else 200)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("X-From", "gunicorn")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    do_GET = do_HEAD = do_POST = do_PURGE = answer  # noqa: N815

    def log_message(self, format: str, *args: object) -> None:
        """Silent."""


def comparable(headers: Mapping[str, str]) -> dict[str, str]:
    """What both sides must agree on. A CDN that purges by Surrogate-Key stands before gunicorn;
    nginx's ETag comes from its file; the order of a policy's parts says nothing."""
    left_out = {"date", "server", "connection", "content-length", "content-encoding"}
    left_out |= {"etag", "surrogate-key"}
    named = {name.lower(): value for name, value in headers.items()}
    policy = named.get("content-security-policy", "")
    named["content-security-policy"] = "; ".join(sorted(policy.split("; ")))
    return {name: value for name, value in named.items() if name not in left_out}


class Server(NamedTuple):
    made: nginx.Nginx
    folder: Path

    @property
    def pages(self) -> Path:
        return self.folder / "store" / "pages"

    def store(self, path: str, body: bytes = STORED, *, at: int = 1_700_000_000) -> Path:
        file = self.pages / path.strip("/") / "index.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        for name, content in (("index.html", body), ("index.html.gz", gzip.compress(body))):
            file.with_name(name).write_bytes(content)
            os.utime(file.with_name(name), (at, at))
        return file

    def ask(
        self,
        path: str,
        method: str = "GET",
        *,
        host: str | None = HOST,
        port: int = 0,
        **headers: str,
    ) -> tuple[int, Message, bytes]:
        """The path goes out exactly as given."""
        connection = http.client.HTTPConnection(
            "127.0.0.1", port or self.made.site_port, timeout=10
        )
        try:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            if host:
                connection.putheader("Host", host)
            for name, value in headers.items():
                connection.putheader(name.replace("_", "-"), value)
            connection.endheaders()
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            connection.close()

    def is_from_store(self, path: str, method: str = "GET", **headers: str) -> bool:
        _status, answered, _body = self.ask(path, method, **headers)
        return answered.get("X-From") is None


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("nginx")
    behind = ThreadingHTTPServer(("127.0.0.1", 0), Behind)
    threading.Thread(target=behind.serve_forever, daemon=True).start()
    with nginx.nginx(
        folder,
        host=HOST,
        gunicorn_port=behind.server_port,
        data=folder / "data",
        page_store=folder / "store",
    ) as made:
        yield Server(made, folder)
    behind.shutdown()
    behind.server_close()


@pytest.fixture
def stored(server: Server) -> Server:
    for path in ("/", "/articles/12/", "/sections/gyeonggi/"):
        server.store(path)
    return server


@pytest.mark.parametrize("path", ["/", "/articles/12/", "/sections/gyeonggi/"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_it_serves_a_stored_page(stored: Server, path: str, method: str) -> None:
    status, headers, body = stored.ask(path, method)
    assert (status, headers["X-From"]) == (200, None)
    assert body == (STORED if method == "GET" else b"")


def test_it_serves_the_page_as_compressed_beforehand(stored: Server) -> None:
    _status, headers, body = stored.ask("/", Accept_Encoding="gzip")
    assert headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(body) == STORED


@pytest.mark.skipif(not nginx.has_brotli(), reason="nginx has no brotli module")
def test_it_prefers_brotli(stored: Server) -> None:
    file = stored.store("/articles/13/")
    file.with_name("index.html.br").write_bytes(b"as brotli")
    _status, headers, body = stored.ask("/articles/13/", Accept_Encoding="gzip, br")
    assert (headers["Content-Encoding"], body) == ("br", b"as brotli")


@pytest.mark.django_db
def test_it_sends_the_headers_that_the_site_sends(stored: Server, client: Client, settings) -> None:
    settings.SECURE_HSTS_SECONDS = 31_536_000
    ours = client.get("/", secure=True)
    _status, headers, _body = stored.ask("/", Accept_Encoding="gzip")
    # Set in front of Django, by the layer that knows the compressed bodies.
    of_the_layer = {"vary": "Accept-Encoding", "cache-control": "no-cache"}
    assert comparable(headers) == {**comparable(ours.headers), **of_the_layer}


@pytest.mark.parametrize(
    "path",
    [
        "/?page=2",
        "/articles/12/?utm_source=x",
        "/articles/12",
        "/articles/012/",
        "/articles/12/print/",
        "/articles/12/index.html",
        "/articles/12/index.html.gz",
        "/articles//12/",
        "//articles/12/",
        "/articles/./12/",
        "/articles/x/../12/",
        "/%61rticles/12/",
        "/articles/12%2f",
        "/articles/12/%00",
        "/articles/%EF%BC%91/",
        "/sections/../articles/12/",
        "/sections/Gyeonggi/",
        "/sections/gyeonggi/%2e%2e/gyeonggi/",
        "/../store/pages/index.html",
        "/..%2f..%2fetc/passwd",
        "/index.html",
    ],
)
def test_any_other_address_goes_to_gunicorn_as_it_came(stored: Server, path: str) -> None:
    status, headers, body = stored.ask(path)
    if status == 400:
        return  # nginx does not even pass it on
    assert headers["X-From"] == "gunicorn"
    line = json.loads(body)["line"]
    assert line == f"GET {path} HTTP/1.1"


@pytest.mark.parametrize(
    ("method", "headers"),
    [
        ("POST", {}),
        ("PURGE", {}),
        ("GET", {"Cookie": "sessionid=abc"}),
        ("GET", {"Cookie": "other=1; sessionid=abc"}),
        ("HEAD", {"Cookie": "sessionid=abc"}),
    ],
)
def test_staff_and_other_methods_go_to_gunicorn(stored: Server, method: str, headers: dict) -> None:
    assert not stored.is_from_store("/articles/12/", method, **headers)


def test_other_cookies_do_not_matter(stored: Server) -> None:
    assert stored.is_from_store("/articles/12/", Cookie="csrftoken=x; seen=1")


def test_a_page_that_is_not_stored_comes_from_gunicorn(stored: Server) -> None:
    assert not stored.is_from_store("/articles/99/")
    status, headers, _body = stored.ask("/missing/")
    assert (status, headers["X-From"]) == (404, "gunicorn")


def test_a_page_is_gone_with_its_file(stored: Server) -> None:
    file = stored.store("/articles/14/")
    connection = http.client.HTTPConnection("127.0.0.1", stored.made.site_port, timeout=10)
    for is_there in (True, False):
        connection.request("GET", "/articles/14/", headers={"Host": HOST})
        answer = connection.getresponse()
        answer.read()
        assert (answer.headers["X-From"] is None) == is_there
        for variant in file.parent.iterdir():
            variant.unlink()
    connection.close()


def test_all_are_gone_when_the_folder_is_renamed(server: Server) -> None:
    server.store("/articles/15/")
    server.pages.rename(server.pages.with_name("old"))
    assert not server.is_from_store("/articles/15/")


def test_an_etag_is_that_of_the_file(stored: Server) -> None:
    stored.store("/articles/16/", b"one", at=1_700_000_001)
    _status, headers, _body = stored.ask("/articles/16/")
    known = headers["ETag"]
    assert stored.ask("/articles/16/", If_None_Match=known)[0] == 304
    stored.store("/articles/16/", b"two", at=1_700_000_002)
    assert stored.ask("/articles/16/", If_None_Match=known)[2] == b"two"


def test_a_time_is_never_enough_for_not_modified(stored: Server) -> None:
    status, headers, _body = stored.ask("/", If_Modified_Since="Wed, 01 Jan 2098 00:00:00 GMT")
    assert (status, headers["Last-Modified"]) == (200, None)


@pytest.mark.parametrize(
    "host", ["evil.example", None, "news.example.com.evil.example", "127.0.0.1"]
)
def test_an_unknown_host_gets_no_page(stored: Server, host: str | None) -> None:
    status, _headers, body = stored.ask("/", host=host)
    assert status == 400 if host is None else status == 421
    assert STORED not in body


def test_plain_http_is_sent_to_the_sites_own_address(stored: Server) -> None:
    port = stored.made.plain_http_port
    status, headers, _body = stored.ask("/articles/12/?a=b", port=port, X_Forwarded_Host="evil")
    assert (status, headers["Location"]) == (301, f"https://{HOST}/articles/12/?a=b")
    assert stored.ask("/", port=port, host="evil.example")[0] == 421


def test_what_a_client_says_of_its_way_here_is_not_passed_on(stored: Server) -> None:
    claimed = {
        "X-Forwarded-Proto": "http",
        "X-Forwarded-For": "203.0.113.9",
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Port": "81",
        "X-Forwarded-Prefix": "/evil",
        "X-Real-IP": "203.0.113.9",
        "Forwarded": "for=203.0.113.9;host=evil.example",
        "Proxy": "evil.example",
        "X_Forwarded_Host": "evil.example",
    }
    _status, _headers, body = stored.ask("/missing/", **claimed)
    passed = json.loads(body)["headers"]
    assert passed["host"] == HOST
    assert passed["x-forwarded-proto"] == "https"
    assert passed["x-forwarded-for"] == "127.0.0.1"
    assert "evil" not in json.dumps(passed)


def test_a_very_long_address_is_refused_without_harm(stored: Server) -> None:
    assert stored.ask("/" + "a" * 100_000)[0] == 414
    assert stored.is_from_store("/")


def test_static_files_come_with_their_compressed_forms(server: Server) -> None:
    folder = server.folder / "data" / "static" / "css"
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("site.0123456789ab.css", "site.css"):
        (folder / name).write_bytes(b"p {}")
        (folder / f"{name}.gz").write_bytes(gzip.compress(b"p {}"))
    _status, hashed, body = server.ask("/static/css/site.0123456789ab.css", Accept_Encoding="gzip")
    assert gzip.decompress(body) == b"p {}"
    assert hashed["Content-Type"] == "text/css"
    assert "immutable" in hashed["Cache-Control"]
    _status, plain, _body = server.ask("/static/css/site.css")
    assert plain["Cache-Control"] == "public, max-age=60"
    assert not server.is_from_store("/static/css/none.css")


def test_without_gunicorn_it_says_so_in_korean(tmp_path: Path) -> None:
    with nginx.nginx(
        tmp_path,
        host=HOST,
        gunicorn_port=nginx.free_port(),
        data=tmp_path / "data",
        page_store=tmp_path / "store",
    ) as made:
        status, headers, body = Server(made, tmp_path).ask("/articles/12/")
    assert (status, headers["Cache-Control"]) == (503, "no-store")
    assert "잠시" in body.decode()
    assert 'lang="ko"' in body.decode()


def test_every_word_to_fill_in_is_explained() -> None:
    explained, _, used = nginx.TEMPLATE.read_text().partition("# Needs")
    assert set(re.findall(r"@[A-Z_]+@", used)) == set(re.findall(r"@[A-Z_]+@", explained))
