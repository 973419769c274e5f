import pytest
from django.test import Client

from accounts.roles import Role
from audit.models import Entry, Kind
from mastheads.models import Masthead, Registration
from redirects.models import Redirect
from tests.builders import make_draft, make_published, make_section, make_user
from tests.pagecache.forms import form_on

pytestmark = pytest.mark.django_db


def told() -> list[tuple[str, str, str, str]]:
    entries = Entry.objects.filter(kind=Kind.SETTING).order_by("pk")
    return list(entries.values_list("subject", "before", "after", "detail"))


def test_settings_from_what_to_what(client: Client) -> None:
    chief = make_user(Role.CHIEF)
    client.force_login(chief)
    city = make_section("사회", order=1)
    address = "/admin/sections/section/"
    data = {"name": "경제", "slug": "economy", "order": "2", "parent": "", "description": ""}
    client.post(f"{address}add/", data)
    made = type(city).objects.get(slug="economy")
    client.post(f"{address}{made.pk}/change/", data | {"name": "산업", "parent": str(city.pk)})
    client.post(f"{address}{made.pk}/change/", data | {"name": "산업", "parent": str(city.pk)})
    client.post(f"{address}{made.pk}/delete/", {"post": "yes"})
    assert told() == [
        ("섹션 ‘경제’", "", "이름: 경제\n주소 이름: economy\n순서: 2", "새로 만듦"),
        (
            "섹션 ‘산업’",
            "이름: 경제\n상위 섹션: (없음)",
            "이름: 산업\n상위 섹션: 사회",
            "",
        ),
        (
            "섹션 ‘산업’",
            "이름: 산업\n주소 이름: economy\n상위 섹션: 사회\n순서: 2",
            "",
            "지움",
        ),
    ]
    assert {entry.by for entry in Entry.objects.filter(kind=Kind.SETTING)} == {chief}


def test_rows_inside_a_form(client: Client) -> None:
    masthead = Masthead.objects.create(pk=1, title="예시신문")
    Registration.objects.create(masthead=masthead, kind="등록번호", number="가온 아00001", order=1)
    Registration.objects.create(masthead=masthead, kind="통신판매", number="제1호", order=2)
    client.force_login(make_user(Role.CHIEF))
    address = "/admin/mastheads/masthead/1/change/"
    form = form_on(client.get(address), "masthead_form")
    form |= {"registrations-0-number": ["가온 아00002"], "registrations-1-DELETE": ["on"]}
    assert client.post(address, form).status_code == 302
    ((subject, before, after, _),) = told()
    assert "예시신문" in subject
    assert "가온 아00001" in before
    assert "제1호" in before
    assert "가온 아00002" in after


def test_an_old_address_tells_the_story_by_its_number(client: Client) -> None:
    draft = make_draft(title="숨긴제목")
    client.force_login(make_user(Role.CHIEF))
    data = {"old_path": "/news/view?no=1", "new_path": "", "article": str(draft.pk)}
    address = "/admin/redirects/redirect/"
    client.post(f"{address}add/", data)
    made = Redirect.objects.get()
    client.post(f"{address}{made.pk}/change/", data | {"article": str(make_published().pk)})
    client.post(f"{address}{made.pk}/change/", data)
    client.post(f"{address}{made.pk}/delete/", {"post": "yes"})
    assert len(told()) == 4
    assert "숨긴제목" not in str(told())
    assert f"{draft.pk}번 기사" in told()[0][2]
    assert f"{draft.pk}번 기사" in told()[1][1]
    assert f"{draft.pk}번 기사" in told()[3][1]
