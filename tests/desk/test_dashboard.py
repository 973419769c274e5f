import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from articles import permissions, workflow
from articles.models import Article
from desk import dashboard
from desk.dashboard import Panel
from mastheads.models import Masthead
from sections.models import Section
from tests.builders import (
    PASSWORD,
    make_draft,
    make_published,
    make_reporter,
    make_section,
    make_user,
)

pytestmark = pytest.mark.django_db
INDEX = "/admin/"
MOST_QUERIES = 18


def panels_of(user: User) -> dict[str, Panel]:
    fresh = User.objects.get(pk=user.pk)
    found = dashboard.panels(fresh, permissions.readable(fresh, Article.objects.all()))
    return {panel.kind.code: panel for panel in found}


def filed(by: User, section: Section) -> Article:
    return workflow.submit(make_draft(by=by, section_id=section.pk), by=by)


def test_the_desk_sees_what_waits_in_its_own_sections_only() -> None:
    mine, elsewhere = make_section(), make_section()
    writer = make_user(Role.REPORTER)
    desk = make_user(Role.DESK, sections=(mine,))
    waiting, other = filed(writer, mine), filed(writer, elsewhere)

    assert panels_of(desk)["waiting"].articles == [waiting]
    assert set(panels_of(make_user(Role.CHIEF))["waiting"].articles) == {waiting, other}
    assert "waiting" not in panels_of(writer)


def test_the_longest_waiting_comes_first_with_the_time_it_was_filed() -> None:
    section, writer = make_section(), make_user(Role.REPORTER)
    first, second = filed(writer, section), filed(writer, section)

    panel = panels_of(make_user(Role.CHIEF))["waiting"]

    assert panel.articles == [first, second]
    assert panel.articles[0].submitted_at == first.log.get(action="submit").created_at  # type: ignore[attr-defined]


def test_a_reporter_reads_why_the_story_came_back_and_no_one_elses() -> None:
    section = make_section()
    writer, colleague = make_user(Role.REPORTER), make_user(Role.REPORTER, sections=(section,))
    desk = make_user(Role.DESK, sections=(section,))
    article = filed(writer, section)
    article = workflow.reject(article, by=desk, reason="숫자를 확인해 주세요.")
    article = workflow.submit(article, by=writer)
    article = workflow.reject(article, by=desk, reason="날짜가 빠졌습니다.")

    [shown] = panels_of(writer)["rejected"].articles

    assert shown == article
    assert shown.reject_reason == "날짜가 빠졌습니다."  # type: ignore[attr-defined]
    assert "rejected" not in panels_of(colleague)


def test_a_contributor_sees_own_work_and_what_readers_see() -> None:
    contributor = make_user(Role.CONTRIBUTOR)
    own, published = make_draft(by=contributor), make_published()
    make_draft(by=make_user(Role.REPORTER))

    found = panels_of(contributor)

    assert found["drafts"].articles == [own]
    assert found["published"].articles == [published]
    assert {"waiting", "approved", "scheduled"}.isdisjoint(found)


def test_the_incomplete_stubs_of_the_importer_wait_for_the_desk_of_the_section() -> None:
    section = make_section()
    stub = make_draft(section_id=section.pk, is_incomplete=True)

    desk = make_user(Role.DESK, sections=(section,))
    assert panels_of(desk)["incomplete"].articles == [stub]
    assert "incomplete" not in panels_of(make_user(Role.DESK, sections=(make_section(),)))
    assert "incomplete" not in panels_of(make_user(Role.REPORTER, sections=(section,)))


def test_a_story_published_alone_waits_for_the_desk_afterwards() -> None:
    section = make_section()
    desk = make_user(Role.DESK, sections=(section,))
    writer = make_user(Role.REPORTER, may_publish_breaking=True)
    draft = make_draft(by=writer, section_id=section.pk, labels=("breaking",))
    article = workflow.publish_now(draft, by=writer)

    assert panels_of(desk)["review"].articles == [article]
    workflow.review(article, by=desk)
    assert "review" not in panels_of(desk)


def test_a_long_queue_is_cut_and_says_how_many_are_left() -> None:
    section, writer = make_section(), make_user(Role.REPORTER)
    for _ in range(dashboard.LENGTH + 2):
        filed(writer, section)

    panel = panels_of(make_user(Role.CHIEF))["waiting"]

    assert (len(panel.articles), panel.total, panel.more) == (6, 8, 2)


