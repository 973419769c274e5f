"""Things to do by a time: who gives, who has, who ends them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from articles import workflow
from conversation import assignments, inbox
from conversation.models import Assignment
from tests.builders import make_draft, make_section, make_user

pytestmark = pytest.mark.django_db
SOON = timedelta(hours=2)


def kinds(user: User) -> list[str]:
    return [item.kind for item in inbox.page(user)[0]]


def test_given_for_a_story_it_is_told_and_ended_once() -> None:
    here = make_section()
    desk = make_user(Role.DESK, sections=(here,))
    writer = make_user(Role.REPORTER, name="김정민", sections=(here,))
    article = make_draft(make_user(Role.REPORTER), section_id=here.pk)
    due = timezone.now() + SOON
    made = assignments.assign(article, by=desk, assignee=writer.pk, what="사진", due_at=due)
    assert list(assignments.open_for(writer)) == list(assignments.open_from(desk)) == [made]
    assert kinds(writer) == ["assigned"]
    with pytest.raises(workflow.NotAllowed, match="맡긴 사람만"):
        assignments.drop(made, by=writer)
    with pytest.raises(workflow.NotAllowed, match="맡은 사람이나 맡긴"):
        assignments.finish(made, by=article.owner)
    assignments.finish(made, by=writer)
    assert kinds(desk) == ["done"]
    with pytest.raises(workflow.WrongState, match="이미 끝난"):
        assignments.drop(made, by=desk)
    assert not assignments.open_for(writer).exists()
    # Who loses the right to the story no longer sees what it was.
    assignments.assign(article, by=desk, assignee=writer.pk, what="", due_at=due)
    writer.sections.clear()
    assert not assignments.open_for(User.objects.get(pk=writer.pk)).exists()


def test_before_there_is_a_story_the_desk_gives_to_who_writes() -> None:
    desk, contributor = make_user(Role.DESK), make_user(Role.CONTRIBUTOR)
    due = timezone.now() + SOON
    made = assignments.assign(
        None, by=desk, assignee=contributor.pk, what=" 봄꽃  축제 ", due_at=due
    )
    assert made.what == "봄꽃 축제"
    assert list(assignments.open_for(contributor)) == [made]
    # Nobody else is told of it.
    everything = Assignment.objects.all()
    assert not assignments.shown_to(make_user(Role.CHIEF), everything).exists()
    assignments.drop(made, by=desk)
    assert kinds(contributor) == ["dropped", "assigned"]
    assert Assignment.objects.get().is_dropped


def test_what_is_refused() -> None:
    here = make_section()
    desk = make_user(Role.DESK, sections=(here,))
    reporter = make_user(Role.REPORTER, name="한결", sections=(make_section(),))
    admin = make_user(Role.ADMIN, name="관리")
    article = make_draft(make_user(Role.REPORTER), section_id=here.pk)
    due = timezone.now() + SOON

    def refused(by: User, story: object, who: int | None, what: str, due_at: object) -> str:
        with pytest.raises(workflow.Refused) as refusal:
            assignments.assign(story, by=by, assignee=who, what=what, due_at=due_at)
        return str(refusal.value)

    assert "한결님은 이 기사의 대화를 볼 수 없어서" in refused(desk, article, reporter.pk, "", due)
    assert "권한이 없습니다" in refused(article.owner, article, desk.pk, "", due)
    assert "권한이 없습니다" in refused(reporter, None, reporter.pk, "일", due)
    assert "관리님은 기사를 쓰는 계정이 아니라서" in refused(desk, None, admin.pk, "일", due)
    assert "할 일을" in refused(desk, None, reporter.pk, " ", due)
    assert "200자까지" in refused(desk, None, reporter.pk, "가" * 201, due)
    assert "맡길 사람을" in refused(desk, None, None, "일", due)
    assert "마감 시각을" in refused(desk, None, reporter.pk, "일", None)
    past = timezone.now() - SOON
    assert "지금보다 뒤" in refused(desk, None, reporter.pk, "일", past)
    assert not Assignment.objects.exists()
