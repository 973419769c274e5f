import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from articles import workflow
from redirects.models import Redirect
from tests.builders import make_draft, make_published

pytestmark = pytest.mark.django_db

OLD = "/news/article.html?no=51595"


def test_an_old_address_moves_for_good_with_its_query(client: Client) -> None:
    article = make_published()
    Redirect.objects.create(old_path=OLD, article=article)
    response = client.get(OLD)
    assert (response.status_code, response["Location"]) == (301, f"/articles/{article.pk}/")
    assert client.get("/news/article.html?no=51596").status_code == 404
    assert client.get("/news/article.html").status_code == 404


def test_it_tells_of_no_story_that_readers_cannot_see(client: Client) -> None:
    draft = make_draft()
    Redirect.objects.create(old_path=OLD, article=draft)
    hidden, unknown = client.get(OLD), client.get("/nowhere/")
    assert (hidden.status_code, hidden.content) == (404, unknown.content)


def test_a_withdrawn_story_is_still_reached_to_say_so(client: Client) -> None:
    article = workflow.withdraw(make_published(), by=None, reason="오보")
    Redirect.objects.create(old_path=OLD, article=article)
    assert client.get(OLD).status_code == 301
    assert client.get(f"/articles/{article.pk}/").status_code == 410


def test_a_living_page_wins_over_the_table(client: Client) -> None:
    Redirect.objects.create(old_path="/corrections/", new_path="/elsewhere/")
    assert client.get("/corrections/").status_code == 200


def test_posts_are_not_redirected(client: Client) -> None:
    Redirect.objects.create(old_path="/old/", new_path="/pages/about/")
    assert client.get("/old/").status_code == 301
    assert client.post("/old/").status_code == 404


@pytest.mark.parametrize("path", ["news/1", "//evil.example/", "/\\evil.example/"])
def test_addresses_of_other_hosts_are_refused(path: str) -> None:
    with pytest.raises(ValidationError):
        Redirect(old_path="/a/", new_path=path).full_clean()


@pytest.mark.parametrize("path", ["news/1", "//evil.example/", "/", "ftp://old.example/1"])
def test_what_is_no_address_of_a_page_is_refused(path: str) -> None:
    with pytest.raises(ValidationError):
        Redirect(old_path=path, new_path="/a/").full_clean()


def test_exactly_one_target() -> None:
    article = make_published()
    for gap in ({}, {"article": article, "new_path": "/a/"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Redirect.objects.create(old_path="/b/", **gap)


def test_very_long_addresses_are_a_plain_404(client: Client) -> None:
    assert client.get("/x" * 5000).status_code == 404


@pytest.mark.parametrize("typed", ["/기사/보기?no=7", "https://옛.example/기사/보기?no=7"])
def test_an_address_as_editors_type_it_is_kept_as_readers_ask_for_it(
    client: Client, typed: str
) -> None:
    redirect = Redirect(old_path=typed, new_path="/pages/about/")
    redirect.full_clean()
    redirect.save()
    assert client.get("/기사/보기?no=7")["Location"] == "/pages/about/"
