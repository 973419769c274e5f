"""Sending several stories out together, and taking them back before readers see them."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from articles import batches, revisions, scheduling, workflow
from articles.models import Article, PublicationBatch, ScheduledChange
from articles.models.record import LogAction
from articles.states import Action, Status
from photos.models import Photo
from tests.builders import (
    make_draft,
    make_photo,
    make_published,
    make_reporter,
    make_section,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> dict[str, Any]:
    return {"section_id": make_section().pk, "reporter_ids": (make_reporter().pk,)}


@pytest.fixture
def chief() -> User:
    return make_user(Role.CHIEF, name="박국장")


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Lets time go on: `later(seconds=61)`."""
    real = timezone.now

    def pass_by(**span: float) -> None:
        monkeypatch.setattr(timezone, "now", lambda: real() + timedelta(**span))

    return pass_by


def approved(**fields: Any) -> Article:
    return workflow.approve(workflow.submit(make_draft(**fields), by=None), by=None)


def changed(article: Article, title: str = "고친 제목") -> Article:
    content = replace(revisions.working_copy(article), title=title)
    return workflow.save(article, content, by=None, base_revision=article.revision)


def send(*articles: Article, by: User, action: Action = Action.PUBLISH, **how: Any) -> batches.Sent:
    return batches.send([(article, article.revision) for article in articles], action, by=by, **how)


def fresh(article: Article) -> Article:
    return Article.objects.get(pk=article.pk)


def standing(*articles: Article) -> list[tuple[Any, ...]]:
    columns = ("status", "revision", "approved_revision", "live_revision", "published_at")
    found = Article.objects.filter(pk__in=[article.pk for article in articles]).order_by("pk")
    return list(found.values_list(*columns))


def test_stories_go_live_together_a_minute_later(place: Any, chief: User, later: Any) -> None:
    first, second = approved(**place), approved(**place)
    before = timezone.now()
    sent = send(first, second, by=chief)
    assert not sent.refused
    assert not Article.objects.published().exists()
    at = sent.batch.goes_live_at
    assert timedelta(seconds=58) < at - before <= batches.GRACE
    assert {fresh(article).published_at for article in (first, second)} == {at}
    later(seconds=61)
    assert Article.objects.published().count() == 2


def test_a_photo_that_may_be_used_once_goes_with_one_of_two(place: Any, chief: User) -> None:
    photo = make_photo()
    Photo.objects.filter(pk=photo.pk).update(is_reuse_forbidden=True)
    place |= {"lead_photo_id": photo.pk}
    first, second = approved(**place), approved(**place)
    sent = send(first, second, by=chief)
    assert [article.pk for article, _ in sent.refused] == [second.pk]
    assert (fresh(first).status, fresh(second).status) == (Status.SCHEDULED, Status.APPROVED)


def test_every_story_is_put_back_to_where_it_was(place: Any, chief: User) -> None:
    """Twice is once."""
    draft = make_draft(**place)
    submitted = workflow.submit(make_draft(**place), by=None)
    held = workflow.hold(workflow.submit(make_draft(**place), by=None), by=None)
    ready = approved(**place)
    stories = [draft, submitted, held, ready]
    before = standing(*stories)
    sent = send(draft, submitted, held, by=chief, action=Action.PUBLISH_NOW)
    assert [row[0] for row in standing(draft, submitted, held)] == [Status.SCHEDULED] * 3
    more = send(ready, by=chief, action=Action.SCHEDULE, at=timezone.now() + timedelta(hours=1))
    back = batches.take_back(sent.batch, by=chief)
    assert [article.pk for article in back.done] == [draft.pk, submitted.pk, held.pk]
    batches.take_back(more.batch, by=chief)
    assert standing(*stories) == before
    assert fresh(ready).log.first().detail == "함께 내보낸 것을 되돌림"
    again = batches.take_back(sent.batch, by=chief)
    assert again.is_again
    assert not again.done
    assert again.batch.undone_by_name == "박국장"


def test_changes_of_live_stories_go_together_too(place: Any, chief: User) -> None:
    plain = changed(make_published(**place), "오늘 고친 제목")
    waiting = changed(make_published(**place))
    earlier = timezone.now() + timedelta(hours=3)
    scheduling.schedule_change(waiting, by=None, at=earlier)
    newer = changed(fresh(waiting), "더 고친 제목")
    same = changed(make_published(**place))
    scheduling.schedule_change(same, by=None, at=earlier)
    sent = send(plain, newer, fresh(same), by=chief)
    assert not sent.refused
    at = sent.batch.goes_live_at
    found = ScheduledChange.objects.order_by("article").values_list("revision", "publish_at")
    assert list(found) == [(2, at), (3, at), (2, at)]
    back = batches.take_back(sent.batch, by=chief)
    assert len(back.done) == 3
    assert list(found.all()) == [(2, earlier), (2, earlier)]

    send(plain, by=chief)
    scheduling.publish_due_changes(at + timedelta(minutes=1))
    assert fresh(plain).title == "오늘 고친 제목"


