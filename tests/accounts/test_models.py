import pytest
from django.contrib.auth.models import Group

from accounts.models import User
from accounts.permissions import Task, can_do
from accounts.roles import Role
from tests.builders import make_section, make_user

pytestmark = pytest.mark.django_db


def test_the_five_roles_are_there_as_groups() -> None:
    assert set(Group.objects.values_list("name", flat=True)) == set(Role.values)


def test_roles_leave_out_other_groups() -> None:
    user = make_user(Role.DESK)
    user.groups.add(Group.objects.create(name="동호회"))
    assert user.roles == {Role.DESK}


def test_createsuperuser_makes_an_administrator() -> None:
    user = User.objects.create_superuser("root", password="아주-긴-비밀번호")
    assert user.roles == {Role.ADMIN}


def test_assigned_sections_include_children_but_not_parents() -> None:
    parent, other = make_section(), make_section()
    child = make_section(parent=parent)
    assert make_user(sections=(parent,)).assigned_section_ids == {parent.pk, child.pk}
    assert make_user(sections=(child,)).assigned_section_ids == {child.pk}
    assert other.pk not in make_user(sections=(parent, child)).assigned_section_ids


def test_names_fall_back_to_the_login_name() -> None:
    assert str(make_user(name="김기자")) == "김기자"
    assert str(make_user(username="kim")) == "kim"


@pytest.mark.parametrize(
    ("task", "roles"),
    [
        (Task.UPLOAD_PHOTO, {Role.CONTRIBUTOR, Role.REPORTER, Role.DESK, Role.CHIEF}),
        (Task.ARRANGE_FRONT, {Role.DESK, Role.CHIEF}),
        (Task.MANAGE_SETTINGS, {Role.CHIEF, Role.ADMIN}),
        (Task.MANAGE_USERS, {Role.ADMIN}),
    ],
)
def test_tasks_follow_the_table(task: Task, roles: set[Role]) -> None:
    for role in Role:
        answer = can_do(make_user(role), task)
        assert answer.allowed == (role in roles), role
        assert answer.allowed or role.label in answer.reason
    assert not can_do(make_user(*Role, is_active=False), task)
    assert not can_do(make_user(is_superuser=True), task)
