"""The fixtures of seeds/: loadable by themselves, again and after editors' work; honest and whole."""

import json
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command

from accounts.roles import Role
from articles import workflow
from articles.content import Content
from articles.models import Article, Tag
from frontpage.models import PinnedArticle
from reporters.models import Reporter
from sections.models import Section
from tests.builders import make_published, make_user
from tools.seeds import source

SEEDS = Path(settings.BASE_DIR, "seeds")
FIXTURES = ("sections", "reporters", "masthead", "pages", "stories")
APPS = ("sections", "reporters", "mastheads", "pages", "photos", "articles", "frontpage")

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def load(*names: str) -> None:
    for name in names or FIXTURES:
        call_command("loaddata", name, verbosity=0)


def counts() -> dict[str, int]:
    models = [model for name in APPS for model in apps.get_app_config(name).get_models()]
    return {model._meta.label: model._default_manager.count() for model in models}


def test_each_loads_by_itself_in_order_and_again_without_change() -> None:
    load()
    first = counts()
    load()
    assert counts() == first
    assert first["articles.Article"] >= 26
    assert first["pages.Page"] == 9


def test_loads_again_over_what_editors_changed() -> None:
    load()
    chief = make_user(Role.CHIEF)
    article = Article.objects.get(import_key="seed:09-stream-otter")
    content = Content.of(article)
    others = Reporter.objects.exclude(pk__in=content.reporter_ids).values_list("pk", flat=True)[:2]
    edited = {**content.to_json(), "title": "고친 제목", "reporter_ids": [*reversed(others)]}
    workflow.save(article, Content.from_json(edited), by=chief, base_revision=article.revision)
    article.refresh_from_db()
    workflow.publish(article, by=chief)
    PinnedArticle.objects.all().delete()
    other = Article.objects.exclude(pin__isnull=False).exclude(pk=article.pk).first()
    PinnedArticle.objects.create(article=other, order=1)
    load()
    article.refresh_from_db()
    assert Content.of(article) == content
    assert article.lead_reporter_id == content.reporter_ids[0]
    assert article.has_unpublished_changes
    workflow.save(article, content, by=chief, base_revision=article.revision)


def test_loading_leaves_the_stories_that_are_there_alone() -> None:
    own = [make_published(title=f"우리 기사 {number}", tags=("우리",)) for number in range(5)]
    before = {article.pk: Content.of(article) for article in own}
    sections = dict(Section.objects.values_list("pk", "slug"))
    load()
    assert {pk: Content.of(Article.objects.get(pk=pk)) for pk in before} == before
    assert sections.items() <= dict(Section.objects.values_list("pk", "slug")).items()
    for article in Article.objects.filter(import_key__startswith="seed:"):
        for revision in article.revisions.all():
            assert revision.data["section_id"] == article.section_id


def test_new_rows_get_free_keys_after_loading() -> None:
    load()
    tag = Tag.objects.create(name="새 태그")
    assert tag.pk > Tag.objects.exclude(pk=tag.pk).latest("pk").pk


@pytest.mark.any_database
def test_fixtures_are_what_the_sources_say(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from tools.seeds import __main__ as seeds

    monkeypatch.setattr(seeds, "SEEDS", tmp_path)
    seeds.main()
    for name in FIXTURES:
        made, kept = (folder / f"{name}.json" for folder in (tmp_path, SEEDS))
        assert made.read_text() == kept.read_text(), f"run python -m tools.seeds for {name}"


@pytest.mark.any_database
def test_no_address_or_name_of_a_machine_stands_in_the_fixtures() -> None:
    for name in FIXTURES:
        for row in json.loads((SEEDS / f"{name}.json").read_text()):
            for value in row["fields"].values():
                if isinstance(value, str) and "@" in value and " " not in value:
                    assert value.endswith("@example.com")


@pytest.mark.any_database
def test_a_picture_keeps_its_file_name() -> None:
    assert source.photo_name("stream") == "dca83e717b1f64eb141057a7415a330a.jpg"