def test_one_that_is_refused_stops_no_other(place: Any, chief: User) -> None:
    good, moved, draft = approved(**place), approved(**place), make_draft(**place)
    moved_on = Article.objects.get(pk=moved.pk)
    changed(moved_on)
    stub = make_draft(**place, is_incomplete=True)
    sent = send(good, moved, draft, by=chief)
    assert [article.pk for article in sent.done] == [good.pk]
    assert [str(refusal) for _, refusal in sent.refused] == [
        "데스킹중 상태의 기사에는 ‘게재’ 처리를 할 수 없습니다.",
        "작성중 상태의 기사에는 ‘게재’ 처리를 할 수 없습니다.",
    ]
    # What was done to a story before it was refused is undone with it.
    before = standing(stub)
    sent = send(stub, by=chief, action=Action.PUBLISH_NOW)
    assert sent.batch is None
    assert not PublicationBatch.objects.exclude(stories__isnull=False).exists()
    assert standing(stub) == before
    assert [entry.action for entry in stub.log.all()] == [Action.CREATE]


def test_another_text_than_the_one_shown_is_not_sent(place: Any, chief: User) -> None:
    article = workflow.submit(make_draft(**place), by=None)
    changed(article)
    sent = send(article, by=chief, action=Action.PUBLISH_NOW)
    assert isinstance(sent.refused[0][1], workflow.Conflict)
    assert fresh(article).status == Status.SUBMITTED


def test_not_more_than_twenty(place: Any, chief: User) -> None:
    article = approved(**place)
    with pytest.raises(workflow.Incomplete, match="20건까지만"):
        batches.send([(article, 1)] * 21, Action.PUBLISH, by=chief)
    assert fresh(article).status == Status.APPROVED


def test_an_embargo_is_overridden_one_story_at_a_time(place: Any, chief: User) -> None:
    section = fresh(make_draft(**place)).section
    desk = make_user(Role.DESK, sections=(section,))
    article = approved(**place, embargo_until=timezone.now() + timedelta(hours=1))
    sent = send(article, by=chief)
    assert "한 건씩" in str(sent.refused[0][1])
    sent = send(article, by=desk)
    assert isinstance(sent.refused[0][1], workflow.EmbargoAhead)
    tried = article.log.filter(action=LogAction.REFUSED_EMBARGO)
    assert [entry.by for entry in tried] == [desk, chief]
    assert fresh(article).status == Status.APPROVED


def test_who_may_take_back_and_until_when(place: Any, chief: User, later: Any) -> None:
    section = fresh(make_draft(**place)).section
    desk, other = (make_user(Role.DESK, sections=(section,)) for _ in range(2))
    article = approved(**place)
    batch = send(article, by=desk).batch

    def seen_by(user: User, now: datetime) -> int:
        return len(batches.that_can_be_taken_back(user, now))

    now = timezone.now()
    assert [seen_by(user, now) for user in (desk, other, chief)] == [1, 0, 1]
    assert list(batches.that_can_be_taken_back(desk, now).values_list("size", flat=True)) == [1]
    with pytest.raises(workflow.NotAllowed):
        batches.take_back(batch, by=other)
    later(seconds=60)
    assert [seen_by(user, timezone.now()) for user in (desk, chief)] == [0, 0]
    with pytest.raises(workflow.WrongState, match="이미 나가서 되돌릴 수 없습니다"):
        batches.take_back(batch, by=desk)
    assert fresh(article).is_visible

    soon = timezone.now() + timedelta(hours=1)
    scheduled = send(approved(**place), by=desk, action=Action.SCHEDULE, at=soon).batch
    later(minutes=12)
    with pytest.raises(workflow.WrongState, match="기사마다 취소"):
        batches.take_back(scheduled, by=chief)


def test_what_was_done_since_stays(place: Any, chief: User) -> None:
    moved, cancelled, left = approved(**place), approved(**place), approved(**place)
    live = changed(make_published(**place))
    batch = send(moved, cancelled, left, live, by=chief).batch
    new_time = timezone.now() + timedelta(days=1)
    scheduling.reschedule(moved, by=chief, at=new_time)
    workflow.unschedule(cancelled, by=chief)
    workflow.publish(live, by=chief)
    back = batches.take_back(batch, by=chief)
    assert [article.pk for article in back.done] == [left.pk]
    assert len(back.refused) == 3
    assert fresh(moved).published_at == new_time
    assert fresh(cancelled).status == fresh(left).status == Status.APPROVED
    assert fresh(live).live_revision == 2
