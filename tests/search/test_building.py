"""How the index follows the stories, and how it is built anew."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import workflow
from articles.models import Article, Tag
from photos.models import Photo
from search import building, results
from search.index import PLACES, current
from search.models import Due, IndexState
from search.photos.finding import having
from search.query import parse
from tests.builders import (
    make_content,
    make_drafts,
    make_published,
    make_reporter,
    make_section,
)

pytestmark = pytest.mark.django_db


def found(typed: str) -> set[int]:
    return {hit.article_id for hit in hits(typed)}


def hits(typed: str) -> Any:
    state = IndexState.objects.get()
    return current().newest(state.live, parse(typed), now=timezone.now(), most=1_000)


class SameProcess:
    """In place of other processes."""

    def submit(self, work: Any, *given: Any) -> "Future[Any]":
        future: Future[Any] = Future()
        future.set_result(work(*given))
        return future


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    @contextmanager
    def workers(processes: int) -> Iterator[Any]:
        yield SameProcess()

    monkeypatch.setattr(building, "workers", workers)
    monkeypatch.setattr(building, "GRACE", 0)
    monkeypatch.setattr(building, "STEP", 2)
    # CONCURRENTLY asks for no transaction around it, and a test has one.
    monkeypatch.setattr(type(current()), "finish", lambda self, place: None)


def test_many_at_once_are_found_when_the_clock_has_been_there() -> None:
    section, reporter = make_section(), make_reporter()
    make_drafts(
        [
            make_content(
                title=f"도서관 {number}", section_id=section.pk, reporter_ids=(reporter.pk,)
            )
            for number in range(101)
        ]
    )
    place = IndexState.objects.get().live
    everywhere = current().newest(place, parse("도서관"), now=None, most=1_000)
    assert (len(everywhere), Due.objects.count()) == (0, 101)
    while building.catch_up_some():
        pass
    everywhere = current().newest(place, parse("도서관"), now=None, most=1_000)
    assert (len(everywhere), Due.objects.count()) == (101, 0)


def test_a_new_name_is_found_and_the_old_one_is_not() -> None:
    section = make_section("경기소식")
    reporter = make_reporter("강하늘")
    story = make_published(section_id=section.pk, reporter_ids=(reporter.pk,), tags=("수달",))
    assert found("강하늘") == found("경기소식") == found("수달") == {story.pk}
    for named, name in ((section, "동네소식"), (reporter, "윤바다"), (Tag.objects.get(), "두루미")):
        named.name = name
        named.save()
    assert Due.objects.count() == 1
    building.catch_up(timezone.now())
    assert found("강하늘") == found("경기소식") == found("수달") == set()
    assert found("윤바다") == found("동네소식") == found("두루미") == {story.pk}


def test_what_says_the_same_is_not_written_again() -> None:
    story = make_published()
    with CaptureQueriesContext(connection) as same:
        building.keep([story.pk])
    assert all(query["sql"].lstrip().startswith("SELECT") for query in same)
    Article.objects.filter(pk=story.pk).update(title="도서관")
    building.keep([story.pk])
    assert found("도서관") == {story.pk}


@pytest.mark.usefixtures("here")
class TestRebuilding:
    def test_the_new_index_says_what_the_old_one_said(self) -> None:
        stories = {make_published(title="도서관").pk for _ in range(5)}
        before = IndexState.objects.get().live
        call_command("rebuild_search")
        state = IndexState.objects.get()
        assert (state.live, state.building) == (1 - before, 0)
        assert found("도서관") == stories
        assert current().digests(before, stories) == {}

    def test_the_old_one_serves_until_the_new_one_is_whole(self) -> None:
        stories = {make_published(title="도서관").pk for _ in range(5)}
        steps = building.rebuild()
        next(steps)
        assert found("도서관") == stories

    def test_what_changes_meanwhile_stands_in_both(self) -> None:
        first, *others = (make_published(title="도서관") for _ in range(5))
        steps = building.rebuild()
        next(steps)
        workflow.withdraw(first, by=None, reason="사실이 아님")
        workflow.withdraw(others[-1], by=None, reason="사실이 아님")
        late = make_published(title="도서관")
        expected = {*(story.pk for story in others[:-1]), late.pk}
        assert found("도서관") == expected
        for _ in steps:
            pass
        assert found("도서관") == expected

    def test_one_that_was_broken_off_goes_on(self, monkeypatch: pytest.MonkeyPatch) -> None:
        stories = [make_published(title="도서관").pk for _ in range(5)]
        steps = building.rebuild()
        done, _ = next(steps)
        steps.close()
        read: list[int] = []
        ask = building.sources_of

        def noting(numbers: list[int]) -> Any:
            read.extend(numbers)
            return ask(numbers)

        monkeypatch.setattr(building, "sources_of", noting)
        for _ in building.rebuild():
            pass
        assert set(read) == {pk for pk in stories if pk > done}
        assert found("도서관") == set(stories)

    def test_an_index_of_another_making_is_begun_anew(self) -> None:
        stories = {make_published(title="도서관").pk for _ in range(5)}
        next(building.rebuild())
        IndexState.objects.update(building=building.VERSION + 1)
        for _ in building.rebuild():
            pass
        assert found("도서관") == stories

    def test_two_at_once_do_not_get_in_each_others_way(self) -> None:
        stories = {make_published(title="도서관").pk for _ in range(5)}
        one, other = building.rebuild(), building.rebuild()
        next(one)
        next(one)
        next(other)
        with pytest.raises(building.BuiltElsewhere):
            next(one)
        for _ in other:
            pass
        assert found("도서관") == stories


@pytest.mark.usefixtures("here")
@pytest.mark.django_db(transaction=True)
def test_the_clock_leaves_alone_what_somebody_is_changing() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    story = make_published(title="고라니")
    building.keep_soon([story.pk])

    def written_elsewhere() -> int:
        try:
            return building.catch_up_some()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as elsewhere:
        with transaction.atomic():
            Article.objects.filter(pk=story.pk).update(title="수달")
            assert elsewhere.submit(written_elsewhere).result() == 0
            building.keep([story.pk])
        assert elsewhere.submit(written_elsewhere).result() == 1
    assert (found("수달"), found("고라니")) == ({story.pk}, set())


def test_a_new_index_is_not_planned_for_as_the_empty_one_it_was() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL finds out by itself")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        for _ in building.rebuild():
            pass
        for place in PLACES:
            few = f"DELETE FROM search_words_{place}_data WHERE id >= 1 AND id <= 2"  # noqa: S608
            cursor.execute(f"EXPLAIN QUERY PLAN {few}")
            assert cursor.fetchone()[3].startswith("SEARCH")


@pytest.mark.django_db(transaction=True)
def test_the_command_with_processes_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    stories = {make_published(title="도서관").pk for _ in range(3)}
    Photo.objects.bulk_create([Photo(width=60, height=40, caption="도서관")])
    call_command("rebuild_search")
    assert "찾기 색인을 만들었습니다" in capsys.readouterr().out
    assert found("도서관") == stories
    assert Photo.objects.filter(having(parse("도서관"))).exists()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_indexes WHERE indexname LIKE '%_by_word'"
                " AND tablename IN ('search_index_0', 'search_index_1')"
            )
            assert cursor.fetchone() == (1,)
    assert results.newest(parse("도서관"), timezone.now(), None).total == "3"
