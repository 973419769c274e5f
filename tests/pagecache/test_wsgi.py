import gzip
import io
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import brotli
import pytest
from django.db import DatabaseError, OperationalError
from django.test import override_settings

from articles.models import Article
from pagecache import depends, publishing, touch, until
from pagecache.wsgi import best_encoding, canonical_environ, matches
from redirects.models import Redirect
from tests.builders import make_published
from tests.pagecache.site import Site, environ_of
from tests.public_pages import assert_public_page

pytestmark = pytest.mark.django_db

OLD = "/news/old.html?no=1"


@pytest.fixture
def story() -> Article:
    return make_published(title="강변 도서관")


@pytest.fixture
def url(story: Article) -> str:
    return story.get_absolute_url()


class Answering:
    """An application that says what it is told to, and names a key."""

    def __init__(self, status: str = "200 OK", **headers: str) -> None:
        self.status, self.body = status, b"<p>page</p>" * 100
        self.headers = [(name.replace("_", "-"), value) for name, value in headers.items()]
        self.seen: list[dict[str, Any]] = []

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        self.seen.append(environ)
        depends("a")
        start_response(self.status, [("Content-Type", "text/html"), *self.headers])
        return [self.body]


@pytest.fixture
def answering(tmp_path: Path) -> Callable[..., tuple[Answering, Site]]:
    def make(status: str = "200 OK", **headers: str) -> tuple[Answering, Site]:
        application = Answering(status, **headers)
        return application, Site(tmp_path / "pages", application)

    return make


def test_a_hit_is_answered_without_django(site: Site, url: str) -> None:
    first, second = site.get(url), site.get(url)
    assert first == second
    assert first.status == 200
    assert site.entered == [url.encode().decode("latin-1")]
    assert "강변 도서관" in first.body.decode()
    assert first.header("Cache-Control") == "no-cache"
    assert first.header("Vary") == "Accept-Encoding"
    assert f"article:{url.split('/')[2]}" in first.header("Surrogate-Key").split()
    assert first.header("Content-Security-Policy")
    assert first.header("X-Frame-Options") == "DENY"
    assert not first.header("Set-Cookie")


def test_another_process_takes_it_from_disk(site: Site, url: str, tmp_path: Path) -> None:
    first = site.get(url)
    other = Site(tmp_path / "pages")
    assert other.get(url) == first
    assert other.entered == []


