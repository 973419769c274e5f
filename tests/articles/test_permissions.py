"""Every cell of the permission table, through permissions.can and through the workflow."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.roles import Role
from articles import permissions, revisions, scheduling, workflow
from articles.models import Article
from articles.states import Action, Status
from pagecache import publishing
from tests.articles.permission_table import (
    NEEDS_REASON,
    ROLES,
    TAKES_TIME,
    Cell,
    Newsroom,
    cells,
)
from tests.builders import make_draft, make_published, make_reporter, make_section, make_user

pytestmark = pytest.mark.django_db


class RolledBack(Exception):
    """Ends an attempt that went through, so that the next starts from the same state."""


def attempt(room: Newsroom, cell: Cell) -> bool:
    """Whether the workflow function lets it happen; whatever happened is undone."""
    article = room.articles[cell.status, cell.whose]
    arguments: dict[str, object] = {"by": room.user}
    if cell.action in NEEDS_REASON:
        arguments["reason"] = "사유"
    if cell.action in TAKES_TIME:
        arguments["at"] = timezone.now() + timedelta(hours=1)
    try:
        with publishing():
            name = cell.action.value
            function = getattr(workflow, name, None) or getattr(scheduling, name)
            function(article, **arguments)
            raise RolledBack
    except RolledBack:
        return True
    except workflow.Refused as refusal:
        return not str(refusal)


def attempt_edit(room: Newsroom, cell: Cell) -> bool:
    article = room.articles[cell.status, cell.whose]
    content = revisions.working_copy(article)
    changed = type(content)(**{**content.__dict__, "subtitle": "새 부제목"})
    try:
        with publishing():
            workflow.save(article, changed, by=room.user, base_revision=article.revision)
            raise RolledBack
    except RolledBack:
        return True
    except workflow.Refused:
        return False


@pytest.mark.slow
@pytest.mark.any_database
@pytest.mark.parametrize("role", ROLES)
def test_the_workflow_follows_the_table(role: Role) -> None:
    room = Newsroom(role)
    wrong = [cell for cell in cells(role) if attempt(room, cell) != cell.expected]
    assert wrong == []


@pytest.mark.parametrize("role", ROLES)
def test_saving_follows_the_table(role: Role) -> None:
    room = Newsroom(role)
    wrong = [
        cell for cell in cells(role, (Action.EDIT,)) if attempt_edit(room, cell) != cell.expected
    ]
    assert wrong == []


@pytest.mark.parametrize("role", ROLES)
def test_reading_follows_the_table_and_lists_show_the_same(role: Role) -> None:
    room = Newsroom(role)
    listed = set(
        permissions.readable(room.user, Article.objects.all()).values_list("pk", flat=True)
    )
    for cell in cells(role, (Action.READ,)):
        article = room.articles[cell.status, cell.whose]
        answer = permissions.can(room.user, Action.READ, article)
        assert (answer.allowed, article.pk in listed) == (cell.expected, cell.expected), cell
        assert answer.allowed or answer.reason


@pytest.mark.parametrize("role", ROLES)
def test_buttons_are_what_the_workflow_would_do(role: Role) -> None:
    room = Newsroom(role)
    for (status, whose), article in room.articles.items():
        offered = set(permissions.available_actions(room.user, article))
        allowed = {
            cell.action
            for cell in cells(role)
            if (cell.status, cell.whose) == (status, whose) and cell.expected
        }
        assert offered == allowed, (status, whose)


@pytest.mark.parametrize("role", ROLES)
def test_creating(role: Role) -> None:
    answer = permissions.can(make_user(role), Action.CREATE)
    assert bool(answer) == (role != Role.ADMIN)


def test_a_superuser_without_a_role_has_no_editorial_power() -> None:
    root = make_user(is_superuser=True)
    article = make_draft()
    assert not permissions.can(root, Action.CREATE)
    assert not permissions.can(root, Action.READ, article)
    assert permissions.available_actions(root, article) == []


def test_a_deactivated_user_may_nothing() -> None:
    gone = make_user(Role.CHIEF, is_active=False)
    article = make_draft()
    assert not permissions.can(gone, Action.SUBMIT, article)
    assert not permissions.can(gone, Action.READ, article)
    assert not permissions.readable(gone, Article.objects.all()).exists()


def test_a_section_includes_its_children() -> None:
    parent = make_section()
    child = make_section(parent=parent)
    desk = make_user(Role.DESK, sections=(parent,))
    other = make_user(Role.DESK, sections=(child,))
    above = make_draft(section_id=parent.pk)
    below = make_draft(section_id=child.pk)
    assert permissions.can(desk, Action.SUBMIT, below)
    assert not permissions.can(other, Action.SUBMIT, above)


def test_several_roles_add_up() -> None:
    both = make_user(Role.REPORTER, Role.ADMIN)
    article = make_draft(by=both)
    assert permissions.can(both, Action.SUBMIT, article)
    assert permissions.can(both, Action.WITHDRAW, article)


def test_an_embargoed_story_is_read_by_its_own_only() -> None:
    section = make_section()
    owner = make_user(Role.REPORTER, sections=(section,))
    colleague = make_user(Role.REPORTER, sections=(section,))
    ahead = timezone.now() + timedelta(hours=2)
    article = make_draft(by=owner, section_id=section.pk, embargo_until=ahead)
    assert permissions.can(owner, Action.PREVIEW, article)
    assert not permissions.can(colleague, Action.PREVIEW, article)
    assert article not in permissions.readable(colleague, Article.objects.all())
    past = make_draft(
        by=owner, section_id=section.pk, embargo_until=timezone.now() - timedelta(hours=1)
    )
    assert permissions.can(colleague, Action.PREVIEW, past)
    assert past in permissions.readable(colleague, Article.objects.all())


def test_a_sectionless_draft_of_a_desk_is_theirs_until_it_has_a_section() -> None:
    desk = make_user(Role.DESK)
    own = make_draft(by=desk, section_id=None)
    others = make_draft(section_id=None)
    assert permissions.can(desk, Action.TRASH, own)
    assert not permissions.can(desk, Action.TRASH, others)


def test_two_person_rule_bars_approving_ones_own(settings) -> None:
    chief = make_user(Role.CHIEF)
    own = make_draft(by=chief, reporter_ids=(make_reporter().pk,))
    assert permissions.can(chief, Action.PUBLISH_NOW, own)
    settings.NEWSROOM_TWO_PERSON = True
    assert not permissions.can(chief, Action.APPROVE, own)
    assert not permissions.can(chief, Action.PUBLISH_NOW, own)
    assert permissions.can(chief, Action.APPROVE, make_draft())


class TestBreakingGrant:
    def build(self, **user_fields: object) -> tuple[object, Article]:
        reporter = make_user(Role.REPORTER, **user_fields)
        return reporter, make_draft(by=reporter, labels=("breaking",))

    def test_a_trusted_reporter_publishes_an_own_breaking_story(self) -> None:
        reporter, article = self.build(may_publish_breaking=True)
        live = workflow.publish_now(article, by=reporter)
        assert live.status == Status.PUBLISHED
        assert live.awaits_desk
        assert live.log.filter(detail__contains="사후 데스킹").count() == 3

    def test_not_without_the_grant(self) -> None:
        reporter, article = self.build()
        with pytest.raises(workflow.NotAllowed):
            workflow.publish_now(article, by=reporter)

    def test_not_without_the_label(self) -> None:
        reporter = make_user(Role.REPORTER, may_publish_breaking=True)
        with pytest.raises(workflow.NotAllowed):
            workflow.publish_now(make_draft(by=reporter), by=reporter)

    def test_not_anothers_story(self) -> None:
        reporter = make_user(Role.REPORTER, may_publish_breaking=True)
        with pytest.raises(workflow.NotAllowed):
            workflow.publish_now(make_draft(labels=("breaking",)), by=reporter)

    def test_the_desk_closes_it_afterwards(self) -> None:
        reporter, article = self.build(may_publish_breaking=True)
        live = workflow.publish_now(article, by=reporter)
        with pytest.raises(workflow.NotAllowed):
            workflow.review(live, by=reporter)
        chief = make_user(Role.CHIEF)
        assert Action.REVIEW in permissions.available_actions(chief, live)
        done = workflow.review(live, by=chief)
        assert not done.awaits_desk
        assert Action.REVIEW not in permissions.available_actions(chief, done)


def test_an_embargo_in_a_change_of_a_live_story_hides_the_change() -> None:
    section = make_section()
    article = make_published(section_id=section.pk)
    reporter, desk = (make_user(role, sections=(section,)) for role in (Role.REPORTER, Role.DESK))
    content = replace(revisions.working_copy(article), title="아직 비밀")
    article = workflow.save(article, content, by=None, base_revision=article.revision)
    assert permissions.can_read_working_copy(reporter, article)
    content = replace(content, embargo_until=timezone.now() + timedelta(hours=1))
    article = workflow.save(article, content, by=None, base_revision=article.revision)
    assert not permissions.can_read_working_copy(reporter, article)
    assert permissions.can_read_working_copy(desk, article)
    assert permissions.can_read(reporter, article)
