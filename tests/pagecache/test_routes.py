import pytest

from pagecache.routes import Address, canonical

OLD = "/news/articleView.html"


@pytest.mark.parametrize(
    ("path", "query", "stands_for"),
    [
        ("/", "utm_source=x&fbclid=y", ""),
        ("/", "page=2", ""),
        ("/articles/5/", "a=1&a=2", ""),
        ("/feed/", "page=2", ""),
        ("/sections/city/", "page=2&utm_medium=z", "page=2"),
        ("/sections/city/", "page=1&page=2", "page=2"),
        ("/sections/city/", "page=", "page="),
        ("/sections/city/", "page", "page="),
        ("/sections/city/", "page%5B%5D=3", ""),
        ("/sections/city/", "Page=3", ""),
        ("/sections/city/", "page=%32", "page=2"),
        ("/sections/city/", "page=+2", "page=+2"),
        ("/sections/city/", "a;page=2", ""),
        ("/sections/city/", "page=2;a", "page=2%3Ba"),
        ("/sections/city/", "page=%00", "page=%00"),
        # What isn't UTF-8 is what Django makes of it.
        ("/sections/city/", "page=%C0%AF", "page=%EF%BF%BD%EF%BF%BD"),
    ],
)
def test_a_known_page_reads_its_own_parameters_only(path: str, query: str, stands_for: str) -> None:
    assert canonical(path, query) == Address(path, stands_for)


@pytest.mark.parametrize("query", ["no=51595", "b=1&a=2", "utm_source=x", "a=1&a=2", "%EA%B0", ""])
def test_an_old_address_keeps_its_whole_query(query: str) -> None:
    assert canonical(OLD, query) == Address(OLD, query)


@pytest.mark.parametrize(
    "path", ["/admin/", "/healthz", "/robots.txt", "/readership/articles/3/", "/photos/ab.jpg"]
)
def test_other_views_are_never_stored(path: str) -> None:
    assert canonical(path, "") is None


def test_a_path_that_is_no_text_is_for_django() -> None:
    assert canonical("/tags/\xff/", "") is None


def test_one_page_has_one_name() -> None:
    assert str(Address("/a", "b=1")) == "/a?b=1"
    assert str(Address("/a", "")) == "/a"