@pytest.mark.parametrize(
    ("accepted", "encoding", "unpack"),
    [
        ("gzip, deflate, br, zstd", "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
        ("br;q=0, gzip;q=0.5", "gzip", gzip.decompress),
        ("*", "br", brotli.decompress),
        ("identity", "", bytes),
        ("gzip;q=0", "", bytes),
        ("", "", bytes),
        ("brr, xgzip", "", bytes),
    ],
)
def test_each_reader_gets_the_encoding_they_take(
    site: Site, url: str, accepted: str, encoding: str, unpack: Callable[[bytes], bytes]
) -> None:
    plain = site.get(url)
    served = site.get(url, HTTP_ACCEPT_ENCODING=accepted)
    assert served.header("Content-Encoding") == encoding
    assert unpack(served.body) == plain.body
    assert served.header("Content-Length") == str(len(served.body))
    assert served.header("ETag") == plain.header("ETag")
    assert served.header("Vary") == "Accept-Encoding"


def test_who_has_the_page_gets_304(site: Site, url: str) -> None:
    etag = site.get(url).header("ETag")
    for given in (etag, etag.removeprefix("W/"), f'"x", {etag}', "*"):
        served = site.get(url, HTTP_IF_NONE_MATCH=given)
        assert (served.status, served.body) == (304, b"")
        assert served.header("ETag") == etag
        assert not served.header("Content-Length")
    for given in ('"x"', "", etag[:-2] + '"', "**"):
        assert site.get(url, HTTP_IF_NONE_MATCH=given).status == 200


def test_a_changed_page_has_another_etag(
    answering: Callable[..., tuple[Answering, Site]],
) -> None:
    application, site = answering()
    etag = site.get(OLD).header("ETag")
    application.body = b"new"
    with publishing():
        touch("a")
    served = site.get(OLD, HTTP_IF_NONE_MATCH=etag)
    assert (served.status, served.body) == (200, b"new")


def test_head_says_what_get_would(site: Site, url: str) -> None:
    for path in (url, "/nowhere/"):
        for _ in range(2):
            head = site.get(path, "HEAD", HTTP_ACCEPT_ENCODING="br")
            assert head.body == b""
            full = site.get(path, HTTP_ACCEPT_ENCODING="br")
            assert head.headers == full.headers
            assert head.status == full.status


def test_statuses_that_are_stored(site: Site, story: Article) -> None:
    number = story.pk
    for path, status in ((f"/articles/{number}/slug/", 301), (f"/articles/{number + 1}/", 404)):
        first = site.get(path)
        assert first.status == status
        assert site.is_stored(path)
        assert site.get(path) == first
        assert site.get(path).page == site.fresh(path).page
        etag = first.header("ETag")
        assert site.get(path, HTTP_IF_NONE_MATCH=etag).status == status


@pytest.mark.parametrize(
    ("method", "given"),
    [
        ("POST", {}),
        ("OPTIONS", {}),
        ("PUT", {}),
        ("GET", {"HTTP_COOKIE": "sessionid=abc"}),
        ("GET", {"HTTP_COOKIE": "a=b; sessionid=abc"}),
        ("GET", {"HTTP_HOST": "evil.example"}),
        ("GET", {"HTTP_HOST": ""}),
        ("GET", {"HTTP_HOST": "news.example.com, evil.example"}),
        ("GET", {"SCRIPT_NAME": "/mounted"}),
        ("GET", {"CONTENT_LENGTH": "3", "wsgi.input": io.BytesIO(b"a=b")}),
        ("GET", {"HTTP_TRANSFER_ENCODING": "chunked"}),
        ("GET", {"PATH_INFO": "/static/css/base.css"}),
        ("GET", {"PATH_INFO": "*"}),
        ("GET", {"PATH_INFO": ""}),
        ("GET", {"QUERY_STRING": "a" * 2_001}),
    ],
)
def test_what_is_not_for_stored_pages_goes_through(
    answering: Callable[..., tuple[Answering, Site]], method: str, given: dict[str, Any]
) -> None:
    """Untouched, and even where the page is stored already."""
    application, site = answering()
    site.get(OLD)
    environ = environ_of(OLD, method) | given
    served = site.ask(environ)
    assert application.seen[-1] is environ
    assert served.body == application.body
    assert not served.header("Surrogate-Key")
    assert site.is_stored(OLD)


def test_staff_see_django_s_own_answer(site: Site, url: str) -> None:
    site.get(url)
    served = site.get(url, HTTP_COOKIE="sessionid=whatever")
    assert served.header("Cache-Control") == "no-store"
    assert not served.header("Surrogate-Key")
    assert len(site.entered) == 2


def test_a_cookie_that_is_no_session_changes_nothing(site: Site, url: str) -> None:
    first = site.get(url)
    assert site.get(url, HTTP_COOKIE="csrftoken=abc; theme=dark") == first
    assert len(site.entered) == 1


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_no_answer_with_a_cookie_is_kept(
    answering: Callable[..., tuple[Answering, Site]], method: str
) -> None:
    """Django answers the reader's own request then."""
    application, site = answering(Set_Cookie="csrftoken=abc")
    for count in (2, 4):
        environ = environ_of(OLD, method)
        served = site.ask(environ)
        assert served.header("Set-Cookie") == "csrftoken=abc"
        assert application.seen[-1] is environ
        assert len(application.seen) == count


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_what_may_not_be_stored_is_passed_on(
    answering: Callable[..., tuple[Answering, Site]], method: str
) -> None:
    application, site = answering("500 Internal Server Error", X_Own="1")
    for _ in range(2):
        served = site.get(OLD, method)
        assert (served.status, served.header("X-Own")) == (500, "1")
        assert served.body == (application.body if method == "GET" else b"")
    assert len(application.seen) == 2


def test_only_what_is_true_of_every_reader_is_handed_on(
    answering: Callable[..., tuple[Answering, Site]],
) -> None:
    _, site = answering(Vary="Cookie", Cache_Control="max-age=60", ETag='"x"')
    served = site.get(OLD)
    assert served.header("Vary") == "Accept-Encoding"
    assert served.header("Cache-Control") == "no-cache"
    assert served.header("ETag") != '"x"'


def test_a_page_of_very_many_keys_has_a_head_that_proxies_take(tmp_path: Path) -> None:
    def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        depends(*(f"card:{1_000_000 + number}" for number in range(500)))
        start_response("200 OK", [("Content-Type", "text/html")])
        return [b"a long day"]

    site = Site(tmp_path / "pages", application)
    assert sum(len(name) + len(value) + 4 for name, value in site.get(OLD).headers) < 1_000
    assert site.is_stored(OLD)
    with publishing():
        touch("card:1000499")
    assert not site.is_stored(OLD)


def test_pages_are_made_from_address_and_settings_alone(
    answering: Callable[..., tuple[Answering, Site]],
) -> None:
    application, site = answering()
    given = {"HTTP_USER_AGENT": "x", "HTTP_ACCEPT_LANGUAGE": "en", "HTTP_HOST": "127.0.0.1:81"}
    site.get("/news/old.html?b=2&a=1", **given)
    (environ,) = application.seen
    assert environ["HTTP_HOST"] == "news.example.com"
    assert (environ["wsgi.url_scheme"], environ["REMOTE_ADDR"]) == ("https", "127.0.0.1")
    told = {name for name in environ if name.startswith("HTTP_")}
    assert told == {"HTTP_HOST", "HTTP_X_FORWARDED_PROTO"}
    assert environ["QUERY_STRING"] == "b=2&a=1"
    with override_settings(NEWSROOM_SITE_URL="http://127.0.0.1:8000"):
        environ = canonical_environ(site.layer._address("/", ""))
    assert (environ["HTTP_HOST"], environ["SERVER_PORT"]) == ("127.0.0.1:8000", "8000")


@override_settings(SECURE_SSL_REDIRECT=True)
def test_plain_http_is_redirected_before_anything_else(
    answering: Callable[..., tuple[Answering, Site]],
) -> None:
    application, site = answering()
    site.get(OLD)
    environ = environ_of(OLD, HTTP_X_FORWARDED_PROTO="http")
    site.ask(environ)
    assert application.seen[-1] is environ


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_without_a_database_no_page_is_shown(
    site: Site, url: str, method: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The stored one may have been withdrawn a second ago."""
    site.get(url)

    def fail(*_: object) -> None:
        raise OperationalError("no route to host db-7.internal")

    monkeypatch.setattr("pagecache.epoch._ask", fail)
    monkeypatch.setattr("pagecache.epoch._by_libpq", lambda: None)
    served = site.get(url, method)
    assert served.status == 503
    assert served.header("Cache-Control") == "no-store"
    assert served.header("Retry-After")
    assert ("잠시" in served.body.decode()) == (method == "GET")
    assert "db-7" not in served.body.decode()
    assert int(served.header("Content-Length")) > 500
    monkeypatch.undo()
    assert site.get(url, method).status == 200


def test_a_database_that_goes_while_rendering(
    answering: Callable[..., tuple[Answering, Site]], monkeypatch: pytest.MonkeyPatch
) -> None:
    application, site = answering()

    def fail(*_: object) -> None:
        raise DatabaseError

    monkeypatch.setattr(application.__class__, "__call__", fail)
    assert site.get(OLD).status == 503


def test_a_change_in_the_middle_of_a_render(tmp_path: Path, story: Article) -> None:
    """Between the query and the commit of the page: it was true when it was read, and is gone."""
    changes = ["새 제목"]

    def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        depends(f"article:{story.pk}")
        title = Article.objects.get(pk=story.pk).title
        if changes:
            with publishing():
                Article.objects.filter(pk=story.pk).update(title=changes.pop())
                touch(f"article:{story.pk}")
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [title.encode()]

    site = Site(tmp_path / "pages", application)
    assert site.get(OLD).body.decode() == "강변 도서관"
    assert site.get(OLD).body.decode() == "새 제목"
    assert Site(tmp_path / "pages", application).get(OLD).body.decode() == "새 제목"


def test_on_a_full_disk_pages_are_served(tmp_path: Path, url: str) -> None:
    (tmp_path / "full").write_text("in the way")
    site = Site(tmp_path / "full")
    assert site.get(url).status == 200
    assert site.is_stored(url)


def test_memory_is_bounded_by_the_setting(tmp_path: Path) -> None:
    site = Site(tmp_path / "pages", Answering(), PAGECACHE_MEMORY_BYTES=20_000)
    for number in range(100):
        site.get(f"/news/old.html?no={number}")
    memory = site.layer.pages._memory
    assert 3 < len(memory) < 20
    assert memory._size <= 20_000
    # Let go by the process, still there on disk.
    assert site.is_stored("/news/old.html?no=0")


def test_a_view_that_names_nothing_is_rendered_each_time(site: Site) -> None:
    site.get("/robots.txt")
    assert not site.is_stored("/robots.txt")


def test_an_application_is_closed_after_rendering(tmp_path: Path) -> None:
    closed = []

    class Body(list[bytes]):
        def close(self) -> None:
            closed.append(True)

    def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        depends("a")
        until(None)
        start_response("200 OK", [])
        return Body([b"a", b"b"])

    site = Site(tmp_path / "pages", application)
    assert [site.get(OLD).body for _ in range(2)] == [b"ab"] * 2
    assert closed == [True]


def test_stored_pages_keep_the_promises_of_every_page(site: Site, url: str) -> None:
    class Response(dict[str, str]):
        content = site.get(url).body
        cookies = None

    site.get(url)
    assert_public_page(Response(dict(site.get(url).headers)))


@pytest.mark.parametrize(
    ("accepted", "best"), [("BR", "br"), ("gzip; q=0.0", ""), ("*;q=0", ""), ("*, br;q=0", "gzip")]
)
def test_best_encoding(accepted: str, best: str) -> None:
    assert best_encoding(accepted) == best


def test_etags_are_compared_weakly() -> None:
    assert matches('"a"', 'W/"a"')
    assert not matches('"b"', 'W/"a"')


def test_an_old_address_may_look_like_one_of_ours_and_differ_in_its_query(
    site: Site, story: Article
) -> None:
    Redirect.objects.create(old_path="/pages/view/?id=3", article=story)
    assert site.get("/pages/view/?id=4").status == 404
    found = site.get("/pages/view/?id=3")
    assert (found.status, found.header("Location")) == (301, story.get_absolute_url())
    assert site.get("/pages/view/").status == 404
