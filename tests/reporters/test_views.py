import pytest
from django.test import Client

from tests.builders import make_draft, make_published, make_reporter
from tests.public_pages import ago, assert_public_page, titles_in

pytestmark = pytest.mark.django_db


def test_it_introduces_the_reporter_and_lists_the_stories(client: Client) -> None:
    reporter = make_reporter(
        "김정민", email="kim@example.com", introduction="길을 씁니다.", desk="사회부"
    )
    other = make_reporter("윤채이")
    make_published(title="혼자 쓴 이야기", reporter_ids=(reporter.pk,), at=ago(days=2))
    make_published(title="같이 쓴 이야기", reporter_ids=(other.pk, reporter.pk), at=ago(days=1))
    make_published(title="남의 이야기", reporter_ids=(other.pk,))
    make_draft(title="비밀", reporter_ids=(reporter.pk,))
    html = assert_public_page(client.get(f"/reporters/{reporter.pk}/"))
    assert titles_in(html) == ["같이 쓴 이야기", "혼자 쓴 이야기"]
    for part in ("김정민", "mailto:kim@example.com", "길을 씁니다.", "사회부"):
        assert part in html


def test_an_introduction_is_text(client: Client) -> None:
    reporter = make_reporter(introduction="<b>굵게</b>")
    assert "<b>굵게</b>" not in client.get(f"/reporters/{reporter.pk}/").content.decode()


@pytest.mark.parametrize("address", ["/reporters/999999/", "/reporters/x/"])
def test_an_unknown_reporter_is_unknown(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_it_costs_at_most_ten_queries(
    client: Client, django_assert_max_num_queries: object
) -> None:
    reporter = make_reporter()
    for _ in range(25):
        make_published(reporter_ids=(reporter.pk,))
    with django_assert_max_num_queries(10):
        assert client.get(f"/reporters/{reporter.pk}/").status_code == 200
