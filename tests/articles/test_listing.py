"""The lists say what the stories say, whatever is done to the newspaper and by whichever way."""

import json
import random
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import bulk, listing, scheduling, workflow
from articles.list_kinds import ListKind
from articles.models import Article, DayCount, Listing
from newsroom.lib.dates import to_seoul
from reporters.models import Reporter
from sections.models import Section
from tests.builders import make_content, make_draft, make_published, make_reporter, make_section

pytestmark = pytest.mark.django_db

Row = tuple[int, int, int]


def rows_told_by_the_stories() -> set[Row]:
    """Worked out story by story, without what listing.py uses."""
    found = set()
    for story in Article.objects.exclude(visible_from=None):
        sections = [story.section, *story.further_sections.all()]
        parents = [section.parent for section in sections if section.parent]
        found |= {(ListKind.ALL.value, 0, story.pk)}
        found |= {(ListKind.SECTION.value, each.pk, story.pk) for each in (*sections, *parents)}
        found |= {(ListKind.TAG.value, tag.pk, story.pk) for tag in story.tags.all()}
        found |= {(ListKind.REPORTER.value, each.pk, story.pk) for each in story.reporters.all()}
    return found


def assert_lists_are_right() -> None:
    wanted = rows_told_by_the_stories()
    assert set(Listing.objects.values_list("kind", "list_id", "article")) == wanted
    days = Counter[tuple[int, int, Any]]()
    for kind, number, pk in wanted:
        at = Article.objects.get(pk=pk).visible_from
        assert Listing.objects.get(kind=kind, list_id=number, article=pk).visible_from == at
        days[kind, number, to_seoul(at).date()] += 1
    kept = DayCount.objects.exclude(stories=0)
    assert {(row.kind, row.list_id, row.day): row.stories for row in kept} == dict(days)
    assert listing.differences() == []


Step = Callable[[Article, random.Random], object]


def steps() -> list[Step]:
    """What anybody may try; most attempts are refused, since the state is wrong."""
    reason = {"by": None, "reason": "까닭"}

    def rewrite(story: Article, chance: random.Random) -> object:
        content = make_content(
            section_id=chance.choice(Section.objects.order_by("pk")).pk,
            further_section_ids=tuple(
                section.pk for section in Section.objects.order_by("pk") if chance.random() < 0.3
            ),
            reporter_ids=(chance.choice(Reporter.objects.order_by("pk")).pk,),
            tags=tuple(tag for tag in ("가", "나", "다") if chance.random() < 0.5),
        )
        return workflow.save(story, content, by=None, base_revision=story.revision)

    def schedule(story: Article, chance: random.Random) -> object:
        at = timezone.now() + timedelta(hours=chance.randint(1, 60))
        return workflow.schedule(story, by=None, at=at)

    def publish_now(story: Article, chance: random.Random) -> object:
        at = timezone.now() - timedelta(hours=chance.randint(1, 60))
        return workflow.publish_now(story, by=None, first_published_at=at)

    return [
        *(rewrite, schedule, publish_now),
        lambda story, _: workflow.submit(story, by=None),
        lambda story, _: workflow.approve(story, by=None),
        lambda story, _: workflow.publish(story, by=None),
        lambda story, _: workflow.unschedule(story, by=None),
        lambda story, _: workflow.drop_changes(story, by=None),
        lambda story, _: workflow.correct(story, **reason),
        lambda story, _: workflow.withdraw(story, **reason),
        lambda story, _: workflow.republish(story, **reason),
        lambda story, _: workflow.trash(story, by=None),
        lambda story, _: workflow.restore(story, by=None),
        lambda _, __: scheduling.settle_due(timezone.now() + timedelta(hours=24)),
    ]


@pytest.mark.parametrize("seed", range(4))
def test_wherever_a_walk_through_the_workflow_leads(seed: int) -> None:
    chance = random.Random(seed)
    tops = [make_section(), make_section()]
    for top in tops:
        make_section(parent=top), make_section(parent=top)
    make_reporter(), make_reporter()
    stories = [make_draft(tags=("가",), section_id=tops[0].pk) for _ in range(3)]
    done = 0
    for _ in range(120):
        place = chance.randrange(len(stories))
        story = Article.objects.get(pk=stories[place].pk)
        try:
            chance.choice(steps())(story, chance)
        except workflow.Refused:
            continue
        done += 1
        if done % 5 == 0:
            assert_lists_are_right()
    assert done > 20
    assert_lists_are_right()


