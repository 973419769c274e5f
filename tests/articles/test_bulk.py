from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection
from django.utils import timezone

from accounts.roles import Role
from articles import workflow
from articles.bulk import Created, NewStory, create_many
from articles.models import Article
from articles.states import Status
from tests.builders import make_content, make_draft, make_photo, make_section, make_user

pytestmark = pytest.mark.django_db


def test_what_cant_be_taken_is_left_out() -> None:
    contents = [make_content(title="가"), make_content(title=""), make_content(title="나")]
    answers = create_many([NewStory(content=content) for content in contents], by=None)
    assert [type(answer) for answer in answers] == [Created, ValidationError, Created]
    assert list(Article.objects.order_by("pk").values_list("title", flat=True)) == ["가", "나"]


def test_relations_and_the_words_of_a_picture() -> None:
    section, related = make_section(), make_draft()
    photo = make_photo(caption="새 도서관", credit="가온시 제공")
    content = make_content(
        further_section_ids=(section.pk,), related_ids=(related.pk,), lead_photo_id=photo.pk
    )
    create_many([NewStory(content=content)], by=None)
    article = Article.objects.latest("pk")
    assert list(article.further_sections.all()) == [section]
    assert list(article.related.all()) == [related]
    assert (article.lead_caption, article.lead_credit) == ("새 도서관", "가온시 제공")


def test_an_embargo_ahead_leaves_a_draft_and_a_log_line() -> None:
    content = make_content(embargo_until=timezone.now() + timedelta(days=1))
    (answer,) = create_many([NewStory(content=content, publishes=True)], by=None)
    assert isinstance(answer, Created)
    assert isinstance(answer.not_published, workflow.EmbargoAhead)
    article = Article.objects.get()
    assert (article.status, article.live_revision, article.published_at) == (
        Status.DRAFT,
        None,
        None,
    )
    actions = list(article.log.order_by("pk").values_list("action", flat=True))
    assert actions == ["create", "refused_embargo"]


def test_all_or_nothing_when_a_key_is_taken() -> None:
    stories = [NewStory(content=make_content(), import_key=key) for key in ("a", "b", "a")]
    with pytest.raises(IntegrityError):
        create_many(stories, by=None)
    assert not Article.objects.exists()


def test_who_may_not_write_may_not_write_many() -> None:
    with pytest.raises(workflow.NotAllowed):
        create_many([NewStory(content=make_content())], by=make_user(Role.ADMIN))
    (answer,) = create_many(
        [NewStory(content=make_content(), publishes=True)], by=make_user(Role.REPORTER)
    )
    assert isinstance(answer, Created)
    assert isinstance(answer.not_published, workflow.NotAllowed)
    assert Article.objects.get().status == Status.DRAFT


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite compresses nothing")
def test_long_texts_are_compressed_by_lz4_where_the_server_has_it() -> None:
    content = make_content(body=f"<p>{'긴 글 ' * 2000}</p>")
    create_many([NewStory(content=content)], by=None)
    with connection.cursor() as cursor:
        cursor.execute("SELECT enumvals FROM pg_settings WHERE name = 'default_toast_compression'")
        ((methods,),) = cursor.fetchall()
        cursor.execute(
            "SELECT pg_column_compression(body), pg_column_compression(data) FROM articles_article"
            " JOIN articles_revision ON article_id = articles_article.id"
        )
        assert cursor.fetchall() == [("lz4", "lz4") if "lz4" in methods else ("pglz", "pglz")]
