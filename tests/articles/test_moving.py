"""Moving all stories of a section or a reporter: rows, revisions, lists and what editors had open."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.roles import Role
from articles import moving, scheduling, workflow
from articles.content import Content
from articles.contents import contents_of
from articles.models import Article, LogEntry, Revision
from articles.moving import ReporterMove, SectionMove, move_some
from articles.states import Action, Status
from audit.models import Entry, Kind
from reporters.models import Reporter
from sections.models import Section
from tests.articles.test_listing import assert_lists_are_right
from tests.builders import (
    make_content,
    make_draft,
    make_published,
    make_reporter,
    make_section,
    make_user,
)

pytestmark = pytest.mark.django_db


def move_all(move: moving.Move, by: object) -> int:
    number = 0
    while moved := move_some(move, by=by, most=3):
        number += moved
    return number


def newest(article: Article) -> Content:
    row = Article.objects.get(pk=article.pk)
    return Content.from_json(row.revisions.get(number=row.revision).data)


def test_only_the_chief_moves_stories() -> None:
    old, new = make_section(), make_section()
    article = make_draft(section_id=old.pk)
    for role in set(Role) - {Role.CHIEF}:
        with pytest.raises(workflow.NotAllowed):
            move_some(SectionMove(old, new), by=make_user(role, sections=(old, new)))
    article.refresh_from_db()
    assert (article.section, article.revision) == (old, 1)
    assert not LogEntry.objects.filter(action="moved").exists()


def test_stories_of_every_state_keep_it() -> None:
    chief = make_user(Role.CHIEF)
    old, new, third = make_section("경제"), make_section("산업"), make_section()
    soon = timezone.now() + timedelta(hours=1)
    draft = make_draft(section_id=old.pk)
    trashed = workflow.trash(make_draft(section_id=old.pk), by=None)
    approved = _approved(section_id=old.pk)
    scheduled = workflow.schedule(_approved(section_id=old.pk), by=None, at=soon)
    live = make_published(section_id=old.pk, further_section_ids=(new.pk, third.pk))
    gone = workflow.withdraw(make_published(section_id=old.pk), by=None, reason="오보")
    further = make_published(section_id=third.pk, further_section_ids=(old.pk,))
    beside = make_published(section_id=new.pk, further_section_ids=(old.pk,))
    other = make_published(section_id=third.pk)
    stories = [draft, trashed, approved, scheduled, live, gone, further, beside]
    facts = ("status", "published_at", "modified_at", "updated_at", "title", "body")
    before = {row["pk"]: row for row in Article.objects.values("pk", *facts)}

    assert move_all(SectionMove(old, new), chief) == len(stories)
    assert {row["pk"]: row for row in Article.objects.values("pk", *facts)} == before
    rows = Article.objects.in_bulk()
    assert [rows[story.pk].section for story in stories] == [new] * 6 + [third, new]
    assert not old.articles.exists()
    assert not old.further_articles.exists()
    assert set(rows[live.pk].further_sections.all()) == {third}
    assert set(rows[further.pk].further_sections.all()) == {new}
    assert set(rows[beside.pk].further_sections.all()) == set()
    for story in stories:
        row = rows[story.pk]
        assert row.revision == 2
        assert newest(row) == Content.of(row)
        line = row.log.first()
        assert (line.action, line.by, line.revision) == ("moved", chief, 2)
        assert line.detail == "섹션 ‘경제’ → ‘산업’"
    assert rows[other.pk].revision == 1
    assert rows[live.pk].live_revision == rows[gone.pk].live_revision == 2
    assert rows[scheduled.pk].revisions.get(number=2).published_at == soon
    told = Entry.objects.filter(kind=Kind.STORIES_MOVED)
    assert set(told.values_list("by", "subject")) == {(chief.pk, "섹션 ‘경제’ → ‘산업’")}
    assert_lists_are_right()
    # What was approved may still be published as it was approved.
    assert workflow.publish(approved, by=chief, revision=2).section == new
    assert workflow.restore(trashed, by=chief).status == Status.DRAFT
    old.delete()


def test_neither_working_copy_nor_schedule_moves_a_story_back() -> None:
    chief = make_user(Role.CHIEF)
    old, new = make_section(), make_section()
    kim = make_reporter()
    article = make_published(section_id=old.pk, reporter_ids=(kim.pk,))
    article = _saved(article, chief, old, kim, title="예약한 제목")
    at = timezone.now() + timedelta(hours=1)
    scheduling.schedule_change(article, by=chief, at=at, revision=2)
    article.refresh_from_db()
    article = _saved(article, chief, old, kim, title="더 새로운 제목")
    assert move_all(SectionMove(old, new), chief) == 1
    article.refresh_from_db()
    texts = {
        revision.number: (revision.data["title"], revision.data["section_id"])
        for revision in article.revisions.filter(number__gt=3)
    }
    assert texts == {
        4: (article.title, new.pk),
        5: ("예약한 제목", new.pk),
        6: ("더 새로운 제목", new.pk),
    }
    assert (article.live_revision, article.revision) == (4, 6)
    assert Article.objects.get(pk=article.pk).pending_change.revision == 5
    published = workflow.publish(article, by=chief, revision=6)
    assert (published.section, published.title) == (new, "더 새로운 제목")


def test_who_has_a_story_open_is_told() -> None:
    chief, old, new = make_user(Role.CHIEF), make_section(), make_section()
    article = make_draft(section_id=old.pk)
    move_some(SectionMove(old, new), by=chief)
    with pytest.raises(workflow.Conflict):
        workflow.save(article, make_content(section_id=old.pk), by=chief, base_revision=1)
    with pytest.raises(workflow.Conflict):
        workflow.submit(article, by=chief, revision=1)


def test_a_reporters_stories() -> None:
    chief = make_user(Role.CHIEF)
    kim, lee, park = make_reporter("김하늘"), make_reporter("이바다"), make_reporter("박들")
    own = make_published(reporter_ids=(kim.pk,))
    second = make_draft(reporter_ids=(park.pk, kim.pk))
    both = make_published(reporter_ids=(kim.pk, lee.pk, park.pk))
    turned = make_published(reporter_ids=(park.pk, lee.pk, kim.pk))
    other = make_draft(reporter_ids=(park.pk,))
    assert move_all(ReporterMove(kim, lee), chief) == 4
    rows = Article.objects.in_bulk()
    assert {pk: contents_of([row])[pk].reporter_ids for pk, row in rows.items()} == {
        own.pk: (lee.pk,),
        second.pk: (park.pk, lee.pk),
        both.pk: (lee.pk, park.pk),
        turned.pk: (park.pk, lee.pk),
        other.pk: (park.pk,),
    }
    for row in rows.values():
        assert row.lead_reporter_id == Content.of(row).reporter_ids[0]
        assert newest(row) == Content.of(row)
    assert_lists_are_right()
    kim.delete()


def test_a_scheduled_story_that_has_come_is_settled_first() -> None:
    chief, old, new = make_user(Role.CHIEF), make_section(), make_section()
    article = _approved(section_id=old.pk)
    workflow.schedule(article, by=None, at=timezone.now() + timedelta(seconds=60))
    past = timezone.now() - timedelta(minutes=5)
    Article.objects.filter(pk=article.pk).update(published_at=past, modified_at=past)
    move_some(SectionMove(old, new), by=chief)
    article.refresh_from_db()
    assert (article.status, article.section) == (Status.PUBLISHED, new)
    actions = list(article.log.order_by("pk").values_list("action", flat=True))
    assert actions[-2:] == [Action.PUBLISH, "moved"]


def test_many_cost_as_many_queries_as_few() -> None:
    chief = make_user(Role.CHIEF)
    old, new = make_section(), make_section()
    counts = []
    for number in (1, 4):
        for _ in range(number):
            make_published(section_id=old.pk)
        with CaptureQueriesContext(connection) as queries:
            assert move_some(SectionMove(old, new), by=chief) == number
        counts.append(len(queries))
    assert counts[1] <= counts[0]


def test_the_bulk_of_contents_is_each_ones_own() -> None:
    photo_free = make_published(tags=("나", "가"), labels=("breaking",))
    draft = make_draft(related_ids=(photo_free.pk,), further_section_ids=(make_section().pk,))
    assert contents_of([photo_free, draft]) == {
        story.pk: Content.of(Article.objects.get(pk=story.pk)) for story in (photo_free, draft)
    }
    assert Revision.objects.count() == 2


def _approved(**fields: object) -> Article:
    return workflow.approve(workflow.submit(make_draft(**fields), by=None), by=None)


def _saved(
    article: Article, by: object, section: Section, reporter: Reporter, title: str
) -> Article:
    content = make_content(title=title, section_id=section.pk, reporter_ids=(reporter.pk,))
    return workflow.save(article, content, by=by, base_revision=article.revision)
