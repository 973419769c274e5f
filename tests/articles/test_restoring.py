"""An old revision as the next one, through the workflow."""

from dataclasses import replace

import pytest

from accounts.roles import Role
from articles import revisions, workflow
from articles.content import Content
from articles.models import Article
from articles.states import Status
from tests.builders import gone, make_draft, make_photo, make_published, make_user

pytestmark = pytest.mark.django_db


def edited(article: Article, **fields: object) -> Article:
    content = replace(revisions.working_copy(article), **fields)
    return workflow.save(article, content, by=None, base_revision=article.revision)


def test_the_whole_content_comes_back_and_nothing_goes() -> None:
    draft = make_draft(title="처음", tags=("가",), labels=("breaking",))
    first = Content.of(draft)
    draft = edited(draft, title="다음", tags=(), labels=(), body="<p>다른 글.</p>")
    restored = workflow.restore_revision(draft, 1, by=None, base_revision=2)
    assert Content.of(restored) == first
    assert list(restored.revisions.values_list("number", flat=True)) == [3, 2, 1]
    assert restored.revisions.get(number=3).note == "1판에서 되살림"


def test_the_second_of_two_is_refused() -> None:
    draft = edited(edited(make_draft(title="하나"), title="둘"), title="셋")
    workflow.restore_revision(draft, 1, by=None, base_revision=3)
    with pytest.raises(workflow.Conflict):
        workflow.restore_revision(draft, 2, by=None, base_revision=3)
    assert draft.revisions.count() == 4


def test_an_approval_ends_with_it() -> None:
    draft = edited(make_draft(title="하나"), title="둘")
    draft = workflow.approve(workflow.submit(draft, by=None), by=None)
    restored = workflow.restore_revision(draft, 1, by=None, base_revision=2)
    assert (restored.status, restored.approved_revision) == (Status.IN_REVIEW, None)


def test_a_reporter_restores_while_the_story_is_theirs_to_edit() -> None:
    reporter = make_user(Role.REPORTER)
    draft = edited(make_draft(reporter, title="하나"), title="둘")
    draft = workflow.restore_revision(draft, 1, by=reporter, base_revision=2)
    workflow.submit(draft, by=None)
    with pytest.raises(workflow.NotAllowed, match="데스크만 고칠 수 있습니다"):
        workflow.restore_revision(draft, 2, by=reporter, base_revision=3)


def test_a_withdrawn_story_stays_as_it_was() -> None:
    article = edited(make_published(title="하나"), title="둘")
    workflow.withdraw(article, by=None, reason="오보")
    with pytest.raises(workflow.Refused):
        workflow.restore_revision(article, 1, by=make_user(Role.CHIEF), base_revision=2)


def test_a_number_that_is_not_there_is_refused() -> None:
    with pytest.raises(workflow.WrongState, match="7판이 없습니다"):
        workflow.restore_revision(make_draft(), 7, by=None, base_revision=1)


def test_what_was_deleted_since_is_left_out() -> None:
    photo = make_photo()
    draft = edited(make_draft(lead_photo_id=photo.pk), lead_photo_id=None)
    gone(photo)
    restored = workflow.restore_revision(draft, 1, by=None, base_revision=2)
    assert restored.lead_photo_id is None