def test_a_section_that_moves_takes_its_stories_along() -> None:
    old, new = make_section(), make_section()
    section = make_section(parent=old)
    make_published(section_id=section.pk)
    make_published(section_id=section.pk, further_section_ids=(old.pk,))
    make_published(section_id=new.pk, further_section_ids=(section.pk,))
    for parent in (new, None, old):
        section.parent = parent
        section.save()
        assert_lists_are_right()


def test_saving_a_section_that_stays_rebuilds_nothing(django_assert_max_num_queries: Any) -> None:
    section = make_section(parent=make_section())
    make_published(section_id=section.pk)
    section.name = "새 이름"
    # Two more are the search index's, which has to know the name.
    with django_assert_max_num_queries(6):
        section.save()
    assert_lists_are_right()


def test_what_is_deleted_leaves_no_list() -> None:
    top = make_section()
    further = make_section(parent=top)
    story = make_published(tags=("가", "나"), further_section_ids=(further.pk,))
    story.tags.get(name="가").delete()
    further.delete()
    assert_lists_are_right()


def test_stories_made_in_batches_are_listed_and_drafts_are_not() -> None:
    contents = [make_content(tags=("가",)) for _ in range(3)]
    bulk.create_many([bulk.NewStory(content=each, publishes=True) for each in contents], by=None)
    bulk.create_many([bulk.NewStory(content=contents[0])], by=None)
    assert Listing.objects.filter(kind=ListKind.ALL).count() == 3
    assert_lists_are_right()


def test_a_fixture_puts_its_stories_into_the_lists(tmp_path: Path) -> None:
    story = make_published(tags=("가",))
    output = StringIO()
    names = ("articles.article", "articles.byline", "articles.tag")
    call_command("dumpdata", *names, stdout=output)
    rows = json.loads(output.getvalue())
    for row in rows:
        if row["model"] == "articles.article":
            row["fields"]["published_at"] = "2020-01-01T00:00:00Z"
            row["fields"]["tags"] = []
    path = tmp_path / "rows.json"
    path.write_text(json.dumps(rows), encoding="utf-8")
    call_command("loaddata", str(path), verbosity=0)
    assert Listing.objects.filter(article=story).count() == 3
    assert_lists_are_right()


def test_a_dump_of_everything_comes_back_with_right_lists(tmp_path: Path) -> None:
    kept = make_published(tags=("가",))
    path = tmp_path / "dump.json"
    call_command("dumpdata", "articles", output=str(path))
    made_since = make_published(tags=("가",))
    workflow.withdraw(kept, by=None, reason="확인 중")
    call_command("loaddata", str(path), verbosity=0)
    assert set(Listing.objects.filter(kind=ListKind.ALL).values_list("article", flat=True)) == {
        kept.pk,
        made_since.pk,
    }
    assert_lists_are_right()


def break_lists(story: Article) -> None:
    """As SQL by hand would: a tag dropped, a count wrong, a row of a story that is gone."""
    Article.tags.through.objects.all().delete()
    DayCount.objects.filter(kind=ListKind.ALL).update(stories=7)
    stray = {"kind": ListKind.TAG, "list_id": 99, "visible_from": story.published_at}
    Listing.objects.create(article_id=story.pk + 1_000, **stray)


def test_rebuilding_puts_everything_right() -> None:
    story = make_published(tags=("가",))
    make_published()
    break_lists(story)
    assert listing.differences()
    assert list(listing.rebuild(batch=50))
    assert_lists_are_right()


def test_the_command_tells_and_repairs(capsys: pytest.CaptureFixture[str]) -> None:
    break_lists(make_published(tags=("가",)))
    with pytest.raises(CommandError):
        call_command("rebuild_lists", "--check")
    call_command("rebuild_lists")
    call_command("rebuild_lists", "--check")
    assert "기사 목록이 기사와 맞습니다." in capsys.readouterr().out
    assert_lists_are_right()


def test_what_readers_never_saw_touches_no_list() -> None:
    with CaptureQueriesContext(connection) as queries:
        story = workflow.submit(make_draft(tags=("가",)), by=None)
        workflow.recall(story, by=None)
    written = [query["sql"] for query in queries if "articles_listing" in query["sql"]]
    assert written == []
    with CaptureQueriesContext(connection) as queries:
        workflow.publish_now(story, by=None)
    written = [
        query["sql"]
        for query in queries
        if "articles_listing" in query["sql"] or "articles_daycount" in query["sql"]
    ]
    assert 1 <= len(written) <= 6
