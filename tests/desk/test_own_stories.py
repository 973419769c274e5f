"""The desk's lists and counts against a truth worked out story by story, for every role.

The stories are random, so that owned and signed, live and waiting, embargoed and trashed ones
meet in all ways; who may read what is asked of `can_read`, which shares no query with the lists.
"""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from operator import attrgetter

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from articles import permissions
from articles.models import Article, Byline
from articles.states import EVER_PUBLIC, Status
from desk import counting, dashboard, queues
from desk.admin.article import ArticleAdmin
from desk.queues import Queue
from reporters.models import Reporter
from sections.models import Section
from tests.builders import make_reporter, make_section, make_user, own_outlet

pytestmark = pytest.mark.django_db
STORIES = 80
NEWEST_SAVED = ("-updated_at", "-pk")
MINE = f"{reverse('admin:articles_article_changelist')}?queue=mine"
ROLES = (
    (Role.CONTRIBUTOR,),
    (Role.REPORTER,),
    (Role.DESK,),
    (Role.CHIEF,),
    (Role.ADMIN,),
    (Role.REPORTER, Role.DESK),
    (Role.CONTRIBUTOR, Role.ADMIN),
    (),
)


def fill(users: list[User], reporters: list[Reporter], sections: list[Section]) -> None:
    """Of one seed; every time is another, as the lists order by them."""
    chance, now, outlet = random.Random(6), timezone.now(), own_outlet()
    moments = [now + timedelta(minutes=minute) for minute in range(-STORIES, STORIES)]
    chance.shuffle(moments)
    saved = [now - timedelta(seconds=second + 0.5) for second in range(STORIES)]
    chance.shuffle(saved)
    for number in range(STORIES):
        status = chance.choice((*Status, Status.PUBLISHED, Status.PUBLISHED))
        public = status in EVER_PUBLIC
        at = moments[number] if status == Status.SCHEDULED else saved[number]
        signed = chance.sample(reporters, chance.randint(int(public), 3))
        article = Article.objects.create(
            title=f"기사 {number}",
            outlet=outlet,
            status=status,
            section=chance.choice(sections if public else [*sections, None]),
            owner=chance.choice([*users, None]),
            lead_reporter=signed[0] if signed else None,
            published_at=at if public else None,
            live_revision=1 if public else None,
            updated_at=saved[number],
            embargo_until=chance.choice((None, None, moments[-number])),
            is_incomplete=not public and chance.random() < 0.3,
            awaits_desk=chance.random() < 0.2,
        )
        Byline.objects.bulk_create(
            Byline(article=article, reporter=reporter, order=order)
            for order, reporter in enumerate(signed)
        )


@pytest.fixture
def users() -> list[User]:
    """One of each set of roles, with a reporter and a section, and one reporter with neither."""
    sections = [make_section() for _ in range(3)]
    found = [
        make_user(*roles, sections=(sections[number % 2],)) for number, roles in enumerate(ROLES)
    ]
    reporters = [make_reporter(f"기자{number}", user=user) for number, user in enumerate(found)]
    found.append(make_user(Role.REPORTER))
    fill(found, reporters, sections)
    return found


