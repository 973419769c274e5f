from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client, RequestFactory

from accounts.models import User
from accounts.roles import Role
from audit.acting import address_of
from audit.models import Entry, Kind
from tests.builders import PASSWORD, make_section, make_user

pytestmark = pytest.mark.django_db

LOGIN = "/admin/login/"


def told(kind: Kind) -> list[tuple[str, str, str, str]]:
    entries = Entry.objects.filter(kind=kind).order_by("pk")
    return list(entries.values_list("by_name", "subject", "before", "after"))


def test_who_comes_and_goes(client: Client) -> None:
    user = make_user(Role.DESK, username="desk", name="데스크", password=PASSWORD)
    typed = {"username": "desk", "password": PASSWORD}
    client.post(LOGIN, typed, headers={"x-forwarded-for": "203.0.113.9, 198.51.100.7"})
    client.post("/admin/logout/")
    came, went = Entry.objects.exclude(kind=Kind.USER).order_by("pk")
    assert (came.kind, came.by, came.by_name, came.address) == (
        Kind.LOGIN,
        user,
        "데스크",
        "198.51.100.7",
    )
    assert (went.kind, went.by) == (Kind.LOGOUT, user)


def test_who_is_not_let_in(client: Client) -> None:
    make_user(Role.DESK, username="desk", password=PASSWORD)
    make_user(Role.DESK, username="left", password=PASSWORD, is_active=False)
    make_user(username="roleless", password=PASSWORD)
    for name in ("desk", "left", "roleless", "비밀번호를여기에", "=cmd", ""):
        wrong = "틀림" if name == "desk" else PASSWORD
        client.post(LOGIN, {"username": name, "password": wrong}, REMOTE_ADDR="203.0.113.5")
    entries = Entry.objects.filter(kind=Kind.LOGIN_FAILED).order_by("pk")
    found: list[Any] = list(entries.values_list("subject", "detail", "by", "address"))
    assert found == [
        ("desk", "", None, "203.0.113.5"),
        ("left", "사용이 중지된 계정", None, "203.0.113.5"),
        ("roleless", "역할이 없는 계정", None, "203.0.113.5"),
        ("비밀… (8자)", "없는 아이디", None, "203.0.113.5"),
        ("=c… (4자)", "없는 아이디", None, "203.0.113.5"),
    ]
    everything = str(list(Entry.objects.values_list()))
    assert PASSWORD not in everything
    assert "비밀번호를여기에" not in everything


@pytest.mark.any_database
def test_only_this_machine_says_who_is_behind_it() -> None:
    def asked(direct: str, forwarded: str) -> str | None:
        headers = {"x-forwarded-for": forwarded}
        return address_of(RequestFactory().get("/", REMOTE_ADDR=direct, headers=headers))

    assert asked("127.0.0.1", "203.0.113.9") == "203.0.113.9"
    assert asked("::1", "2001:db8::1") == "2001:db8::1"
    assert asked("198.51.100.7", "203.0.113.9") == "198.51.100.7"
    assert asked("127.0.0.1", "=cmd") == "127.0.0.1"
    assert asked("", "") is None


def test_roles_and_sections_given_and_taken_on_the_screen(client: Client) -> None:
    section = make_section("경제")
    admin = make_user(Role.ADMIN, name="관리자")
    user = make_user(Role.REPORTER, username="kim", name="김하늘")
    client.force_login(admin)
    before = Entry.objects.count()
    desk = Group.objects.get(name=Role.DESK)
    data = {"username": "kim", "name": "김하늘", "email": "", "groups": [desk.pk]}
    data |= {"sections": [section.pk], "may_publish_breaking": "on"}  # and no longer in use
    assert client.post(f"/admin/accounts/user/{user.pk}/change/", data).status_code == 302
    new = Entry.objects.order_by("pk")[before:]
    assert {(entry.by, entry.subject) for entry in new} == {(admin, "김하늘 (kim)")}
    assert {(entry.before, entry.after) for entry in new} == {
        (
            "속보 직접 출고: 아니오\n사용 중: 예",
            "속보 직접 출고: 예\n사용 중: 아니오",
        ),
        ("역할: 기자", "역할: (없음)"),
        ("역할: (없음)", "역할: 데스크"),
        ("담당 섹션: (없음)", "담당 섹션: 경제"),
    }


def test_the_same_in_a_shell_and_from_the_other_side() -> None:
    user = make_user(Role.REPORTER, name="김하늘", username="kim")
    group, section = Group.objects.get(name=Role.CHIEF), make_section("경제")
    start = Entry.objects.count()
    group.user_set.add(user)
    section.staff.add(user)
    section.staff.clear()
    user.is_superuser = True
    user.save()
    user.save()
    user.email = "kim@example.com"
    user.save(update_fields=["last_login"])
    assert told(Kind.USER)[start:] == [
        ("시스템", "김하늘 (kim)", "역할: 기자", "역할: 기자, 편집국장"),
        ("시스템", "김하늘 (kim)", "담당 섹션: (없음)", "담당 섹션: 경제"),
        ("시스템", "김하늘 (kim)", "담당 섹션: 경제", "담당 섹션: (없음)"),
        ("시스템", "김하늘 (kim)", "최고 권한: 아니오", "최고 권한: 예"),
    ]


def test_passwords_by_whom_and_never_which(client: Client) -> None:
    user = make_user(Role.ADMIN, username="kim", name="김하늘", password=PASSWORD)
    other = make_user(Role.DESK, username="lee", name="이바다", password=PASSWORD)
    client.force_login(user)
    new = "겨울-바다-2026"
    client.post(
        "/admin/password_change/",
        {"old_password": PASSWORD, "new_password1": new, "new_password2": new},
    )
    client.post(f"/admin/accounts/user/{other.pk}/password/", {"password1": new, "password2": new})
    assert told(Kind.PASSWORD) == [
        ("김하늘", "김하늘 (kim)", "", ""),
        ("김하늘", "이바다 (lee)", "", ""),
    ]
    assert new not in str(list(Entry.objects.values_list()))


def test_a_hash_renewed_at_login_is_no_new_password() -> None:
    user = make_user(Role.DESK, username="kim", password=PASSWORD)
    user.password = "md5$old$0"
    user._password = None  # type: ignore[attr-defined]
    user.save(update_fields=["password"])
    assert told(Kind.PASSWORD) == []


def test_a_new_account_and_one_that_is_taken_away() -> None:
    user = User.objects.create_user("park", name="박들")
    user.delete()
    made, gone = told(Kind.USER)
    assert made[1] == gone[1] == "박들 (park)"
    assert "아이디: park" in made[3]
    assert "아이디: park" in gone[2]
