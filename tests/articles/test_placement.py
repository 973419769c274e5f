"""Where readers see a story, in every state, and that the lists say the same."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import listing, workflow
from articles.models import DayCount, Listing
from articles.placement import NOWHERE, Placement, placement_of, placements_of
from tests.builders import make_content, make_draft, make_published, make_reporter, make_section

pytestmark = pytest.mark.django_db


def test_a_live_story_stands_in_all_its_lists_and_their_parents() -> None:
    top, other_top = make_section(), make_section()
    section, further = make_section(parent=top), make_section(parent=other_top)
    first, second = make_reporter(), make_reporter()
    story = make_published(
        section_id=section.pk,
        further_section_ids=(further.pk,),
        reporter_ids=(first.pk, second.pk),
        tags=("도서관", "개관"),
    )
    sections = {("section", each.pk) for each in (top, section, other_top, further)}
    tags = {("tag", tag.pk) for tag in story.tags.all()}
    reporters = {("reporter", each.pk) for each in (first, second)}
    assert placement_of(story) == Placement(
        story.published_at, frozenset({("all", 0)} | sections | tags | reporters)
    )
    assert Listing.objects.filter(article=story).count() == 9
    assert listing.differences() == []


def test_what_readers_never_saw_stands_nowhere_and_costs_no_query(
    django_assert_num_queries,
) -> None:
    story = make_draft(tags=("도서관",))
    with django_assert_num_queries(0):
        assert placement_of(story) == NOWHERE
    assert not Listing.objects.exists()
    assert not DayCount.objects.exists()


def test_many_placements_are_one_query(django_assert_num_queries) -> None:
    stories = [make_published(), make_published(), make_draft()]
    with django_assert_num_queries(1):
        found = placements_of([story.pk for story in stories])
    assert found == {story.pk: placement_of(story) for story in stories}


def test_a_scheduled_story_stands_where_it_will_be_seen() -> None:
    story = workflow.submit(make_draft(), by=None)
    story = workflow.approve(story, by=None)
    at = timezone.now() + timedelta(days=3)
    story = workflow.schedule(story, by=None, at=at)
    assert placement_of(story).visible_from == at
    assert listing.differences() == []
    story = workflow.unschedule(story, by=None)
    assert placement_of(story) == NOWHERE
    assert not Listing.objects.exists()
    assert listing.differences() == []


def test_a_change_waiting_to_be_published_moves_nothing_yet() -> None:
    story = make_published(tags=("도서관",))
    before = placement_of(story)
    content = make_content(tags=("개관",), section_id=story.section_id)
    story = workflow.save(story, content, by=None, base_revision=1)
    assert placement_of(story) == before
    story = workflow.publish(story, by=None)
    assert placement_of(story) != before
    assert listing.differences() == []


def test_a_withdrawn_story_leaves_its_lists_until_it_comes_back() -> None:
    story = make_published(tags=("도서관",))
    story = workflow.withdraw(story, by=None, reason="확인 중")
    assert not Listing.objects.exists()
    assert listing.differences() == []
    workflow.republish(story, by=None, reason="확인했습니다")
    assert Listing.objects.count() == 4
    assert listing.differences() == []
