"""Pages of a list: at every place what readers see at that moment, and nothing that is to come."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles import bulk, listing, workflow
from articles.list_kinds import ListKind
from articles.lists import NumberedList
from articles.models import Article, DayCount, Listing, Tag
from newsroom.lib.dates import SEOUL
from tests.builders import make_content, make_draft, make_published, make_reporter, make_section

pytestmark = pytest.mark.django_db

NOON = datetime(2025, 10, 29, 12, tzinfo=SEOUL)
SIZE = 4


def make_many(moments: Sequence[datetime], **fields: Any) -> None:
    made = bulk.create_many(
        [
            bulk.NewStory(content=make_content(**fields), publishes=True, first_published_at=moment)
            for moment in moments
        ],
        by=None,
    )
    assert all(isinstance(each, bulk.Created) and not each.not_published for each in made)


def moments() -> list[datetime]:
    """Several a day, two at once, a day without any, the first and last moments of a day, today
    before and after noon, and tomorrow."""
    midnight = NOON.replace(hour=0)
    days = [NOON - timedelta(days=day, hours=hour) for day in (1, 2, 4, 40) for hour in (0, 0, 3)]
    edges = [midnight, midnight - timedelta(microseconds=1), midnight - timedelta(days=1)]
    around = [NOON + timedelta(hours=hour) for hour in (-3, -1, 0, 1, 5, 15)]
    return days + edges + around


@pytest.mark.parametrize("kind", ListKind)
@pytest.mark.parametrize("now", [NOON, NOON - timedelta(days=2), NOON.replace(hour=0)])
def test_every_page_is_what_the_stories_say(kind: ListKind, now: datetime) -> None:
    top = make_section()
    section, reporter = make_section(parent=top), make_reporter()
    fields = {"section_id": section.pk, "reporter_ids": (reporter.pk,), "tags": ("도서관",)}
    make_many(moments(), **fields)
    make_many(moments()[:5])
    tag = Tag.objects.get()
    number, belongs = {
        ListKind.ALL: (0, Article.objects.all()),
        ListKind.SECTION: (top.pk, Article.objects.filter(section=section)),
        ListKind.TAG: (tag.pk, Article.objects.filter(tags=tag)),
        ListKind.REPORTER: (reporter.pk, Article.objects.filter(reporters=reporter)),
    }[kind]
    wanted = [story.pk for story in belongs.published(now).newest_first()]
    rows = NumberedList(kind, number, now)
    for start in range(len(wanted) + SIZE + 1):
        total, stories = rows.read(start, SIZE)
        assert total == len(wanted)
        assert [story.pk for story in stories] == wanted[start : start + SIZE]


def test_a_list_without_stories_has_none() -> None:
    assert NumberedList(ListKind.TAG, 7, NOON).read(0, SIZE) == (0, [])
    assert NumberedList(ListKind.TAG, 7, NOON).read(40, SIZE) == (0, [])


@pytest.mark.parametrize("start", [0, 6, 12])
def test_any_page_costs_three_queries_and_the_sections(
    start: int, django_assert_max_num_queries: Any
) -> None:
    make_many(moments())
    with django_assert_max_num_queries(4):
        _, stories = NumberedList(ListKind.ALL, 0, NOON).read(start, SIZE)
    assert len(stories) == SIZE


def test_what_a_list_wrongly_holds_is_not_shown() -> None:
    """The list is a copy: the story itself says whether readers may see it."""
    section = make_section()
    seen = make_published(title="보이는 기사", section_id=section.pk)
    draft = make_draft(title="아직 비밀", section_id=section.pk)
    for kind, number in ((ListKind.ALL, 0), (ListKind.SECTION, section.pk)):
        Listing.objects.create(
            kind=kind, list_id=number, visible_from=seen.published_at, article=draft
        )
    _, stories = NumberedList(ListKind.SECTION, section.pk, timezone.now()).read(0, SIZE)
    assert stories == [seen]
    client = Client()
    for address in ("/", section.get_absolute_url(), "/feed/", f"/sections/{section.slug}/feed/"):
        html = client.get(address).content.decode()
        assert "보이는 기사" in html
        assert "아직 비밀" not in html


def test_a_schedule_shows_from_its_moment_on_and_counts_from_then() -> None:
    section = make_section()
    make_published(section_id=section.pk)
    story = workflow.submit(make_draft(section_id=section.pk), by=None)
    at = timezone.now() + timedelta(minutes=10)
    story = workflow.schedule(workflow.approve(story, by=None), by=None, at=at)

    def read(now: datetime) -> tuple[int, bool]:
        total, stories = NumberedList(ListKind.SECTION, section.pk, now).read(0, SIZE)
        return total, story in stories

    assert read(at - timedelta(microseconds=1)) == (1, False)
    assert read(at) == (2, True)
    assert read(at + timedelta(days=2)) == (2, True)


def test_a_page_of_a_long_list_is_found_by_its_address(client: Client) -> None:
    section = make_section()
    make_many([NOON - timedelta(hours=hour) for hour in range(45)], section_id=section.pk)
    address = section.get_absolute_url()
    last = client.get(f"{address}?page=3").content.decode()
    assert last.count('class="row"') == 5
    assert 'aria-current="page">3<' in last
    assert client.get(f"{address}?page=4").status_code == 404
    assert client.get(f"{address}?page=0").status_code == 404


def test_counts_of_no_stories_are_harmless(client: Client) -> None:
    section = make_section()
    story = make_published(section_id=section.pk, at=NOON)
    workflow.withdraw(story, by=None, reason="확인 중")
    assert DayCount.objects.filter(stories=0).exists()
    assert listing.differences() == []
    assert NumberedList(ListKind.SECTION, section.pk, timezone.now()).read(0, SIZE) == (0, [])
    assert client.get(section.get_absolute_url()).status_code == 200
    assert "/sitemaps/articles-2025-10.xml" not in client.get("/sitemap.xml").content.decode()
