"""What the browser is told to fetch ahead, and where it is told nothing."""

import pytest
from django.test import Client

from accounts.roles import Role
from tests.builders import make_draft, make_published, make_user
from tests.desk.article_pages import change_url

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

HEADER = "Speculation-Rules"


def test_pages_for_readers_name_the_rules(client: Client) -> None:
    story = make_published()
    for path in ("/", story.get_absolute_url(), "/corrections/", "/articles/99999/"):
        assert client.get(path)[HEADER] == '"/speculation-rules.json"', path
    for path in ("/feed/", "/robots.txt", "/admin/login/"):
        assert not client.get(path).has_header(HEADER), path
    client.force_login(make_user(Role.DESK))
    assert not client.get(change_url(make_draft())).has_header(HEADER)


def test_nothing_is_fetched_before_the_link_is_pressed(client: Client) -> None:
    response = client.get("/speculation-rules.json")
    assert response["Content-Type"] == "application/speculationrules+json"
    rules = response.json()
    assert set(rules) == {"prefetch"}, "a page drawn ahead would count a reader"
    assert {rule["eagerness"] for rule in rules["prefetch"]} == {"conservative"}
    fetched = {rule["where"]["href_matches"] for rule in rules["prefetch"]}
    assert {"/", "/articles/*"} <= fetched
    assert not any(path.startswith(("/admin", "/*", "/files", "/photos")) for path in fetched)
