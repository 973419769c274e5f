import re
from io import StringIO

import pytest
from django.contrib.auth import authenticate
from django.core.management import call_command

from accounts.models import User
from accounts.roles import Role
from articles.models import Article
from reporters.models import Reporter
from sections.models import Section

pytestmark = pytest.mark.django_db


def first_start() -> str:
    out = StringIO()
    call_command("first_start", stdout=out)
    return out.getvalue()


def test_it_fills_an_empty_database_and_shows_passwords_that_work(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("NEWSROOM_DEMO_PASSWORD", raising=False)
    said = first_start()
    shown = dict(re.findall(r"^  (\w+) +(\S+) ", said, re.MULTILINE))
    assert set(shown) == {"admin", "chief", "desk", "reporter", "contributor"}
    assert len(set(shown.values())) == 5
    for username, password in shown.items():
        assert authenticate(username=username, password=password)
    assert Article.objects.published().exists()


@pytest.mark.any_database
def test_each_account_has_its_one_role_and_may_enter_the_admin() -> None:
    first_start()
    roles = {user.username: user.roles for user in User.objects.all()}
    assert roles == {
        "admin": {Role.ADMIN},
        "chief": {Role.CHIEF},
        "desk": {Role.DESK},
        "reporter": {Role.REPORTER},
        "contributor": {Role.CONTRIBUTOR},
    }
    assert all(user.is_staff and user.name for user in User.objects.all())


@pytest.mark.any_database
def test_the_desk_and_the_reporter_are_given_their_sections() -> None:
    first_start()
    for username in ("desk", "reporter"):
        names = User.objects.get(username=username).sections.values_list("name", flat=True)
        assert set(names) == {"경기소식", "중년·신중년뉴스"}


@pytest.mark.any_database
def test_a_given_password_opens_every_account(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSROOM_DEMO_PASSWORD", "given-for-tests")
    first_start()
    for user in User.objects.all():
        assert user.check_password("given-for-tests")


def test_a_second_start_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    first_start()
    User.objects.get(username="contributor").delete()
    hashes = dict(User.objects.values_list("username", "password"))
    articles = Article.objects.count()
    monkeypatch.setenv("NEWSROOM_DEMO_PASSWORD", "another")
    assert first_start() == ""
    assert dict(User.objects.values_list("username", "password")) == hashes
    assert Article.objects.count() == articles


def test_a_newspaper_that_has_begun_gets_no_sample_stories() -> None:
    Section.objects.create(name="우리 섹션", slug="ours")
    first_start()
    assert not Article.objects.exists()
    assert User.objects.count() == 5


def test_the_seeds_loaded_again_leave_the_bylines_their_logins() -> None:
    first_start()
    call_command("loaddata", "sections", "reporters", verbosity=0)
    for username in ("reporter", "contributor"):
        assert Reporter.objects.filter(user__username=username, is_active=True).count() == 1
