"""Synonyms, initials and the other keyboard, as a search uses them."""

import pytest
from django.test import Client

from accounts.roles import Role
from search.models import Synonym
from tests.builders import make_draft, make_published, make_user

pytestmark = pytest.mark.django_db


def titles(client: Client, typed: str) -> list[str]:
    found = client.get("/search/", {"q": typed}).context["found"]
    return [one.article.title for one in found]


def test_a_synonym_counts_from_the_next_search_on(client: Client) -> None:
    make_published(title="과학기술정보통신부 예산 늘어")
    assert titles(client, "과기정통부") == []
    staff = Client()
    staff.force_login(make_user(Role.CHIEF))
    sent = {"words": " 과기정통부 ,과학기술정보통신부,"}
    assert staff.post("/admin/search/synonym/add/", sent).status_code == 302
    assert Synonym.objects.get().words == "과기정통부, 과학기술정보통신부"
    assert titles(client, "과기정통부는") == ["과학기술정보통신부 예산 늘어"]
    Synonym.objects.all().delete()
    assert titles(client, "과기정통부") == []


@pytest.mark.parametrize("words", ["과기정통부", " , ", "과기정통부,과기정통부"])
def test_one_word_has_no_synonym(client: Client, words: str) -> None:
    client.force_login(make_user(Role.CHIEF))
    response = client.post("/admin/search/synonym/add/", {"words": words})
    assert response.status_code == 200
    assert not Synonym.objects.exists()


def test_initials_and_the_other_keyboard(client: Client) -> None:
    make_published(title="과기정통부 MOU")
    make_published(title="관광 축제")
    assert titles(client, "ㄱㄱㅈㅌㅂ") == ["과기정통부 MOU"]
    assert titles(client, "rhksrhkd") == ["관광 축제"]
    assert titles(client, "ㅡㅐㅕ") == ["과기정통부 MOU"]
    assert titles(client, "ㅎㅎㅎㅎ") == []
    make_published(title="심야 돌봄버스")
    make_published(title="너른군 큰숲에 웃음")
    assert titles(client, "ㄷㅂㅂㅅ") == ["심야 돌봄버스"]
    for typed in ("ㄴㄹㄱ", "ㅋㅅ", "ㅇㅇ"):
        assert titles(client, typed) == ["너른군 큰숲에 웃음"], typed
    make_published(title="R 석")
    assert titles(client, "R") == ["R 석"]
    assert titles(client, "ㄱ") == []


def test_the_word_of_a_draft_finds_nothing(client: Client) -> None:
    make_draft(title="극비도서관")
    assert titles(client, "ㄱㅂㄷㅅㄱ") == []
