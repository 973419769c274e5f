"""Times at which stories change by themselves: moving them, scheduled changes, and the clock."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from articles import clock_failures, permissions, revisions, scheduling, workflow
from articles.models import Article, ClockFailure, ScheduledChange
from articles.states import Action, Status
from tests.articles.test_workflow import changed
from tests.builders import make_draft, make_published, make_section, make_user

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)


@pytest.fixture
def chief() -> User:
    return make_user(Role.CHIEF, name="편집국장")


@pytest.fixture
def at() -> datetime:
    return timezone.now() + 2 * HOUR


def scheduled(at: datetime, **fields: Any) -> Article:
    article = workflow.approve(workflow.submit(make_draft(**fields), by=None), by=None)
    return workflow.schedule(article, by=None, at=at)


def edited(article: Article, by: User | None = None, **fields: Any) -> Article:
    content = changed(article, **fields or {"title": "고친 제목"})
    return workflow.save(article, content, by=by, base_revision=article.revision)


def fresh(article: Article) -> Article:
    return Article.objects.get(pk=article.pk)


def lines(article: Article) -> list[tuple[str, str]]:
    """Newest first: what was done, and the particulars."""
    return list(article.log.values_list("action", "detail"))


# --- moving a scheduled story ---------------------------------------------------------------


def test_a_scheduled_story_moves(chief: User, at: datetime) -> None:
    article = scheduled(at)
    moved = scheduling.reschedule(article, by=chief, at=at - HOUR, revision=1, was=at)
    assert (moved.status, moved.published_at) == (Status.SCHEDULED, at - HOUR)
    assert Article.objects.published(at - HOUR).get() == article
    assert not Article.objects.published(at - HOUR - SECOND).exists()
    assert article.listings.filter(visible_from=at - HOUR).count() == article.listings.count()
    assert moved.revisions.get().published_at == at - HOUR
    assert "→" in lines(article)[0][1]
    assert scheduling.settle_due(at - HOUR) == 1


def test_a_story_does_not_move_into_the_past_or_before_its_embargo(
    chief: User, at: datetime
) -> None:
    article = scheduled(at, embargo_until=at - HOUR)
    with pytest.raises(workflow.Incomplete, match="뒤여야"):
        scheduling.reschedule(article, by=chief, at=timezone.now() - SECOND)
    with pytest.raises(workflow.Incomplete, match="엠바고"):
        scheduling.reschedule(article, by=chief, at=at - HOUR - SECOND)
    with pytest.raises(workflow.WrongState, match="이미"):
        scheduling.reschedule(article, by=chief, at=at)
    assert fresh(article).published_at == at
    assert scheduling.reschedule(article, by=chief, at=at - HOUR).published_at == at - HOUR


def test_who_saw_another_time_or_text_does_not_move_it(chief: User, at: datetime) -> None:
    article = scheduled(at)
    scheduling.reschedule(article, by=chief, at=at + HOUR, was=at)
    with pytest.raises(workflow.Conflict, match="예약 시각을 바꾸었습니다"):
        scheduling.reschedule(article, by=chief, at=at + 2 * HOUR, was=at)
    with pytest.raises(workflow.Conflict):
        scheduling.reschedule(article, by=chief, at=at + 2 * HOUR, revision=2)
    assert fresh(article).published_at == at + HOUR


def test_a_story_that_is_out_already_does_not_move(chief: User, at: datetime) -> None:
    article = scheduled(at)
    past = timezone.now() - SECOND
    Article.objects.filter(pk=article.pk).update(published_at=past, modified_at=past)
    with pytest.raises(workflow.WrongState, match="게재"):
        scheduling.reschedule(article, by=chief, at=at + HOUR)
    assert fresh(article).published_at == past


# --- scheduling a change --------------------------------------------------------------------


def test_a_change_goes_live_at_its_time_and_not_before(chief: User, at: datetime) -> None:
    article = edited(make_published(title="옛 제목"))
    scheduling.schedule_change(article, by=chief, at=at, revision=2)
    assert scheduling.publish_due_changes(at - SECOND) == 0
    assert (fresh(article).title, fresh(article).live_revision) == ("옛 제목", 1)
    assert scheduling.publish_due_changes(at) == 1
    assert scheduling.publish_due_changes(at) == 0
    live = fresh(article)
    assert (live.title, live.live_revision, live.status) == ("고친 제목", 2, Status.PUBLISHED)
    assert live.published_at == article.published_at
    assert live.modified_at > article.published_at
    assert not ScheduledChange.objects.exists()
    entry = article.log.first()
    assert (entry.by_name, entry.action, entry.revision) == ("예약 시계", "publish", 2)
    assert "편집국장 예약" in entry.detail
    assert article.log.filter(action=Action.PUBLISH, by_name="예약 시계").count() == 1


def test_what_is_saved_afterwards_does_not_go_along(chief: User, at: datetime) -> None:
    article = edited(make_published())
    scheduling.schedule_change(article, by=chief, at=at)
    edited(fresh(article), title="더 고친 제목")
    scheduling.publish_due_changes(at)
    live = fresh(article)
    assert (live.title, live.live_revision, live.revision) == ("고친 제목", 2, 3)
    assert live.has_unpublished_changes
    assert revisions.working_copy(live).title == "더 고친 제목"


def test_a_newer_text_takes_its_place_when_scheduled_too(chief: User, at: datetime) -> None:
    article = edited(make_published())
    scheduling.schedule_change(article, by=chief, at=at)
    with pytest.raises(workflow.WrongState, match="이미 예약된 글"):
        scheduling.schedule_change(article, by=chief, at=at + HOUR)
    article = edited(fresh(article), title="더 고친 제목")
    scheduling.schedule_change(article, by=chief, at=at + HOUR)
    assert ScheduledChange.objects.get().revision == 3
    assert "대신함" in lines(article)[0][1]
    assert scheduling.publish_due_changes(at) == 0
    assert scheduling.publish_due_changes(at + HOUR) == 1
    assert fresh(article).title == "더 고친 제목"


def test_a_change_moves_and_is_cancelled(chief: User, at: datetime) -> None:
    article = edited(make_published())
    scheduling.schedule_change(article, by=chief, at=at)
    with pytest.raises(workflow.Conflict):
        scheduling.reschedule_change(article, by=chief, at=at + HOUR, was=at + SECOND)
    with pytest.raises(workflow.Incomplete, match="뒤여야"):
        scheduling.reschedule_change(article, by=chief, at=timezone.now())
    moved = scheduling.reschedule_change(article, by=chief, at=at + HOUR, was=at, revision=2)
    assert moved.pending_change.publish_at == at + HOUR
    assert scheduling.publish_due_changes(at) == 0
    cancelled = scheduling.unschedule_change(article, by=chief)
    assert cancelled.pending_change is None
    assert scheduling.publish_due_changes(at + HOUR) == 0
    assert fresh(article).has_unpublished_changes
    assert [action for action, _ in lines(article)][:3] == [
        Action.UNSCHEDULE_CHANGE,
        Action.RESCHEDULE_CHANGE,
        Action.SCHEDULE_CHANGE,
    ]
    for act in (scheduling.unschedule_change, scheduling.reschedule_change):
        told = {"at": at} if act is scheduling.reschedule_change else {}
        with pytest.raises(workflow.WrongState, match="예약된 수정안이 없습니다"):
            act(article, by=chief, **told)


def test_what_could_not_go_live_is_not_scheduled(chief: User, at: datetime) -> None:
    live = make_published()
    with pytest.raises(workflow.WrongState, match="달라진 내용이 없습니다"):
        scheduling.schedule_change(live, by=chief, at=at)
    bad = edited(live, body="")
    with pytest.raises(workflow.Incomplete, match="본문"):
        scheduling.schedule_change(bad, by=chief, at=at)
    bad = edited(bad, body="<p>글</p>", is_incomplete=True)
    with pytest.raises(workflow.Incomplete, match="내용 미완"):
        scheduling.schedule_change(bad, by=chief, at=at)
    bad = edited(bad, is_incomplete=False, embargo_until=at + SECOND)
    with pytest.raises(workflow.Incomplete, match="엠바고"):
        scheduling.schedule_change(bad, by=chief, at=at)
    with pytest.raises(workflow.Incomplete, match="뒤여야"):
        scheduling.schedule_change(bad, by=chief, at=timezone.now() - SECOND)
    with pytest.raises(workflow.Conflict):
        scheduling.schedule_change(bad, by=chief, at=at + HOUR, revision=bad.revision - 1)
    with pytest.raises(workflow.WrongState):
        scheduling.schedule_change(make_draft(), by=chief, at=at)
    assert not ScheduledChange.objects.exists()
    scheduling.schedule_change(bad, by=chief, at=at + SECOND)


def test_only_who_may_publish_schedules_a_change(at: datetime) -> None:
    here, elsewhere = make_section(), make_section()
    owner = make_user(Role.REPORTER, sections=(here,))
    desk = make_user(Role.DESK, sections=(here,))
    article = edited(make_published(by=owner, section_id=here.pk), by=owner)
    for user in (owner, make_user(Role.ADMIN), make_user(Role.DESK, sections=(elsewhere,))):
        with pytest.raises(workflow.NotAllowed):
            scheduling.schedule_change(article, by=user, at=at)
    into_other_section = edited(article, section_id=elsewhere.pk)
    with pytest.raises(workflow.NotAllowed, match="담당하지 않는 섹션"):
        scheduling.schedule_change(into_other_section, by=desk, at=at)
    back = edited(into_other_section, section_id=here.pk, title="또 고친 제목")
    scheduling.schedule_change(back, by=desk, at=at)
    for user in (owner, make_user(Role.DESK, sections=(elsewhere,))):
        with pytest.raises(workflow.NotAllowed):
            scheduling.reschedule_change(back, by=user, at=at + HOUR)
        with pytest.raises(workflow.NotAllowed):
            scheduling.unschedule_change(back, by=user)


@pytest.mark.parametrize("how", ["publish", "correct", "drop_changes", "withdraw"])
def test_another_text_going_live_cancels_it(how: str, chief: User, at: datetime) -> None:
    article = edited(make_published())
    scheduling.schedule_change(article, by=chief, at=at)
    article = edited(fresh(article), title="더 고친 제목")
    told = {"reason": "까닭"} if how in ("correct", "withdraw") else {}
    getattr(workflow, how)(article, by=chief, **told)
    before = fresh(article)
    assert scheduling.publish_due_changes(at) == 0
    assert fresh(article).title == before.title
    assert any(action == Action.UNSCHEDULE_CHANGE for action, _ in lines(article))
    if how == "withdraw":
        workflow.republish(article, by=chief, reason="확인")
        assert scheduling.publish_due_changes(at) == 0


def test_an_act_that_leaves_the_live_text_leaves_it_standing(chief: User, at: datetime) -> None:
    article = edited(make_published())
    scheduling.schedule_change(article, by=chief, at=at)
    Article.objects.filter(pk=article.pk).update(awaits_desk=True)
    workflow.review(article, by=chief)
    assert scheduling.publish_due_changes(at) == 1


def test_the_panel_offers_what_fits(chief: User, at: datetime) -> None:
    def offered(article: Article) -> set[Action]:
        about = {Action.SCHEDULE_CHANGE, Action.RESCHEDULE_CHANGE, Action.UNSCHEDULE_CHANGE}
        return about & set(permissions.available_actions(chief, fresh(article)))

    article = make_published()
    assert offered(article) == set()
    article = edited(article)
    assert offered(article) == {Action.SCHEDULE_CHANGE}
    scheduling.schedule_change(article, by=chief, at=at)
    assert offered(article) == {Action.RESCHEDULE_CHANGE, Action.UNSCHEDULE_CHANGE}
    edited(fresh(article), title="더 고친 제목")
    assert len(offered(article)) == 3


# --- the clock ------------------------------------------------------------------------------


def test_a_failing_story_is_marked_tried_ever_less_often_and_cleared(
    at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, *good = (scheduled(at + SECOND * number) for number in range(3))
    settle = workflow.settle

    def failing(row: Article, now: datetime) -> bool:
        if row.pk == bad.pk and now > at - SECOND:
            raise IntegrityError("broken")
        return settle(row, now)

    monkeypatch.setattr(workflow, "settle", failing)
    now = at + HOUR
    assert scheduling.settle_due(now) == 2
    assert [fresh(article).status for article in good] == [Status.PUBLISHED] * 2
    failure = ClockFailure.objects.get()
    assert (failure.article, failure.since, failure.attempts) == (bad, now, 1)
    assert failure.reason.startswith("데이터베이스가 이 기사의 저장을 거절했습니다.")
    assert scheduling.settle_due(now + SECOND) == 0
    assert ClockFailure.objects.get().attempts == 1
    waits = []
    for _ in range(12):
        now = ClockFailure.objects.get().retry_at
        scheduling.settle_due(now)
        waits.append(ClockFailure.objects.get().retry_at - now)
    assert waits == sorted(waits)
    assert waits[0] == 2 * clock_failures.FIRST_WAIT
    assert waits[-1] == clock_failures.LONGEST_WAIT
    assert ClockFailure.objects.get().since == at + HOUR
    assert [action for action, _ in lines(bad)].count("clock_failed") == 1
    monkeypatch.setattr(workflow, "settle", settle)
    # Set by a clock that was ahead: not waited for.
    ClockFailure.objects.update(retry_at=now + HOUR)
    assert scheduling.settle_due(now) == 1
    assert not ClockFailure.objects.exists()


def test_a_change_that_cannot_go_live_says_why(chief: User, at: datetime) -> None:
    article, other = edited(make_published()), edited(make_published())
    for each in (article, other):
        scheduling.schedule_change(each, by=chief, at=at)
    reporter = article.lead_reporter
    number = article.revisions.get(number=2)
    number.data = number.data | {"reporter_ids": [reporter.pk + 1000]}
    number.save()
    before = lines(article)
    assert scheduling.publish_due_changes(at) == 1
    failure = ClockFailure.objects.get()
    assert failure.reason == "아직 비어 있는 항목이 있습니다: 기자"
    assert fresh(article).live_revision == 1
    assert fresh(article).lead_reporter == reporter
    assert lines(article) == [("clock_failed", failure.reason), *before]
    scheduling.unschedule_change(article, by=chief)
    assert not ClockFailure.objects.exists()


def test_a_schedule_taken_back_is_no_failure_any_more(at: datetime, chief: User) -> None:
    article = scheduled(at)
    assert clock_failures.note(article.pk, "까닭", timezone.now())
    workflow.unschedule(article, by=chief)
    assert not ClockFailure.objects.exists()
    assert not clock_failures.note(article.pk, "까닭", timezone.now())
    assert not ClockFailure.objects.exists()


def test_an_embargo_that_came_with_the_text_is_kept_without_filling_the_log(
    chief: User, at: datetime
) -> None:
    """The act of a person would log each attempt; the clock's are counted."""
    article = edited(make_published(), embargo_until=at)
    scheduling.schedule_change(article, by=chief, at=at)
    for second in (0, 60, 600):
        assert scheduling.publish_due_changes(at + SECOND * second) == 0
    assert ClockFailure.objects.get().attempts == 3
    assert not article.log.filter(action="refused_embargo").exists()


