import pytest
from django.db import OperationalError
from django.test import Client, RequestFactory

from mastheads.models import Masthead
from newsroom import errors
from pagecache.page_store.place import StoreOutOfReach
from tests.public_pages import Elements, assert_public_page


@pytest.mark.django_db
def test_an_unknown_address_gets_a_korean_page(client: Client) -> None:
    first = client.get("/nowhere/")
    assert first.status_code == 404
    assert "주소를 다시 확인" in assert_public_page(first)
    assert client.get("/elsewhere/").content == first.content


def test_a_404_survives_a_database_that_fails(
    rf: RequestFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> Masthead:
        raise OperationalError("no database")

    monkeypatch.setattr(Masthead, "current", fail)
    response = errors.page_not_found(rf.get("/nowhere/"), Exception())
    assert response.status_code == 404
    assert "찾으시는 페이지가 없습니다" in response.content.decode()


def test_an_internal_error_needs_neither_database_nor_request(rf: RequestFactory) -> None:
    response = errors.server_error(rf.get("/"))
    html = response.content.decode()
    assert response.status_code == 500
    assert len(Elements(html).named("h1")) == 1
    assert "잠시 뒤에 새로고침" in html


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OperationalError("could not connect to db.internal"), "지금은 기사를 불러올 수 없습니다"),
        (StoreOutOfReach("페이지 파일이 다른 서버(b)에 있습니다."), "페이지 파일이 다른 서버(b)에"),
    ],
)
@pytest.mark.django_db
def test_what_others_must_mend_is_a_503_that_says_so(
    error: Exception, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("frontpage.views.arrange", fail)
    response = Client(raise_request_exception=False).get("/")
    assert response.status_code == 503
    assert told in response.content.decode()
    assert "internal" not in response.content.decode()
