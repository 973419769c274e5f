"""Whoever wrote a story is told what is done to it, with the reason; nobody of their own acts."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from articles import scheduling, workflow
from articles.content import Content
from articles.models import Article
from conversation import inbox
from conversation.models import InboxItem
from tests.builders import make_content, make_draft, make_drafts, make_section, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner() -> User:
    return make_user(Role.REPORTER, name="김정민")


@pytest.fixture
def desk() -> User:
    return make_user(Role.CHIEF, name="최보라")


def told(user: User) -> list[tuple[str, str]]:
    items = list(reversed(inbox.page(user)[0]))
    return [(item.entry.get_action_display(), item.entry.reason) for item in items]


def test_reasons_come_back(owner: User, desk: User) -> None:
    article = workflow.submit(make_draft(owner), by=owner)
    workflow.reject(article, by=desk, reason="두 번째 취재원이 필요합니다.")
    workflow.submit(article, by=owner)
    workflow.hold(article, by=desk, reason="판결 뒤에")
    workflow.approve(article, by=desk)
    workflow.publish(article, by=desk)
    workflow.withdraw(article, by=desk, reason="오보")
    assert told(owner) == [
        ("반려", "두 번째 취재원이 필요합니다."),
        ("보류", "판결 뒤에"),
        ("승인", ""),
        ("게재", ""),
        ("게재중지", "오보"),
    ]
    # The desk has queues, and nobody is told what they did themselves.
    assert told(desk) == []


def test_of_one_act_in_several_steps_the_last_is_told(owner: User, desk: User) -> None:
    workflow.publish_now(make_draft(owner), by=desk)
    assert told(owner) == [("게재", "")]


def test_who_filed_it_and_whose_change_is_dropped_are_told_too(owner: User, desk: User) -> None:
    here = make_section()
    partner = make_user(Role.DESK, sections=(here,))
    article = workflow.submit(make_draft(owner, section_id=here.pk), by=partner)
    workflow.publish_now(article, by=desk)
    assert told(partner) == told(owner) == [("게재", "")]
    article = Article.objects.get(pk=article.pk)
    changer = make_user(Role.CHIEF)
    content = replace(Content.of(article), title="다른 제목")
    workflow.save(article, content, by=changer, base_revision=1)
    workflow.drop_changes(article, by=desk)
    assert told(changer) == [("수정안 버리기", "")]


def test_the_clock_tells_and_an_import_does_not(owner: User, desk: User) -> None:
    article = workflow.submit(make_draft(owner), by=owner)
    workflow.approve(article, by=None)
    assert told(owner) == []
    at = timezone.now() + timedelta(minutes=5)
    workflow.schedule(article, by=desk, at=at)
    scheduling.settle_due(at + timedelta(seconds=1))
    Article.objects.filter(pk=article.pk).update(published_at=timezone.now())
    scheduling.settle_due(timezone.now())
    assert told(owner) == [("예약", ""), ("게재", "")]
    make_drafts([make_content()])
    assert InboxItem.objects.count() == 2


def test_what_is_refused_tells_nobody(owner: User, desk: User) -> None:
    article = workflow.submit(make_draft(owner), by=owner)
    with pytest.raises(workflow.Refused):
        workflow.reject(article, by=desk, reason="")
    assert told(owner) == []
