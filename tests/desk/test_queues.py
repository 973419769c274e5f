from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.roles import Role
from articles import workflow
from articles.models import Article
from desk import queues
from desk.queues import Queue
from tests.builders import (
    make_content,
    make_draft,
    make_published,
    make_reporter,
    make_section,
    make_user,
)

pytestmark = pytest.mark.django_db


def test_every_status_stands_in_its_queue_and_counts_agree_with_the_lists() -> None:
    section = make_section()
    desk = make_user(Role.DESK, sections=(section,))
    writer = make_user(Role.REPORTER)
    submitted = workflow.submit(make_draft(section_id=section.pk, by=writer), by=writer)
    taken = workflow.take(
        workflow.submit(make_draft(section_id=section.pk, by=writer), by=writer), by=desk
    )
    trashed = workflow.trash(make_draft(section_id=section.pk, by=writer), by=writer)
    approved = workflow.approve(
        workflow.submit(make_draft(section_id=section.pk, by=writer), by=writer), by=desk
    )
    stub = make_draft(section_id=section.pk, is_incomplete=True)

    counts = queues.counts(Article.objects.all(), writer)

    found = {queue: set(queues.filter(queue, Article.objects.all(), writer)) for queue in Queue}
    assert counts == {queue: len(articles) for queue, articles in found.items()}
    assert found[Queue.WAITING] == {submitted, taken}
    assert found[Queue.APPROVED] == {approved}
    assert found[Queue.TRASH] == {trashed}
    assert found[Queue.INCOMPLETE] == {stub}
    assert found[Queue.MINE] == {submitted, taken, approved}
    assert found[Queue.ALL] == {submitted, taken, approved, stub}


def test_a_schedule_that_has_come_counts_as_published() -> None:
    chief = make_user(Role.CHIEF)
    article = workflow.approve(workflow.submit(make_draft(by=chief), by=chief), by=chief)
    at = timezone.now() + timedelta(hours=1)
    article = workflow.schedule(article, by=chief, at=at)
    assert queues.counts(Article.objects.all(), chief)[Queue.SCHEDULED] == 1

    past = timezone.now() - timedelta(seconds=1)
    Article.objects.update(published_at=past, modified_at=past)

    counts = queues.counts(Article.objects.all(), chief)
    assert (counts[Queue.SCHEDULED], counts[Queue.PUBLISHED]) == (0, 1)


def test_my_stories_include_those_that_carry_my_byline_once() -> None:
    writer, other = make_user(Role.REPORTER), make_user(Role.REPORTER)
    own, second = make_reporter(user=writer), make_reporter("김정민")
    article = workflow.create(make_content(reporter_ids=(second.pk, own.pk)), by=writer)
    shared = workflow.create(make_content(reporter_ids=(second.pk, own.pk)), by=other)
    make_published(by=other)

    assert set(queues.filter(Queue.MINE, Article.objects.all(), writer)) == {article, shared}
    assert queues.counts(Article.objects.all(), writer)[Queue.MINE] == 2
    assert shared in queues.filter(Queue.MINE, Article.objects.all(), other)