@pytest.mark.parametrize("role", list(Role))
def test_the_page_takes_a_fixed_number_of_queries(client: Client, role: Role) -> None:
    section = make_section()
    user = make_user(role, sections=(section,))
    client.force_login(user)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(INDEX).status_code == 200
        return len(captured)

    writer = make_user(Role.REPORTER)
    desk = make_user(Role.DESK, sections=(section,))

    def fill() -> None:
        filed(user if role == Role.REPORTER else writer, section)
        workflow.reject(filed(writer, section), by=desk, reason="다시 봐 주세요.")
        make_draft(by=writer, section_id=section.pk, is_incomplete=True)
        make_published(section_id=section.pk)

    fill()
    before = queries()
    for _ in range(4):
        fill()
    assert queries() == before
    assert before <= MOST_QUERIES


def test_the_page_offers_each_role_its_own_acts(client: Client) -> None:
    write = reverse("admin:articles_article_add")
    arrange = reverse("admin:frontpage_pinnedarticle_changelist")
    expected = {
        Role.CONTRIBUTOR: {write},
        Role.REPORTER: {write},
        Role.DESK: {write, arrange},
        Role.CHIEF: {write, arrange},
        Role.ADMIN: set[str](),
    }
    for role, addresses in expected.items():
        client.force_login(make_user(role))
        page = client.get(INDEX).content.decode()
        shown = {address for address in (write, arrange) if f'href="{address}"' in page}
        assert shown == addresses, role


def test_what_the_masthead_lacks_is_told_to_those_who_can_fill_it(client: Client) -> None:
    Masthead.objects.create(pk=1, title="예시신문")
    for role in Role:
        client.force_login(make_user(role))
        page = client.get(INDEX).content.decode()
        assert ("청소년보호책임자" in page) == (role in {Role.CHIEF, Role.ADMIN}), role


def test_a_title_is_shown_as_text(client: Client) -> None:
    make_published(title="<script>alert(1)</script>", reporter_ids=(make_reporter("<b>").pk,))
    client.force_login(make_user(Role.CHIEF))

    page = client.get(INDEX).content.decode()

    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_nobody_without_a_role_gets_in(client: Client) -> None:
    client.force_login(make_user())
    assert client.get(INDEX).status_code == 302
    client.force_login(make_user(Role.CHIEF, is_active=False))
    assert client.get(INDEX).status_code == 302
    client.force_login(make_user(Role.REPORTER))
    assert client.get(INDEX).status_code == 200


def log_in(client: Client, username: str, password: str = PASSWORD) -> tuple[int, str]:
    response = client.post("/admin/login/", {"username": username, "password": password})
    return response.status_code, response.content.decode()


def test_the_login_asks_for_a_role_and_says_what_is_wrong(client: Client) -> None:
    make_user(Role.CONTRIBUTOR, username="writer", password=PASSWORD)
    make_user(username="nobody", password=PASSWORD)
    make_user(Role.CHIEF, username="gone", password=PASSWORD, is_active=False)

    assert "역할이 없는 계정" in log_in(client, "nobody")[1]
    assert "맞지 않습니다" in log_in(client, "gone")[1]
    assert "맞지 않습니다" in log_in(client, "writer", "틀린 비밀번호")[1]
    assert log_in(client, "writer")[0] == 302


def test_a_password_can_be_changed_and_the_old_one_is_asked_for(client: Client) -> None:
    user = make_user(Role.REPORTER, name="김정민", username="kim", password=PASSWORD)
    client.force_login(user)
    new = {"new_password1": "겨울-바다-2026", "new_password2": "겨울-바다-2026"}

    refused = client.post("/admin/password_change/", new | {"old_password": "모름"})
    assert refused.status_code == 200
    assert (
        client.post("/admin/password_change/", new | {"old_password": PASSWORD}).status_code == 302
    )
    assert "김정민" in client.get("/admin/password_change/done/").content.decode()
    user.refresh_from_db()
    assert user.check_password("겨울-바다-2026")


def test_logging_out_ends_the_session(client: Client) -> None:
    client.force_login(make_user(Role.REPORTER))
    assert "로그아웃했습니다" in client.post("/admin/logout/").content.decode()
    assert client.get(INDEX).status_code == 302
