import pytest
from django.contrib.auth.models import Group
from django.test import Client

from accounts.models import User
from accounts.roles import Role
from tests.builders import make_section, make_user

pytestmark = pytest.mark.django_db

LIST = "/admin/accounts/user/"
PASSWORD = "겨울-바다-2026"


def group(role: Role) -> str:
    return str(Group.objects.get(name=role).pk)


def form_of(user: User, *roles: Role, **changes: str) -> dict[str, object]:
    data: dict[str, object] = {
        "username": user.username,
        "name": user.name,
        "email": user.email,
        "groups": [group(role) for role in roles],
        "is_active": "on",
    }
    return {name: value for name, value in (data | changes).items() if value != "off"}


@pytest.mark.parametrize("role", list(Role))
def test_users_belong_to_the_administrator(client: Client, role: Role) -> None:
    other = make_user(Role.REPORTER, name="김정민")
    address = f"{LIST}{other.pk}/change/"
    client.force_login(make_user(role))
    may = role == Role.ADMIN

    opened = [client.get(page).status_code for page in (LIST, f"{LIST}add/", address)]
    sent = client.post(address, form_of(other, Role.CHIEF)).status_code
    password = {"password1": PASSWORD, "password2": PASSWORD}
    reset = client.post(f"{LIST}{other.pk}/password/", password).status_code

    assert opened == ([200] * 3 if may else [403] * 3)
    assert (sent, reset) == ((302, 302) if may else (403, 403))
    other = User.objects.get(pk=other.pk)
    assert other.roles == {Role.CHIEF if may else Role.REPORTER}
    assert other.check_password(PASSWORD) == may


def test_nobody_gives_themselves_a_role_through_another_screen(client: Client) -> None:
    user = make_user(Role.CHIEF)
    client.force_login(user)
    assert client.post(f"{LIST}{user.pk}/change/", form_of(user, Role.ADMIN)).status_code == 403
    assert client.get("/admin/auth/group/").status_code == 404
    assert User.objects.get(pk=user.pk).roles == {Role.CHIEF}


def test_a_new_user_can_log_in_at_once(client: Client) -> None:
    section = make_section()
    client.force_login(make_user(Role.ADMIN))
    data = {
        "username": "newdesk",
        "password1": PASSWORD,
        "password2": PASSWORD,
        "name": "박데스크",
        "email": "desk@example.com",
        "groups": [group(Role.DESK)],
        "sections": [str(section.pk)],
        "may_publish_breaking": "",
    }
    assert client.post(f"{LIST}add/", data).status_code == 302

    user = User.objects.get(username="newdesk")
    assert user.roles == {Role.DESK}
    assert (user.name, user.is_staff) == ("박데스크", True)
    assert user.assigned_section_ids == {section.pk}
    assert not user.is_superuser
    client.logout()
    client.post("/admin/login/", {"username": "newdesk", "password": PASSWORD})
    assert client.get("/admin/").status_code == 200


def test_a_new_user_needs_a_role_and_a_good_password(client: Client) -> None:
    client.force_login(make_user(Role.ADMIN))
    data = {"username": "newdesk", "password1": "1234", "password2": "1234"}
    errors = client.post(f"{LIST}add/", data).context["adminform"].form.errors
    assert errors["groups"] == ["역할을 하나 이상 골라 주세요."]
    assert "password2" in errors or "password1" in errors
    assert not User.objects.filter(username="newdesk").exists()


def test_nothing_beside_the_five_roles_can_be_given(client: Client) -> None:
    user = make_user(Role.REPORTER)
    stray = Group.objects.create(name="남의 그룹")
    client.force_login(make_user(Role.ADMIN))
    address = f"{LIST}{user.pk}/change/"

    page = client.get(address).content.decode()
    assert "남의 그룹" not in page
    assert "is_superuser" not in page
    assert "user_permissions" not in page
    client.post(address, form_of(user, Role.REPORTER, is_superuser="on", is_staff="on"))
    assert not User.objects.get(pk=user.pk).is_superuser
    data = form_of(user) | {"groups": [str(stray.pk)]}
    assert "groups" in client.post(address, data).context["adminform"].form.errors
    assert User.objects.get(pk=user.pk).roles == {Role.REPORTER}


def test_administrators_cannot_lock_themselves_out(client: Client) -> None:
    admin = make_user(Role.ADMIN)
    other = make_user(Role.ADMIN)
    client.force_login(admin)
    address = f"{LIST}{admin.pk}/change/"

    errors = client.post(address, form_of(admin, Role.CHIEF)).context["adminform"].form.errors
    assert "관리자 역할을 뺄 수 없습니다" in str(errors["groups"])
    data = form_of(admin, Role.ADMIN, is_active="off")
    errors = client.post(address, data).context["adminform"].form.errors
    assert "중지할 수 없습니다" in str(errors["is_active"])
    assert User.objects.get(pk=admin.pk).roles == {Role.ADMIN}

    assert client.post(address, form_of(admin, Role.ADMIN, Role.CHIEF)).status_code == 302
    data = form_of(other, Role.REPORTER, is_active="off")
    assert client.post(f"{LIST}{other.pk}/change/", data).status_code == 302
    other = User.objects.get(pk=other.pk)
    assert other.roles == {Role.REPORTER}
    assert not other.is_active


def test_a_user_who_left_is_out_at_the_next_request(client: Client) -> None:
    leaver = make_user(Role.REPORTER)
    theirs = Client()
    theirs.force_login(leaver)
    assert theirs.get("/admin/").status_code == 200
    client.force_login(make_user(Role.ADMIN))
    client.post(f"{LIST}{leaver.pk}/change/", form_of(leaver, Role.REPORTER, is_active="off"))
    assert theirs.get("/admin/").status_code == 302


def test_users_are_never_deleted(client: Client) -> None:
    user = make_user(Role.REPORTER)
    client.force_login(make_user(Role.ADMIN))
    assert client.post(f"{LIST}{user.pk}/delete/", {"post": "yes"}).status_code == 403
    data = {"action": "delete_selected", "_selected_action": str(user.pk), "post": "yes"}
    client.post(LIST, data)
    assert User.objects.filter(pk=user.pk).exists()


def test_the_list_is_found_by_role_and_use(client: Client) -> None:
    make_user(Role.DESK, username="desk-kim", sections=(make_section("경제"),))
    make_user(Role.REPORTER, username="gone-lee", is_active=False)
    client.force_login(make_user(Role.ADMIN))

    assert "경제" in client.get(LIST, {"role": Role.DESK.value}).content.decode()
    found = client.get(LIST, {"in_use": "no"}).context["cl"].result_list
    assert [user.username for user in found] == ["gone-lee"]
