"""Related stories below one for which the editor chose none, and that they are always exact."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import revisions, workflow
from articles.labels import ReportingType
from articles.models import Article
from pagecache import publishing
from search import building, relating
from search.models import Due, Relation, RelationDue
from search.related import Subject
from search.templatetags.related_stories import proposed_stories
from tests.builders import make_content, make_draft, make_drafts, make_published, make_section
from tests.pagecache.site import Site

OTTER = ("솔내천에 수달이 돌아왔다", "<p>솔내천에서 수달 두 마리가 산다.</p>")
MASCOT = ("새 마스코트는 솔내천 수달", "<p>투표에서 수달이 뽑혔다.</p>")
TOLD = "솔내천 수달을 만난 아침"


@pytest.fixture
def stories(db: None) -> tuple[Article, Article]:
    """Two on one subject among others, each in a section of its own: none is another's neighbour."""
    for title in ("큰눈에 비상근무", "주민 투표 마감", "위성 첫 교신", "느린 우체통", "동네책방"):
        make_published(title=title, body="<p>글이다.</p>")
    otter, mascot = (make_published(title=title, body=text) for title, text in (OTTER, MASCOT))
    return otter, mascot


def relate() -> None:
    while relating.relate_some():
        pass


def fresh(story: Article) -> Article:
    return Article.objects.get(pk=story.pk)


def saved(story: Article, **changed: Any) -> Article:
    story = fresh(story)
    content = replace(revisions.working_copy(story), **changed)
    return workflow.save(story, content, by=None, base_revision=story.revision)


def edited(story: Article, **changed: Any) -> Article:
    """Saved and published again."""
    return workflow.publish(saved(story, **changed), by=None)


def related_of(story: Article) -> list[int]:
    kept = Relation.objects.filter(article=story.pk).order_by("rank")
    return list(kept.values_list("related", flat=True))


def shown(client: Client, story: Article) -> str:
    """The block of the page, or nothing."""
    page = client.get(story.get_absolute_url()).content.decode()
    _, there, rest = page.partition('id="related"')
    return rest.partition("</section>")[0] if there else ""


