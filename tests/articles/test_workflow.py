"""What each transition does, and what it refuses."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from articles import revisions, scheduling, states, workflow
from articles.content import Content
from articles.models import Article
from articles.states import Status
from pagecache import publishing
from reporters.models import Outlet
from tests.builders import (
    gone,
    make_content,
    make_draft,
    make_photo,
    make_published,
    make_reporter,
    make_section,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief() -> User:
    return make_user(Role.CHIEF, name="편집국장")


def changed(article: Article, **fields: object) -> Content:
    return Content(**{**revisions.working_copy(article).__dict__, **fields})


def last_log(article: Article) -> tuple[str, str, str]:
    entry = article.log.first()
    assert entry is not None
    return entry.action, entry.from_status, entry.to_status


class TestCreate:
    def test_it_makes_an_owned_draft_with_a_first_revision_and_a_log_line(self) -> None:
        reporter = make_user(Role.REPORTER, name="김기자")
        article = workflow.create(make_content(tags=("도서관", "#가온시")), by=reporter)
        assert (article.status, article.owner, article.revision) == (Status.DRAFT, reporter, 1)
        assert article.revisions.get().data["tags"] == ["가온시", "도서관"]
        entry = article.log.get()
        assert (entry.action, entry.by_name, entry.to_status) == ("create", "김기자", "draft")

    def test_an_administrator_may_not(self) -> None:
        with pytest.raises(workflow.NotAllowed, match="관리자"):
            workflow.create(make_content(), by=make_user(Role.ADMIN))
        assert not Article.objects.exists()

    def test_a_draft_may_be_incomplete(self) -> None:
        article = make_draft(body="", section_id=None, reporter_ids=())
        assert article.lead_reporter is None

    def test_text_is_cleaned_on_the_way_in(self) -> None:
        article = make_draft(
            title="  한\u200b글 \u202e제목 ", body='<p onclick="x()">글</p><script>x</script>'
        )
        assert article.title == "한글 제목"
        assert article.body.strip() == "<p>글</p>"

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("title", "  "),
            ("title", "가" * 201),
            ("title", "널\x00문자"),
            ("body", "<div>" * 300),
            ("labels", ("hot",)),
            ("reporting_type", "gossip"),
            ("tags", ("가" * 41,)),
            ("tags", ("가/나",)),
        ],
    )
    def test_what_cannot_be_kept_is_refused_by_field(self, field: str, value: object) -> None:
        with pytest.raises(ValidationError) as refusal:
            make_draft(**{field: value})
        assert list(refusal.value.message_dict) == [field]
        assert not Article.objects.exists()


class TestSave:
    def test_before_publication_the_row_follows(self, chief: User) -> None:
        article = make_draft()
        first, second = make_reporter("가"), make_reporter("나")
        saved = workflow.save(
            article,
            changed(article, title="새 제목", reporter_ids=(second.pk, first.pk)),
            by=chief,
            base_revision=1,
        )
        assert (saved.title, saved.revision) == ("새 제목", 2)
        assert saved.lead_reporter == second
        assert saved.ordered_reporters == [second, first]

    def test_saving_the_same_again_makes_no_revision(self, chief: User) -> None:
        article = make_draft()
        saved = workflow.save(article, changed(article), by=chief, base_revision=1)
        assert saved.revision == 1

    def test_a_late_save_is_refused_and_changes_nothing(self, chief: User) -> None:
        article = make_draft()
        workflow.save(article, changed(article, title="먼저"), by=chief, base_revision=1)
        with pytest.raises(workflow.Conflict):
            workflow.save(article, changed(article, title="나중"), by=chief, base_revision=1)
        article.refresh_from_db()
        assert (article.title, article.revision) == ("먼저", 2)

    def test_saving_an_approved_story_takes_the_approval_back(self, chief: User) -> None:
        article = workflow.submit(make_draft(), by=chief)
        article = workflow.approve(article, by=chief)
        article = workflow.save(article, changed(article, title="또"), by=chief, base_revision=1)
        assert (article.status, article.approved_revision) == (Status.IN_REVIEW, None)
        assert last_log(article) == ("edit", "approved", "in_review")
        with pytest.raises(workflow.WrongState):
            workflow.publish(article, by=chief)

    def test_on_a_live_story_readers_keep_the_old_text(self, chief: User) -> None:
        article = make_published(title="옛 제목", tags=("옛태그",))
        other = make_reporter("새기자")
        saved = workflow.save(
            article,
            changed(article, title="새 제목", tags=("새태그",), reporter_ids=(other.pk,)),
            by=chief,
            base_revision=1,
        )
        assert saved.has_unpublished_changes
        live = Article.objects.get(pk=article.pk)
        assert live.title == "옛 제목"
        assert [tag.name for tag in live.tags.all()] == ["옛태그"]
        assert other not in live.ordered_reporters
        assert revisions.working_copy(live).title == "새 제목"

        published = workflow.publish(saved, by=chief, revision=2)
        assert published.title == "새 제목"
        assert [tag.name for tag in published.tags.all()] == ["새태그"]
        assert published.ordered_reporters == [other]
        assert published.published_at == article.published_at
        assert published.modified_at > article.modified_at
        assert published.is_modified

    def test_dropping_changes_goes_back_to_the_live_text(self, chief: User) -> None:
        article = make_published(title="옛 제목")
        saved = workflow.save(article, changed(article, title="안"), by=chief, base_revision=1)
        dropped = workflow.drop_changes(saved, by=chief)
        assert not dropped.has_unpublished_changes
        assert revisions.working_copy(dropped).title == "옛 제목"
        assert dropped.revisions.count() == 3
        with pytest.raises(workflow.WrongState):
            workflow.drop_changes(dropped, by=chief)

    def test_the_words_of_a_picture_stay_as_they_were_published(self) -> None:
        photo = make_photo(caption="옛 설명", credit="김사진")
        article = make_published(lead_photo_id=photo.pk, lead_credit="박출처")
        photo.caption = photo.credit = "바뀐 말"
        photo.save()
        article.refresh_from_db()
        assert (article.photo_caption, article.photo_credit) == ("옛 설명", "박출처")
        assert article.revisions.get().data["lead_caption"] == "옛 설명"

    def test_a_working_copy_survives_what_it_names_being_deleted(self, chief: User) -> None:
        article = make_published()
        photo = make_photo()
        saved = workflow.save(
            article, changed(article, lead_photo_id=photo.pk), by=chief, base_revision=1
        )
        gone(photo)
        assert workflow.publish(saved, by=chief).lead_photo is None

    def test_a_desk_cannot_publish_into_a_foreign_section(self) -> None:
        own, foreign = make_section(), make_section()
        desk = make_user(Role.DESK, sections=(own,))
        article = make_published(section_id=own.pk)
        moved = workflow.save(
            article, changed(article, section_id=foreign.pk), by=desk, base_revision=1
        )
        with pytest.raises(workflow.NotAllowed, match="담당하지 않는 섹션"):
            workflow.publish(moved, by=desk)
        article.refresh_from_db()
        assert article.section == own


class TestFiling:
    @pytest.mark.parametrize(
        ("gap", "named"),
        [
            ({"body": "<p> </p>"}, "본문"),
            ({"section_id": None}, "섹션"),
            ({"reporter_ids": ()}, "기자"),
        ],
    )
    def test_submit_names_what_is_missing(
        self, chief: User, gap: dict[str, object], named: str
    ) -> None:
        article = make_draft(**gap)
        with pytest.raises(workflow.Incomplete, match=named):
            workflow.submit(article, by=chief)
        article.refresh_from_db()
        assert article.status == Status.DRAFT

    def test_the_whole_way_is_logged(self, chief: User) -> None:
        reporter = make_user(Role.REPORTER)
        article = workflow.submit(make_draft(by=reporter), by=reporter)
        article = workflow.take(article, by=chief)
        article = workflow.reject(article, by=chief, reason=" 제목을 다시 ")
        article = workflow.submit(article, by=reporter)
        article = workflow.recall(article, by=reporter)
        article = workflow.submit(article, by=reporter)
        article = workflow.hold(article, by=chief)
        article = workflow.release(article, by=chief)
        article = workflow.approve(article, by=chief)
        article = workflow.publish(article, by=chief)
        ways = [
            (entry.action, entry.from_status, entry.to_status, entry.reason)
            for entry in article.log.order_by("pk")
        ]
        assert ways == [
            ("create", "", "draft", ""),
            ("submit", "draft", "submitted", ""),
            ("take", "submitted", "in_review", ""),
            ("reject", "in_review", "rejected", "제목을 다시"),
            ("submit", "rejected", "submitted", ""),
            ("recall", "submitted", "draft", ""),
            ("submit", "draft", "submitted", ""),
            ("hold", "submitted", "held", ""),
            ("release", "held", "in_review", ""),
            ("approve", "in_review", "approved", ""),
            ("publish", "approved", "published", ""),
        ]

    def test_a_taken_story_cannot_be_recalled(self, chief: User) -> None:
        article = workflow.take(workflow.submit(make_draft(), by=chief), by=chief)
        with pytest.raises(workflow.WrongState, match="데스킹중"):
            workflow.recall(article, by=chief)

    def test_a_rejection_needs_a_reason_of_bearable_length(self, chief: User) -> None:
        article = workflow.submit(make_draft(), by=chief)
        with pytest.raises(workflow.Incomplete, match="사유"):
            workflow.reject(article, by=chief, reason="  ")
        with pytest.raises(workflow.Incomplete, match="500자"):
            workflow.reject(article, by=chief, reason="가" * 501)
        assert workflow.reject(article, by=chief, reason="가" * 500).status == Status.REJECTED

    def test_acting_on_another_revision_than_the_one_seen_is_refused(self, chief: User) -> None:
        article = workflow.submit(make_draft(), by=chief)
        workflow.save(article, changed(article, title="고침"), by=chief, base_revision=1)
        with pytest.raises(workflow.Conflict):
            workflow.approve(article, by=chief, revision=1)
        assert workflow.approve(article, by=chief, revision=2).approved_revision == 2


class TestGoingLive:
    def test_publish_now_logs_each_step(self, chief: User) -> None:
        live = workflow.publish_now(make_draft(), by=chief)
        assert (live.status, live.live_revision) == (Status.PUBLISHED, 1)
        assert live.published_at == live.modified_at
        actions = list(live.log.order_by("pk").values_list("action", flat=True))
        assert actions == ["create", "submit", "approve", "publish"]

    def test_an_incomplete_story_cannot_go_live(self, chief: User) -> None:
        article = make_draft(is_incomplete=True)
        with pytest.raises(workflow.Incomplete, match="내용 미완"):
            workflow.publish_now(article, by=chief)
        article.refresh_from_db()
        assert (article.status, article.log.count()) == (Status.DRAFT, 1)

    def test_before_the_embargo_only_the_chief_may_and_both_are_logged(self, chief: User) -> None:
        section = make_section()
        desk = make_user(Role.DESK, sections=(section,))
        ahead = timezone.now() + timedelta(hours=1)
        article = make_draft(section_id=section.pk, embargo_until=ahead)
        with pytest.raises(workflow.EmbargoAhead, match="엠바고"):
            workflow.publish_now(article, by=desk)
        article.refresh_from_db()
        assert article.status == Status.DRAFT
        refusal = article.log.first()
        assert refusal.action == "refused_embargo"
        assert refusal.by == desk
        assert "엠바고" in refusal.detail
        assert "출고 시도" in refusal.detail

        live = workflow.publish_now(article, by=chief)
        assert live.status == Status.PUBLISHED
        assert "엠바고" in live.log.first().detail

    def test_a_scheduled_story_is_visible_from_its_second_without_any_job(
        self, chief: User
    ) -> None:
        article = workflow.approve(workflow.submit(make_draft(), by=chief), by=chief)
        at = timezone.now() + timedelta(hours=2)
        article = workflow.schedule(article, by=chief, at=at)
        just_before = at - timedelta(microseconds=1)
        assert not Article.objects.published(just_before).exists()
        assert Article.objects.published(at).get() == article
        assert article.published_at == at

    def test_the_clock_settles_once(self, chief: User) -> None:
        article = workflow.approve(workflow.submit(make_draft(), by=chief), by=chief)
        at = timezone.now() + timedelta(hours=2)
        article = workflow.schedule(article, by=chief, at=at)
        assert scheduling.settle_due(at - timedelta(seconds=1)) == 0
        assert scheduling.settle_due(at) == 1
        assert scheduling.settle_due(at) == 0
        article.refresh_from_db()
        assert article.status == Status.PUBLISHED
        assert article.published_at == at
        assert article.log.first().by_name == "예약 시계"

    def test_one_that_fails_does_not_stop_the_others(self, chief: User, monkeypatch) -> None:
        at = timezone.now() + timedelta(hours=2)
        for _ in range(3):
            article = workflow.approve(workflow.submit(make_draft(), by=chief), by=chief)
            workflow.schedule(article, by=chief, at=at)
        bad = Article.objects.order_by("pk").first()
        settle = workflow.settle

        def failing(row: Article, now: object) -> bool:
            if row.pk == bad.pk:
                raise RuntimeError("broken")
            return settle(row, now)

        monkeypatch.setattr(workflow, "settle", failing)
        assert scheduling.settle_due(at) == 2

    def test_a_time_that_has_passed_or_breaks_the_embargo_is_refused(self, chief: User) -> None:
        ahead = timezone.now() + timedelta(hours=3)
        article = make_draft(embargo_until=ahead)
        article = workflow.approve(workflow.submit(article, by=chief), by=chief)
        with pytest.raises(workflow.Incomplete, match="뒤여야"):
            workflow.schedule(article, by=chief, at=timezone.now() - timedelta(minutes=1))
        with pytest.raises(workflow.Incomplete, match="엠바고"):
            workflow.schedule(article, by=chief, at=ahead - timedelta(minutes=1))
        assert workflow.schedule(article, by=chief, at=ahead).status == Status.SCHEDULED

    def test_unscheduling_ends_when_its_time_has_come(self, chief: User) -> None:
        article = workflow.approve(workflow.submit(make_draft(), by=chief), by=chief)
        article = workflow.schedule(article, by=chief, at=timezone.now() + timedelta(hours=1))
        article = workflow.unschedule(article, by=chief)
        assert (article.status, article.published_at) == (Status.APPROVED, None)
        article = workflow.schedule(article, by=chief, at=timezone.now() + timedelta(hours=1))
        Article.objects.filter(pk=article.pk).update(
            published_at=timezone.now() - timedelta(seconds=1),
            modified_at=timezone.now() - timedelta(seconds=1),
        )
        with pytest.raises(workflow.WrongState, match="게재"):
            workflow.unschedule(article, by=chief)

    def test_a_due_schedule_can_be_withdrawn_before_any_clock_ran(self, chief: User) -> None:
        article = workflow.approve(workflow.submit(make_draft(), by=chief), by=chief)
        article = workflow.schedule(article, by=chief, at=timezone.now() + timedelta(hours=1))
        with pytest.raises(workflow.WrongState):
            workflow.withdraw(article, by=chief, reason="오보")
        past = timezone.now() - timedelta(seconds=1)
        Article.objects.filter(pk=article.pk).update(published_at=past, modified_at=past)
        assert workflow.withdraw(article, by=chief, reason="오보").status == Status.WITHDRAWN

    def test_correcting_leaves_a_dated_note(self, chief: User) -> None:
        article = make_published()
        saved = workflow.save(
            article, changed(article, title="바른 제목"), by=chief, base_revision=1
        )
        live = workflow.correct(saved, by=chief, reason="이름을 바로잡습니다.")
        note = live.correction_notes.get()
        assert (live.title, note.text, note.by) == ("바른 제목", "이름을 바로잡습니다.", chief)
        assert live.modified_at == note.created_at
        with pytest.raises(workflow.Incomplete):
            workflow.correct(live, by=chief, reason="")

    def test_withdrawn_is_gone_and_republished_keeps_its_first_time(self, chief: User) -> None:
        article = make_published()
        gone = workflow.withdraw(article, by=chief, reason="확인 중")
        assert not Article.objects.published().exists()
        with pytest.raises(workflow.Incomplete):
            workflow.republish(gone, by=chief, reason="")
        back = workflow.republish(gone, by=chief, reason="확인됨")
        assert back.published_at == article.published_at
        assert Article.objects.published().get() == back

    def test_the_importer_may_keep_a_first_time_but_nobody_else(self, chief: User) -> None:
        long_ago = timezone.now() - timedelta(days=400)
        article = make_published(at=long_ago)
        assert article.published_at == long_ago
        with pytest.raises(workflow.Incomplete):
            workflow.publish_now(make_draft(), by=chief, first_published_at=long_ago)
        with pytest.raises(workflow.Incomplete):
            workflow.publish_now(
                make_draft(), by=None, first_published_at=timezone.now() + timedelta(days=1)
            )


class TestTrash:
    def test_it_comes_back_where_it_was(self, chief: User) -> None:
        article = workflow.submit(make_draft(), by=chief)
        trashed = workflow.trash(article, by=chief)
        assert trashed.status == Status.TRASHED
        assert workflow.restore(trashed, by=chief).status == Status.SUBMITTED

    def test_a_published_story_cannot_be_trashed(self, chief: User) -> None:
        with pytest.raises(workflow.WrongState):
            workflow.trash(make_published(), by=chief)


class TestNeverFalse:
    """What the database itself refuses."""

    @pytest.mark.parametrize(
        "gap",
        [
            {"published_at": None},
            {"section": None},
            {"lead_reporter": None},
            {"live_revision": None},
            {"is_incomplete": True},
            {"status": "unheard-of"},
            {"modified_at": timezone.now() - timedelta(days=3650)},
        ],
    )
    def test_a_published_story_lacks_nothing(self, gap: dict[str, object]) -> None:
        article = make_published()
        with pytest.raises(IntegrityError), transaction.atomic():
            Article.objects.filter(pk=article.pk).update(**gap)

    def test_one_import_key_once(self) -> None:
        workflow.create(make_content(), by=None, import_key="text:1")
        with pytest.raises(IntegrityError), publishing():
            workflow.create(make_content(), by=None, import_key="text:1")
        workflow.create(make_content(), by=None)
        workflow.create(make_content(), by=None)


def test_states_are_connected() -> None:
    assert states.problems() == []


def test_a_dead_end_among_the_states_is_found(monkeypatch) -> None:
    rest = {key: value for key, value in states.TRANSITIONS.items() if key != "restore"}
    monkeypatch.setattr(states, "TRANSITIONS", rest)
    assert states.problems() == ["no transition leads out of trashed"]


def test_embargo_text_survives_the_json_of_a_revision() -> None:
    ahead = timezone.now() + timedelta(days=1)
    content = make_content(embargo_until=ahead, labels=("breaking",), tags=("한글",))
    assert Content.from_json(content.to_json()) == content


@pytest.mark.parametrize("status", Status)
def test_visibility_is_the_same_for_one_story_and_for_many(status: Status) -> None:
    now = timezone.now()
    for hours in (-1, 1):
        article = make_published()
        Article.objects.filter(pk=article.pk).update(
            status=status,
            published_at=now + timedelta(hours=hours),
            modified_at=now + timedelta(hours=hours),
        )
        article.refresh_from_db()
        listed = Article.objects.published(now).filter(pk=article.pk).exists()
        assert listed == (article.status_at(now) == Status.PUBLISHED and hours < 0)
        assert listed == (status in states.VISIBLE and hours < 0)


def test_a_change_whose_outlet_has_been_deleted_goes_live_under_the_old_one() -> None:
    article = make_published()
    outlet = Outlet.objects.create(name="사라질 매체")
    content = changed(article, title="고친 제목", outlet_id=outlet.pk)
    article = workflow.save(article, content, by=None, base_revision=article.revision)
    before = article.outlet_id
    outlet.delete()
    article = workflow.publish(article, by=None)
    connection.check_constraints()
    assert (article.title, article.outlet_id) == ("고친 제목", before)
