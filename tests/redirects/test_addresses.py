import pytest
from django.test import RequestFactory

from redirects.addresses import old_path_of


@pytest.mark.parametrize(
    "address",
    [
        "/news/view.html?no=51595",
        "/뉴스/기사.html?제목=가온",
        "/%EB%89%B4%EC%8A%A4/%EA%B8%B0%EC%82%AC",
        "/news/%C7%D1%B1%DB.html?q=%C7%D1",
        "/a;b=1/c d?x=1&y=[2]",
        "/?no=5",
        "//news///1",
    ],
)
def test_it_is_what_a_request_for_it_says(address: str) -> None:
    found = old_path_of(f"https://old.example:8080{address}#top")
    request = RequestFactory().get(found)
    assert request.get_full_path() == found
    assert old_path_of(found) == found
    assert found.startswith("/")
    assert not found.startswith("//")


@pytest.mark.parametrize(
    "address",
    ["", "view.html", "ftp://a/b", "https://a", "https://a/", "http://[a", "/" + "a" * 500],
)
def test_what_is_no_address_of_a_page(address: str) -> None:
    with pytest.raises(ValueError, match="주소"):
        old_path_of(address)
