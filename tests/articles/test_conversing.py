"""Who takes part in the conversation about a story, asked from both sides."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from articles import permissions, workflow
from articles.content import Content
from articles.models import Article
from tests.builders import make_draft, make_published, make_reporter, make_section, make_user

pytestmark = pytest.mark.django_db


def test_both_sides_say_the_same_of_every_role_and_story() -> None:
    top = make_section("경기소식")
    here, elsewhere = make_section("시군", parent=top), make_section("문화")
    owner = make_user(Role.REPORTER, name="주인")
    partner = make_user(Role.REPORTER, name="공동")
    make_reporter("공동", user=partner)
    contributor = make_user(Role.CONTRIBUTOR, name="기고")
    people = [
        owner,
        partner,
        contributor,
        make_user(Role.REPORTER, name="같은 섹션", sections=(here,)),
        make_user(Role.REPORTER, name="대분류", sections=(top,)),
        make_user(Role.REPORTER, name="다른 섹션", sections=(elsewhere,)),
        make_user(Role.DESK, name="데스크", sections=(top,)),
        make_user(Role.DESK, name="다른 데스크", sections=(elsewhere,)),
        make_user(Role.CHIEF, name="국장"),
        make_user(Role.ADMIN, name="관리"),
        make_user(Role.CHIEF, name="그만둔 국장", is_active=False),
        make_user(name="역할 없음"),
    ]
    signed = (partner.reporter.pk,)
    later = timezone.now() + timedelta(hours=1)
    at_section = {"section_id": here.pk}
    draft = make_draft(owner, **at_section)
    by_contributor = make_draft(contributor, **at_section)
    homeless = make_draft(owner, section_id=None)
    embargoed = make_draft(owner, embargo_until=later, reporter_ids=signed, **at_section)
    live = make_published(owner, **at_section)
    changed = make_published(owner, **at_section)
    secret = make_published(owner, **at_section)
    for story, until in ((changed, None), (secret, later)):
        content = replace(Content.of(story), title="고친 제목", embargo_until=until)
        workflow.save(story, content, by=None, base_revision=1)
    section = {"같은 섹션", "대분류", "데스크"}
    expected = {
        draft: {"주인", "국장", *section},
        by_contributor: {"기고", "국장", *section},
        homeless: {"주인", "국장"},
        embargoed: {"주인", "공동", "데스크", "국장"},
        # What everyone on the staff may read is talked about by those who make it.
        live: {"주인", "국장", *section},
        changed: {"주인", "국장", *section},
        secret: {"주인", "데스크", "국장"},
    }
    for story, names in expected.items():
        story = Article.objects.get(pk=story.pk)
        assert {user.name for user in permissions.conversing(story)} == names, story.title
        for person in people:
            user = User.objects.get(pk=person.pk)
            answer = permissions.can_converse(user, story)
            assert bool(answer) == (user.name in names), (user.name, story.title)
            assert bool(answer) != bool(answer.reason)