@pytest.fixture(params=[0, 10_000], ids=["many", "few"], autouse=True)
def many(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways of asking for own stories."""
    monkeypatch.setattr(queues, "MANY", request.param)


def is_own(user: User, article: Article) -> bool:
    signed = {byline.reporter.user_id for byline in article.bylines.all()}
    return article.owner_id == user.pk or user.pk in signed


def is_live(article: Article, now: datetime) -> bool:
    public = article.status in (Status.PUBLISHED, Status.SCHEDULED)
    return public and article.published_at is not None and article.published_at <= now


def in_queue(queue: Queue, user: User, article: Article, now: datetime) -> bool:
    status, trashed = article.status, article.status == Status.TRASHED
    answers = {
        Queue.MINE: is_own(user, article) and not trashed,
        Queue.WAITING: status in ("submitted", "in_review"),
        Queue.REJECTED: status == "rejected",
        Queue.APPROVED: status == "approved",
        Queue.SCHEDULED: status == "scheduled" and not is_live(article, now),
        Queue.PUBLISHED: is_live(article, now),
        Queue.REVIEW: is_live(article, now) and article.awaits_desk,
        Queue.HELD: status == "held",
        Queue.INCOMPLETE: article.is_incomplete and not trashed,
        Queue.WITHDRAWN: status == "withdrawn",
        Queue.TRASH: trashed,
        Queue.ALL: not trashed,
    }
    return answers[queue]


def in_panel(code: str, user: User, article: Article, now: datetime) -> bool:
    own, desk = is_own(user, article), bool(user.roles & {Role.DESK, Role.CHIEF})
    if code in ("waiting", "review", "approved", "scheduled", "published"):
        return in_queue(Queue(code), user, article, now)
    answers = {
        "rejected": own and article.status == "rejected",
        "drafts": own and article.status == "draft",
        "filed": own
        and (
            article.status in ("submitted", "in_review", "approved")
            or in_queue(Queue.SCHEDULED, user, article, now)
        ),
        "held": (own or desk) and article.status == "held",
        "incomplete": (own or desk) and in_queue(Queue.INCOMPLETE, user, article, now),
        "my_published": own and is_live(article, now),
    }
    return answers[code]


def readers(users: list[User]) -> Iterator[tuple[User, list[Article]]]:
    """Each user as a request meets them, with the stories they may read, newest saved first."""
    stories = Article.objects.prefetch_related("bylines__reporter").order_by(*NEWEST_SAVED)
    for user in users:
        fresh = User.objects.get(pk=user.pk)
        yield fresh, [story for story in stories if permissions.can_read(fresh, story)]


def test_every_queue_lists_and_counts_what_the_user_may_read(users: list[User]) -> None:
    for user, stories in readers(users):
        now = timezone.now()
        readable = permissions.readable(user, Article.objects.all())
        counts = queues.counts(readable, user)
        for queue in Queue:
            expected = [story for story in stories if in_queue(queue, user, story, now)]
            pool = queues.pool(queue, readable, user, now)
            listed = queues.filter(queue, readable, user).order_by(*NEWEST_SAVED)
            told = (user.roles, queue)
            assert list(listed) == expected, told
            assert counts[queue] == len(expected), told
            for most in (0, 1, 7, STORIES):
                assert list(counting.first_of(pool, most, NEWEST_SAVED)) == expected[:most], told


def test_every_panel_shows_the_first_of_what_it_counts(users: list[User]) -> None:
    for user, stories in readers(users):
        now = timezone.now()
        panels = dashboard.panels(user, permissions.readable(user, Article.objects.all()))
        found = {panel.kind.code: panel for panel in panels}
        for kind in dashboard.PANELS:
            expected = [story for story in stories if in_panel(kind.code, user, story, now)]
            at = attrgetter(kind.order.removeprefix("-"), "pk")
            expected.sort(key=at, reverse=kind.order.startswith("-"))
            shown = found.get(kind.code)
            if shown is None:
                assert not expected or not kind.roles & user.roles, (user.roles, kind.code)
            else:
                assert shown.total == len(expected), (user.roles, kind.code)
                assert shown.articles == expected[: dashboard.LENGTH], (user.roles, kind.code)


def test_counts_stop_at_their_limit_where_own_stories_are_two_lists(
    users: list[User], monkeypatch: pytest.MonkeyPatch
) -> None:
    for user, stories in readers(users):
        total = sum(in_queue(Queue.MINE, user, story, timezone.now()) for story in stories)
        readable = permissions.readable(user, Article.objects.all())
        for limit in (total - 1, total, total + 1):
            monkeypatch.setattr(counting, "MOST_COUNTED", max(limit, 0))
            found = queues.counts(readable, user)[Queue.MINE]
            assert found == min(total, max(limit, 0) + 1), (user.roles, limit)


def test_own_stories_are_leafed_through_in_order(
    client: Client, users: list[User], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ArticleAdmin, "list_per_page", 13)
    for user, stories in readers(users):
        if not user.roles:
            continue
        now = timezone.now()
        expected = [story.pk for story in stories if in_queue(Queue.MINE, user, story, now)]
        client.force_login(user)
        found: list[int] = []
        for page in range(1, -(-len(expected) // 13) + 1):
            changelist = client.get(f"{MINE}&p={page}").context["cl"]
            assert changelist.result_count == len(expected)
            found += [article.pk for article in changelist.result_list]
        assert found == expected, user.roles
