import pytest
from django.test import Client

from accounts.roles import Role
from readership import counting
from readership.flushing import flush
from readership.models import HourlyViews, TotalViews
from tests.builders import make_draft, make_published, make_user
from tests.readership.reading import beacon, pixel, total

pytestmark = pytest.mark.django_db


def counted() -> int:
    return sum(counting.tally.take().values())


def test_a_beacon_counts_one_view_without_asking_the_database(
    client: Client, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(0):
        response = beacon(client, 12)
    assert response.status_code == 204
    assert response.content == b""
    assert response["Cache-Control"] == "no-store"
    assert not response.cookies
    assert counted() == 1


def test_a_picture_counts_where_no_script_runs(
    client: Client, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(0):
        response = pixel(client, 12)
    assert response.status_code == 200
    assert response["Content-Type"] == "image/gif"
    assert response["Cache-Control"] == "no-store"
    assert len(response.content) == 43
    assert not response.cookies
    assert counted() == 1


def test_asking_for_the_head_of_the_picture_is_not_reading(client: Client) -> None:
    client.head("/readership/articles/12.gif")
    assert counted() == 0


def test_a_beacon_comes_without_a_token() -> None:
    assert beacon(Client(enforce_csrf_checks=True), 12).status_code == 204
    assert counted() == 1


@pytest.mark.parametrize("method", ["get", "put", "delete"])
def test_a_beacon_is_posted(client: Client, method: str) -> None:
    assert getattr(client, method)("/readership/articles/12/").status_code == 405
    assert counted() == 0


@pytest.mark.parametrize(
    "agent",
    [
        "",
        "curl/8.5.0",
        "python-requests/2.32",
        "Mozilla/5.0 (compatible; Yeti/1.1; +https://naver.me/spd)",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 (compatible; GoogleOther)",
        "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/130 Safari/537.36",
        "facebookexternalhit/1.1; kakaotalk-scrap/1.0; +https://devtalk.kakao.com/",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/130 Chrome-Lighthouse",
    ],
)
def test_machines_are_left_out(client: Client, agent: str) -> None:
    assert beacon(client, 12, **{"user-agent": agent}).status_code == 204
    assert pixel(client, 12, **{"user-agent": agent}).status_code == 200
    assert counted() == 0


@pytest.mark.parametrize(
    "agent",
    [
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 KAKAOTALK 11",
        "Mozilla/5.0 (Linux; Android 13; CUBOT P80) AppleWebKit/537.36 Chrome/130.0 Mobile",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0",
        "Opera/9.80 (Android; Opera Mini/36.2; ko) Presto/2.12.423 Version/12.16",
    ],
)
def test_browsers_are_not(client: Client, agent: str) -> None:
    beacon(client, 12, **{"user-agent": agent})
    assert counted() == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-purpose": "prefetch;prerender"},
        {"purpose": "prefetch"},
        {"x-moz": "prefetch"},
        {"sec-fetch-site": "cross-site"},
    ],
)
def test_nobody_reads_what_is_fetched_ahead_or_from_elsewhere(
    client: Client, headers: dict[str, str]
) -> None:
    beacon(client, 12, **headers)
    pixel(client, 12, **headers)
    assert counted() == 0


def test_the_staff_is_not_counted_and_whoever_logged_out_is(client: Client) -> None:
    client.force_login(make_user(Role.REPORTER))
    beacon(client, 12)
    pixel(client, 12)
    assert counted() == 0
    client.logout()
    beacon(client, 12)
    assert counted() == 1


@pytest.mark.parametrize("number", [0, 2**63, 10**30])
def test_numbers_no_story_can_have_are_not_even_held(client: Client, number: int) -> None:
    assert beacon(client, number).status_code == 204
    assert counted() == 0


def test_unknown_and_unpublished_stories_answer_alike_and_are_never_written(
    client: Client,
) -> None:
    draft = make_draft()
    seen = make_published()
    answers = [beacon(client, number) for number in (seen.pk, draft.pk, 999_999)]
    assert {(answer.status_code, answer.content) for answer in answers} == {(204, b"")}
    flush(counting.tally)
    assert total(seen) == 1
    assert list(TotalViews.objects.values_list("pk", flat=True)) == [seen.pk]
    assert HourlyViews.objects.count() == 1