def test_with_the_time_up_the_rest_waits_for_the_next_round(at: datetime) -> None:
    for _ in range(3):
        scheduled(at)
    assert scheduling.settle_due(at, seconds=0) == 1
    assert scheduling.settle_due(at, seconds=60) == 2


def test_a_clock_that_was_ahead_leaves_the_story_workable(chief: User, at: datetime) -> None:
    """Settled by a machine two hours ahead, then corrected on one that is right."""
    article = scheduled(at)
    assert scheduling.settle_due(at) == 1
    assert not Article.objects.published().exists()
    workflow.correct(article, by=chief, reason="숫자를 바로잡습니다.")
    assert fresh(article).modified_at == at
    workflow.withdraw(article, by=chief, reason="오보")
    assert workflow.republish(article, by=chief, reason="확인").modified_at == at


def test_jumps_of_the_clock_miss_nothing_and_do_nothing_twice(chief: User) -> None:
    """Each step of the injected clock: what was due at any moment so far is done, nothing else."""
    start = timezone.now() + HOUR
    stories = {}
    for minute in range(0, 40, 4):
        moment = start + timedelta(minutes=minute)
        if minute % 8:
            stories[scheduled(moment).pk] = moment
        else:
            article = edited(make_published())
            scheduling.schedule_change(article, by=chief, at=moment)
            stories[article.pk] = moment
    latest = start - HOUR
    for minute in (0, 3, 13, 3, 4, 14, 5, 15, 25, 15, 26, 36, 26, 40):
        now = start + timedelta(minutes=minute)
        latest = max(latest, now)
        scheduling.publish_due_changes(now)
        scheduling.settle_due(now)
        for pk, moment in stories.items():
            published = Article.objects.get(pk=pk).log.filter(by_name="예약 시계").count()
            assert published == (moment <= latest), (minute, moment)
