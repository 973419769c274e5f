"""Which changes make a stored page stale: the lists beside a story, and not the story itself."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles import workflow
from articles.models import Article
from pagecache.dependencies import Dependencies, collecting
from pagecache.models import Epoch, Key
from readership.models import MostRead
from readership.ranking import rank
from tests.builders import make_draft, make_published, make_reporter, make_section
from tests.readership.reading import give_views

pytestmark = pytest.mark.django_db


def rendered(client: Client, address: str) -> Dependencies:
    with collecting() as found:
        assert client.get(address).status_code == 200
    return found


def touched_by(change: Callable[[], object]) -> set[str]:
    before = Epoch.objects.get().n
    change()
    return set(Key.objects.filter(seq__gt=before).values_list("name", flat=True))


def pages(story: Article) -> list[str]:
    """The story, what stands beside it, and the ranking of the front page."""
    address = story.get_absolute_url()
    return [address, f"{address}beside/", "/readership/most-read/"]


def stale(client: Client, story: Article, change: Callable[[], object]) -> list[bool]:
    """Of each of those pages, whether `change` made it stale."""
    keys = [rendered(client, address).keys for address in pages(story)]
    touched = touched_by(change)
    return [bool(known & touched) for known in keys]


def test_a_publication_elsewhere_changes_only_what_is_beside(client: Client) -> None:
    story = make_published()
    draft = make_draft(section_id=make_section().pk)
    assert stale(client, story, lambda: workflow.publish_now(draft, by=None)) == [
        False,
        True,
        False,
    ]


def test_a_new_ranking_changes_no_page(client: Client) -> None:
    story, other = make_published(), make_published()
    give_views(other, 3)
    assert stale(client, story, lambda: rank(timezone.now())) == [False, True, True]
    assert touched_by(lambda: rank(timezone.now())) == set()
    give_views(story, 9)
    assert touched_by(lambda: rank(timezone.now())) == {"most-read"}


def test_a_ranked_story_that_goes_and_comes_back_changes_the_ranking(client: Client) -> None:
    story, other = make_published(), make_published(title="오르내리는 이야기")
    MostRead.objects.create(place=1, article=other)

    def withdraw() -> None:
        workflow.withdraw(other, by=None, reason="사실과 다름")

    def republish() -> None:
        workflow.republish(other, by=None, reason="확인 마침")

    assert stale(client, story, withdraw)[1:] == [True, True]
    assert "오르내리는" not in client.get("/readership/most-read/").content.decode()
    other.refresh_from_db()
    assert stale(client, story, republish)[1:] == [True, True]
    assert "오르내리는" in client.get("/readership/most-read/").content.decode()


def test_a_view_changes_nothing(client: Client) -> None:
    story = make_published()
    assert stale(client, story, lambda: give_views(story, 5)) == [False] * 3


def test_a_schedule_says_when_the_lists_change(client: Client) -> None:
    reporter = make_reporter()
    story = make_published(reporter_ids=(reporter.pk,))
    later = make_draft(reporter_ids=(reporter.pk,), section_id=make_section().pk)
    at = timezone.now() + timedelta(hours=1)
    for act in (workflow.submit, workflow.approve):
        later = act(later, by=None)
    workflow.schedule(later, by=None, at=at)
    article, beside, ranking = (rendered(client, address).until for address in pages(story))
    assert beside == pytest.approx(at.timestamp())
    assert article is None
    assert ranking is None