class TestKeeping:
    def test_the_clock_finds_them(self, stories: tuple[Article, Article]) -> None:
        otter, mascot = stories
        assert Relation.objects.count() == 0
        relating.catch_up(timezone.now())
        assert related_of(otter) == [mascot.pk]
        assert related_of(mascot) == [otter.pk]
        assert RelationDue.objects.count() == 0

    def test_it_waits_for_the_index(self, stories: tuple[Article, Article]) -> None:
        Due.objects.create(article_id=stories[0].pk)
        relating.catch_up(timezone.now())
        assert Relation.objects.count() == 0
        building.catch_up(timezone.now())
        relating.catch_up(timezone.now())
        assert Relation.objects.count() == 2

    def test_a_new_text_has_others(self, stories: tuple[Article, Article]) -> None:
        otter, _ = stories
        relate()
        edited(otter, title="느린 빵집", body="<p>밀가루를 반죽한다.</p>")
        relate()
        assert related_of(otter) == []

    def test_one_noted_again_meanwhile_is_done_again(
        self, stories: tuple[Article, Article], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        find = relating.proposals

        def noted_meanwhile(subject: Subject, *given: Any, **named: Any) -> Any:
            due = RelationDue.objects.filter(article_id=subject.article_id)
            due.update(noted_at=timezone.now())
            return find(subject, *given, **named)

        monkeypatch.setattr(relating, "proposals", noted_meanwhile)
        relating.relate_some(most=100)
        assert (Relation.objects.count(), RelationDue.objects.count()) == (0, 7)

    def test_what_readers_never_saw_is_not_due(self, db: None) -> None:
        draft = make_draft()
        with publishing():
            relating.note_changed(Article, [draft.pk])
        assert RelationDue.objects.count() == 0

    def test_nor_is_a_change_that_is_not_published(self, stories: tuple[Article, Article]) -> None:
        relate()
        saved(stories[0], title="느린 빵집")
        assert RelationDue.objects.count() == 0

    def test_drafts_made_together_are_none_either(self, db: None) -> None:
        section = make_section()
        make_drafts([make_content(section_id=section.pk) for _ in range(2)])
        assert RelationDue.objects.count() == 0

    def test_a_scheduled_story_comes_with_them(self, stories: tuple[Article, Article]) -> None:
        filed = workflow.submit(make_draft(title=TOLD, body=OTTER[1]), by=None)
        approved = workflow.approve(filed, by=None)
        workflow.schedule(approved, by=None, at=timezone.now() + timedelta(hours=1))
        relate()
        assert set(related_of(approved)) == {story.pk for story in stories}
        # And is itself on no page before its time.
        assert not Relation.objects.filter(related=approved.pk).exists()


class TestPage:
    @pytest.fixture(autouse=True)
    def related(self, stories: tuple[Article, Article]) -> None:
        relate()

    def test_it_shows_what_was_found_for_one_query(
        self, client: Client, stories: tuple[Article, Article]
    ) -> None:
        otter, mascot = stories
        assert MASCOT[0] in shown(client, otter)
        assert OTTER[0] in shown(client, mascot)
        assert shown(client, Article.objects.get(title="느린 우체통")) == ""
        with CaptureQueriesContext(connection) as asked:
            assert proposed_stories(otter) == [mascot]
        assert len(asked) <= 2  # The other is for the sections, which every page knows.

    def test_the_editors_choice_comes_before(
        self, client: Client, stories: tuple[Article, Article]
    ) -> None:
        otter, _ = stories
        chosen = make_published(title="고른 기사", body="<p>글이다.</p>")
        edited(otter, related_ids=(chosen.pk,))
        relate()
        block = shown(client, otter)
        assert "고른 기사" in block
        assert MASCOT[0] not in block


class TestStoredPage:
    """It is served as it was stored for as long as it is true, and no longer."""

    @pytest.fixture
    def site(self, tmp_path: Path) -> Site:
        return Site(tmp_path / "pages")

    def test_it_follows_every_change(self, site: Site, stories: tuple[Article, Article]) -> None:
        otter, mascot = stories
        address = otter.get_absolute_url()

        def page() -> str:
            served = site.get(address)
            assert served.page == site.fresh(address).page
            assert site.is_stored(address)
            return served.body.decode()

        assert MASCOT[0] not in page()
        relate()
        assert MASCOT[0] in page()
        edited(mascot, title=TOLD)
        assert TOLD in page()
        workflow.withdraw(fresh(mascot), by=None, reason="사실이 아님")
        assert TOLD not in page()
        workflow.republish(fresh(mascot), by=None, reason="사실로 확인")
        assert TOLD in page()
        edited(mascot, reporting_type=ReportingType.ADVERTISING)
        assert TOLD not in page()
        edited(mascot, reporting_type=ReportingType.OWN)
        assert TOLD in page()
        edited(otter, related_ids=(Article.objects.get(title="느린 우체통").pk,))
        assert TOLD not in page()

    def test_what_is_found_again_leaves_it_as_it_is(
        self, site: Site, stories: tuple[Article, Article]
    ) -> None:
        otter, _ = stories
        relate()
        site.get(otter.get_absolute_url())
        RelationDue.objects.create(article_id=otter.pk)
        relate()
        assert site.is_stored(otter.get_absolute_url())

    def test_no_key_tells_of_one_that_was_withdrawn(
        self, site: Site, stories: tuple[Article, Article]
    ) -> None:
        otter, mascot = stories
        relate()
        card = f"card:{mascot.pk}"
        assert card in site.get(otter.get_absolute_url()).header("Surrogate-Key")
        workflow.withdraw(fresh(mascot), by=None, reason="사실이 아님")
        assert card not in site.get(otter.get_absolute_url()).header("Surrogate-Key")
