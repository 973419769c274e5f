"""How well readers find what they look for: the judged queries, asked of stories as they are
published. `make bench-search` prints the table."""

import sys
from collections.abc import Sequence
from statistics import fmean

import pytest
from django.utils import timezone

from articles import bulk
from articles.models import Article
from bench import search_quality
from search import building, results
from search.meanings import meanings
from search.models import Synonym
from search.query import parse
from tests.builders import make_content, make_reporter, make_section
from tests.search import quality

pytestmark = pytest.mark.django_db

LEAST_PRECISION, LEAST_RECALL, LEAST_OF_A_KIND = 0.97, 0.98, 0.9


@pytest.fixture
def numbers() -> dict[int, str]:
    """The judged sentences published, each a story with nothing else to be found by; their ids by
    number."""
    Synonym.objects.bulk_create(Synonym(words=", ".join(group)) for group in quality.synonyms())
    section, reporter = make_section("갈래"), make_reporter("꽝")
    stories = [
        bulk.NewStory(
            content=make_content(
                title="※",
                body=f"<p>{sentence.text}</p>",
                section_id=section.pk,
                reporter_ids=(reporter.pk,),
            ),
            import_key=f"quality:{sentence.id}",
            publishes=True,
        )
        for sentence in quality.sentences()
    ]
    assert all(isinstance(made, bulk.Created) for made in bulk.create_many(stories, by=None))
    while building.catch_up_some(100):
        pass
    keys = Article.objects.values_list("pk", "import_key")
    return {pk: str(key).removeprefix("quality:") for pk, key in keys}


def test_it_is_as_good_as_promised(
    numbers: dict[int, str], capsys: pytest.CaptureFixture[str]
) -> None:
    def search(text: str) -> Sequence[str]:
        hits = results.newest(parse(text, meanings()), timezone.now(), None).counted or ()
        return [numbers[hit.article_id] for hit in hits]

    outcomes = search_quality.measure(quality.queries(), search)
    with capsys.disabled():
        sys.stdout.write(f"\n{search_quality.table(outcomes)}\n\n")
        sys.stdout.writelines(f"{line}\n" for line in search_quality.misses(outcomes))
    for name, value in (("precision", LEAST_PRECISION), ("recall", LEAST_RECALL)):
        values = [getattr(outcome, name) for outcome in outcomes]
        assert fmean(values) >= value, name
        for kind in {outcome.query.kind for outcome in outcomes}:
            of_kind = [getattr(each, name) for each in outcomes if each.query.kind == kind]
            assert fmean(of_kind) >= LEAST_OF_A_KIND, (kind, name)
