"""Damaged documents: never a crash, never half a story, and a second run changes nothing."""

from collections import Counter

import pytest

from articles.body import paragraphs_of
from articles.models import Article, Byline, LogEntry, Revision, Tag
from imports import files
from imports.ingest import Import, Outcome, Result
from imports.lines import tidy
from imports.story import Item, Refusal, Story
from imports.story_document import LONGEST_TITLE, read
from newsroom.lib.korean import clean_name
from reporters.models import Outlet, Reporter
from sections.models import Section
from tests.builders import own_outlet
from tests.imports.mutations import mutated

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

_MODELS = (Article, Byline, LogEntry, Revision, Tag, Outlet, Reporter, Section)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(3))
def test_fifty_damaged_documents(part: int) -> None:
    _try(range(50 * part, 50 * part + 50))


@pytest.mark.stress
@pytest.mark.parametrize("part", range(50))
def test_a_hundred_of_five_thousand_damaged_documents(part: int) -> None:
    _try(range(10_000 + 100 * part, 10_000 + 100 * part + 100))


def _try(seeds: range) -> None:
    own_outlet()
    for seed in seeds:
        data = mutated(seed)
        try:
            text = files.decoded(data, "page.txt")
        except files.Unreadable:
            continue
        items = list(read("page.txt", text))
        _check_items(items, text, seed)
        first = _import(items)
        _check_rows(first, seed)
        before = _rows()
        second = _import(list(read("page.txt", text)))
        assert {result.outcome for result in second} <= {Outcome.UNCHANGED, Outcome.REFUSED}, seed
        assert [r.outcome == Outcome.REFUSED for r in first] == [
            r.outcome == Outcome.REFUSED for r in second
        ], seed
        assert _rows() == before, seed


def _import(items: list[Item]) -> list[Result]:
    run = Import()
    return [result for item in items if (result := run.take(item)) is not None]


def _check_items(items: list[Item], text: str, seed: int) -> None:
    stories = [item for item in items if isinstance(item, Story)]
    assert stories or any(isinstance(item, Refusal) for item in items), seed
    lines = [tidy(line) for line in text.split("\n")]
    for story in stories:
        assert 0 < len(story.title) <= LONGEST_TITLE, seed
        assert story.title == clean_name(story.title), seed
        assert story.title in clean_name(lines[int(story.source.partition(":")[2]) - 1]), seed
        assert story.paragraphs, seed
        assert all(tidy(paragraph) for paragraph in story.paragraphs), seed
        assert story.published_at is None, seed


def _check_rows(results: list[Result], seed: int) -> None:
    # A stub and its full text in one document are one article, written twice.
    written = Counter(result.article.pk for result in results if result.article)
    for result in results:
        if result.article and written[result.article.pk] > 1:
            continue
        if result.outcome == Outcome.REFUSED:
            assert result.article is None, seed
            assert result.warnings, seed
        elif result.outcome == Outcome.CREATED:
            assert isinstance(result.item, Story), seed
            assert result.article is not None, seed
            article = result.article
            assert article.title == result.item.title, seed
            assert paragraphs_of(article.body) == result.item.paragraphs, seed
            assert article.is_incomplete == (result.item.kind == "stub"), seed
            assert article.revisions.count() == article.revision, seed
            reporters = list(article.bylines.values_list("reporter__name", flat=True))
            if not result.warnings:
                assert reporters == [named.name for named in result.item.reporters], seed


def _rows() -> list[object]:
    return [list(model._default_manager.order_by("pk").values_list()) for model in _MODELS]
