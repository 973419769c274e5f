"""The fixtures of seeds/: loadable by themselves, again and after editors' work; honest and whole."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db.models import F
from django.test import Client

from accounts.roles import Role
from articles import body, workflow
from articles.blocks import article_ids, photo_tokens, registry
from articles.content import Content
from articles.labels import Label, ReportingType
from articles.models import Article, MediaUse, Tag
from articles.states import Status
from frontpage.models import PinnedArticle
from mastheads.models import Masthead
from pages.models import Page
from photos.models import Photo
from reporters.models import Outlet, Reporter
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


def retold() -> Any:
    """The two stories that are not samples: those of another outlet."""
    return Article.objects.exclude(outlet__is_own=True)


@pytest.mark.any_database
def test_the_live_revision_is_what_the_row_says() -> None:
    """Else the first comparison shows changes that nobody made."""
    load()
    for article in Article.objects.all():
        live = article.revisions.get(number=article.live_revision)
        assert Content.from_json(live.data) == Content.of(article), article
        assert workflow.with_photo_words(Content.of(article)) == Content.of(article), article


def test_each_loads_by_itself_in_order_and_again_without_change() -> None:
    load()
    first = counts()
    load()
    assert counts() == first
    assert first["articles.Article"] >= 26
    assert first["pages.Page"] == 8


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
def test_the_two_stories_of_the_document_keep_their_particulars() -> None:
    load()
    first, second = retold().order_by("pk")
    assert first.title == "과기정통부, 한-미 기술번영 양해각서(MOU) 체결"
    assert first.byline == "【뉴스라이트 = 김정민 기자】"
    assert first.section.name == "과학·기술"
    for fact in ("10월 29일", "1992년", "배경훈", "하정우", "크라치오스", "워싱턴 D.C.", "블랙록"):
        assert fact in first.body
    assert second.title.startswith("문체부, '여행을 다르게, 곳곳에 다다르게'")
    assert second.byline == "【뉴스라이트 = 윤채이 기자】"
    assert second.section.name == "중년·신중년뉴스"
    for fact in ("2월 25일", "42곳", "100%", "5개 노선", "50%", "2만 원"):
        assert fact in second.body


@pytest.mark.any_database
def test_every_other_story_says_that_it_is_an_example() -> None:
    load()
    samples = Article.objects.exclude(pk__in=retold())
    assert samples.count() >= 24
    for article in samples:
        assert "예시입니다" in article.body, article.title
        assert article.tags.filter(name="예시").exists(), article.title
        assert "예시" in article.outlet.name
    assert not retold().filter(tags__name="예시").exists()
    assert Masthead.current().is_example


@pytest.mark.any_database
def test_at_least_ten_sections_have_published_stories_and_all_are_visible() -> None:
    load()
    assert Article.objects.published().count() == Article.objects.count()
    top = Section.objects.tree()
    filled = [s for s in top if Article.objects.published().in_section(s).exists()]
    assert len(filled) >= 10
    assert {"경기소식", "중년·신중년뉴스"} <= {section.name for section in filled}


@pytest.mark.any_database
def test_labels_and_reporting_types_all_occur() -> None:
    load()
    labels = {label for article in Article.objects.all() for label in article.labels}
    assert labels == set(Label.values)
    types = set(Article.objects.values_list("reporting_type", flat=True))
    assert set(ReportingType.values) - types == {ReportingType.SYNDICATED}


@pytest.mark.any_database
def test_samples_show_blocks_and_readers_get_what_they_name() -> None:
    load()
    bodies = list(Article.objects.filter(tags__name="예시").values_list("body", flat=True))
    for name in ("gallery", "quote", "box", "table", "related", "notice"):
        assert any(registry.has(html, name) for html in bodies), name
    named = {number for html in bodies for number in article_ids(html)}
    assert Article.objects.published().filter(pk__in=named).count() == len(named) >= 2
    tokens = {token for html in bodies for token in photo_tokens(html)}
    shown = MediaUse.objects.shown().filter(photo__token__in=tokens)
    assert set(shown.values_list("photo__token", flat=True)) == tokens != set()


@pytest.mark.any_database
def test_bodies_are_clean_already() -> None:
    load()
    for model in (Article, Page):
        for html in model._default_manager.values_list("body", flat=True):
            assert body.clean(html) == html


@pytest.mark.any_database
def test_every_story_agrees_with_its_live_revision_and_its_log() -> None:
    load()
    for article in Article.objects.all():
        live = article.revisions.get(number=article.revision)
        kept = Content.from_json(live.data)
        live_text = Content.of(article)
        assert replace(kept, related_ids=live_text.related_ids) == live_text, article
        assert Content.of(article).cleaned() == Content.of(article), article
        assert article.published_at == article.revisions.get(number=1).published_at
        assert article.modified_at == live.published_at
        assert article.log.count() == article.revision
        assert set(article.log.values_list("to_status", flat=True)) == {Status.PUBLISHED}
    assert not Article.objects.exclude(revision=F("live_revision")).exists()


@pytest.mark.any_database
def test_every_picture_is_there_and_none_lies_there_unused() -> None:
    load()
    for photo in Photo.objects.all():
        with photo.file.open() as file:
            assert file.read(3) == b"\xff\xd8\xff", photo.file.name
        assert photo.alt
    assert {photo.file.name for photo in Photo.objects.all()} == {
        path.name for path in (SEEDS / "photos").iterdir()
    }
    used = Article.objects.exclude(lead_photo=None).values("lead_photo")
    portraits = Reporter.objects.exclude(photo=None).values("photo")
    assert not Photo.objects.exclude(pk__in=used).exclude(pk__in=portraits).exists()
    assert sum(path.stat().st_size for path in (SEEDS / "photos").iterdir()) < 2_000_000


@pytest.mark.any_database
def test_masthead_policy_pages_and_outlets_are_complete() -> None:
    load()
    assert Masthead.current().missing_fields() == []
    assert set(Page.objects.values_list("title", flat=True)) == {
        "회사소개", "이용약관", "개인정보처리방침", "청소년보호정책", "저작권규약", "고충처리", "광고문의", "기사제보",
    }  # fmt: skip
    own = Outlet.own()
    assert own is not None
    assert own.name == Masthead.current().title
    assert PinnedArticle.objects.count() >= 3


@pytest.mark.any_database
def test_no_address_or_name_of_a_machine_stands_in_the_fixtures() -> None:
    for name in FIXTURES:
        for row in json.loads((SEEDS / f"{name}.json").read_text()):
            for value in row["fields"].values():
                if isinstance(value, str) and "@" in value and " " not in value:
                    assert value.endswith("@example.com")


def test_every_story_page_opens_for_a_reader(client: Client) -> None:
    load()
    for article in Article.objects.all():
        response = client.get(article.get_absolute_url())
        assert response.status_code == 200, article
        assert article.title.split("‘")[0] in response.content.decode()


@pytest.mark.any_database
def test_a_picture_keeps_its_file_name() -> None:
    assert source.photo_name("stream") == "dca83e717b1f64eb141057a7415a330a.jpg"
