from typing import Any

import pytest
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from reporters.models import Outlet
from tests.builders import make_draft, make_photo, make_published, make_reporter, make_user
from tests.desk.article_pages import signed_in

pytestmark = pytest.mark.django_db


def results(user: User, kind: str, typed: str = "") -> list[dict[str, Any]]:
    address = reverse("admin:articles_article_suggest", args=[kind])
    response = signed_in(user).get(address, {"q": typed})
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]
    found: list[dict[str, Any]] = response.json()["results"]
    return found


def values(user: User, kind: str, typed: str = "") -> list[str]:
    return [found["value"] for found in results(user, kind, typed)]


def test_reporters_are_found_by_name_and_reading_but_not_when_inactive() -> None:
    user = make_user(Role.REPORTER)
    make_reporter("김정민")
    make_reporter("金浩", reading="김호")
    make_reporter("김퇴사", is_active=False)
    assert set(values(user, "reporters", "김")) == {"김정민", "金浩"}
    assert values(user, "reporters", "") == []


def test_namesakes_are_told_apart() -> None:
    user = make_user(Role.REPORTER)
    first = make_reporter("김정민")
    second = make_reporter("김정민", outlet=Outlet.objects.create(name="뉴스라이트"))
    assert values(user, "reporters", "정민") == [
        f"김정민 (예시신문, #{first.pk})",
        f"김정민 (뉴스라이트, #{second.pk})",
    ]


def test_tags_that_start_so_come_first() -> None:
    make_published(tags=("시립도서관", "도서관", "공원"))
    assert values(make_user(Role.REPORTER), "tags", "#도서") == ["도서관", "시립도서관"]


def test_only_readable_stories_and_pictures_are_suggested() -> None:
    contributor = make_user(Role.CONTRIBUTOR)
    make_draft(title="도서관 초안")
    live = make_published(title="도서관 게재")
    make_photo(caption="남의 사진")
    own = make_photo(contributor, caption="내 사진")
    assert values(contributor, "articles", "도서관") == [f"{live.pk} 도서관 게재"]
    assert values(contributor, "photos") == [str(own.pk)]
    assert values(contributor, "articles", str(live.pk)) == [f"{live.pk} 도서관 게재"]


@pytest.mark.parametrize("typed", ["\x00", "9" * 90, "%", "_", "'", "<"])
def test_odd_input_is_no_error(typed: str) -> None:
    user = make_user(Role.CHIEF)
    for kind in ("reporters", "tags", "articles", "photos"):
        assert isinstance(results(user, kind, typed), list)


def test_others_get_nothing() -> None:
    address = reverse("admin:articles_article_suggest", args=["reporters"])
    client = signed_in(make_user())
    assert client.get(address, {"q": "김"}).status_code in (302, 403)
    client.logout()
    assert client.get(address, {"q": "김"}).status_code == 302
    unknown = reverse("admin:articles_article_suggest", args=["users"])
    assert signed_in(make_user(Role.CHIEF)).get(unknown).status_code == 404
