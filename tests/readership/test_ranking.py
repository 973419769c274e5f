from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from articles import workflow
from articles.models import Article
from readership import counting
from readership.models import HourlyViews, MostRead
from readership.ranking import PLACES, rank
from readership.retention import KEPT, sweep
from tests.builders import make_published
from tests.public_pages import ago
from tests.readership.reading import give_views

pytestmark = pytest.mark.django_db


def ranked() -> list[Article]:
    return [row.article for row in MostRead.objects.select_related("article")]


def test_it_takes_the_most_read_of_the_last_24_hours() -> None:
    first, second, third, old = (make_published() for _ in range(4))
    give_views(second, 5)
    give_views(first, 4)
    give_views(first, 4, ago(hours=20))
    give_views(third, 1)
    give_views(old, 100, ago(hours=25))
    assert rank(timezone.now())
    assert ranked() == [first, second, third]


def test_of_two_read_alike_the_newer_stands_first() -> None:
    older, newer = make_published(), make_published()
    give_views(older, 3)
    give_views(newer, 3)
    rank(timezone.now())
    assert ranked() == [newer, older]


def test_it_has_a_bounded_number_of_places() -> None:
    stories = [make_published() for _ in range(PLACES + 3)]
    for views, story in enumerate(stories, 1):
        give_views(story, views)
    rank(timezone.now())
    assert ranked() == stories[:-(PLACES + 1):-1]  # fmt: skip


def test_it_is_written_only_when_it_changed(django_assert_num_queries: Any) -> None:
    first, second = make_published(), make_published()
    give_views(first, 3)
    give_views(second, 2)
    assert rank(timezone.now())
    HourlyViews.objects.filter(article=first).update(views=30)
    with django_assert_num_queries(3):
        assert not rank(timezone.now())
    HourlyViews.objects.filter(article=second).update(views=31)
    assert rank(timezone.now())
    assert ranked() == [second, first]


def test_a_withdrawn_story_and_advertising_have_no_place() -> None:
    withdrawn = make_published()
    advertising = make_published(reporting_type="advertising")
    story = make_published()
    for views, read in enumerate((story, advertising, withdrawn), 1):
        give_views(read, views)
    workflow.withdraw(withdrawn, by=None, reason="사실과 다름")
    rank(timezone.now())
    assert ranked() == [story]


def test_it_grows_short_again() -> None:
    first, second = make_published(), make_published()
    give_views(first, 3)
    give_views(second, 2)
    rank(timezone.now())
    assert rank(timezone.now() + timedelta(days=2))
    assert ranked() == []


def test_the_clock_ranks_and_sweeps(settings: Any, tmp_path: Any) -> None:
    settings.NEWSROOM_DATA = tmp_path
    story = make_published()
    give_views(story, 1)
    give_views(story, 1, ago(days=30))
    call_command("run_clock", "--once")
    assert ranked() == [story]
    assert HourlyViews.objects.count() == 1


def test_old_hours_are_swept_and_the_rest_kept() -> None:
    now = timezone.now()
    story, other = make_published(), make_published()
    kept = counting.hour_of(now - KEPT + timedelta(hours=2))
    for hours in (1, 2, 50):
        give_views(story, 1, now - KEPT - timedelta(hours=hours))
        give_views(other, 1, now - KEPT - timedelta(hours=hours))
    give_views(story, 1, kept)
    sweep(now)
    assert [row.hour for row in HourlyViews.objects.all()] == [kept]
