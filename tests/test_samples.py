"""The sample stories, once they are loaded: honest, whole, and showing what the site can do.

All tests here read the same rows, which are loaded once: loading takes a second or two.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.db import transaction
from django.db.models import F
from django.test import Client

from articles import body, workflow
from articles.blocks import article_ids, photo_tokens, registry
from articles.content import Content
from articles.labels import Label, ReportingType
from articles.models import Article, MediaUse
from articles.states import Status
from frontpage.models import PinnedArticle
from mastheads.models import Masthead
from pages.models import Page
from photos.models import Photo
from reporters.models import Outlet, Reporter
from sections.models import Section
from tests.test_seeds import SEEDS, load

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.usefixtures("loaded")]


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Taken back when the last test of this module is over."""
    with django_db_blocker.unblock(), transaction.atomic():
        # As around each test: what has to be outermost is, inside of it.
        transaction.get_connection().atomic_blocks[-1]._from_testcase = True
        load()
        yield
        transaction.set_rollback(True)


def retold() -> Any:
    """The two stories that are not samples: those of another outlet."""
    return Article.objects.exclude(outlet__is_own=True)


@pytest.mark.any_database
def test_the_live_revision_is_what_the_row_says() -> None:
    """Else the first comparison shows changes that nobody made."""
    for article in Article.objects.all():
        live = article.revisions.get(number=article.live_revision)
        assert Content.from_json(live.data) == Content.of(article), article
        assert workflow.with_photo_words(Content.of(article)) == Content.of(article), article


@pytest.mark.any_database
def test_the_two_stories_of_the_document_keep_their_particulars() -> None:
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
    assert Article.objects.published().count() == Article.objects.count()
    top = Section.objects.tree()
    filled = [s for s in top if Article.objects.published().in_section(s).exists()]
    assert len(filled) >= 10
    assert {"경기소식", "중년·신중년뉴스"} <= {section.name for section in filled}


@pytest.mark.any_database
def test_labels_and_reporting_types_all_occur() -> None:
    labels = {label for article in Article.objects.all() for label in article.labels}
    assert labels == set(Label.values)
    types = set(Article.objects.values_list("reporting_type", flat=True))
    assert set(ReportingType.values) - types == {ReportingType.SYNDICATED}


@pytest.mark.any_database
def test_samples_show_blocks_and_readers_get_what_they_name() -> None:
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
    for model in (Article, Page):
        for html in model._default_manager.values_list("body", flat=True):
            assert body.clean(html) == html


@pytest.mark.any_database
def test_every_story_agrees_with_its_live_revision_and_its_log() -> None:
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
    assert Masthead.current().missing_fields() == []
    assert set(Page.objects.values_list("title", flat=True)) == {
        "회사소개", "이용약관", "개인정보처리방침", "청소년보호정책", "저작권규약", "고충처리", "광고문의", "기사제보",
        "접근성 안내",
    }  # fmt: skip
    own = Outlet.own()
    assert own is not None
    assert own.name == Masthead.current().title
    assert PinnedArticle.objects.count() >= 3


def test_every_story_page_opens_for_a_reader(client: Client) -> None:
    for article in Article.objects.all():
        response = client.get(article.get_absolute_url())
        assert response.status_code == 200, article
        assert article.title.split("‘")[0] in response.content.decode()
