from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.roles import Role
from articles import workflow
from articles.content import Content
from articles.models import Article
from tests.builders import (
    make_draft,
    make_photo,
    make_published,
    make_reporter,
    make_section,
    make_user,
)
from tests.desk.article_pages import preview_url, signed_in

pytestmark = pytest.mark.django_db


def test_it_shows_the_public_page_of_a_draft_and_keeps_it_out_of_caches() -> None:
    user = make_user(Role.REPORTER)
    photo = make_photo(user, caption="도서관 전경")
    article = make_draft(
        user,
        title="아직 안 나간 제목",
        lead_photo_id=photo.pk,
        tags=("도서관",),
        labels=("exclusive",),
    )
    response = signed_in(user).get(preview_url(article))
    page = response.content.decode()
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert "unsafe" not in response.headers["Content-Security-Policy"]
    for text in ("아직 안 나간 제목", "도서관 전경", "도서관", "[단독]", "미리보기", "홍길동"):
        assert text in page


def test_it_shows_the_working_copy_of_a_live_story_and_writes_nothing() -> None:
    chief = make_user(Role.CHIEF)
    article = make_published(tags=("옛태그",))
    related = make_published(title="엮을 기사")
    content = replace(
        Content.of(article),
        title="고친 제목",
        tags=("새태그",),
        reporter_ids=(make_reporter("윤채이").pk, make_reporter("김정민").pk),
        section_id=make_section("새섹션").pk,
        related_ids=(related.pk,),
    )
    workflow.save(article, content, by=None, base_revision=article.revision)
    before = Article.objects.values().get(pk=article.pk)
    page = signed_in(chief).get(preview_url(article)).content.decode()
    for text in ("고친 제목", "새태그", "새섹션", "엮을 기사"):
        assert text in page
    assert page.index("윤채이") < page.index("김정민")
    assert "옛태그" not in page
    assert Article.objects.values().get(pk=article.pk) == before
    article.refresh_from_db()
    assert [tag.name for tag in article.tags.all()] == ["옛태그"]


def test_who_may_only_read_the_live_text_previews_that() -> None:
    article = make_published(title="게재된 제목")
    content = replace(Content.of(article), title="아직 비밀인 제목")
    workflow.save(article, content, by=None, base_revision=article.revision)
    page = signed_in(make_user(Role.REPORTER)).get(preview_url(article)).content.decode()
    assert "게재된 제목" in page
    assert "아직 비밀인 제목" not in page


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.REPORTER, Role.DESK, Role.ADMIN])
def test_a_story_out_of_reach_cannot_be_previewed(role: Role) -> None:
    article = make_draft(make_user(Role.REPORTER))
    assert signed_in(make_user(role)).get(preview_url(article)).status_code == 404


def test_an_embargoed_story_is_for_its_owner_and_the_desk_alone() -> None:
    section = make_section()
    owner = make_user(Role.REPORTER)
    later = timezone.now() + timedelta(days=1)
    article = make_draft(owner, section_id=section.pk, embargo_until=later)
    desk = make_user(Role.DESK, sections=(section,))
    colleague = make_user(Role.REPORTER, sections=(section,))
    assert signed_in(owner).get(preview_url(article)).status_code == 200
    assert signed_in(desk).get(preview_url(article)).status_code == 200
    assert signed_in(colleague).get(preview_url(article)).status_code == 404


def test_an_anonymous_person_learns_nothing() -> None:
    article = make_draft()
    client = signed_in(make_user())
    client.logout()
    for number in (article.pk, 99999):
        response = client.get(preview_url(article).replace(str(article.pk), str(number)))
        assert response.status_code == 302
        assert "/login/" in response.headers["Location"]


def test_an_unfinished_story_without_section_or_reporter_previews_too() -> None:
    user = make_user(Role.REPORTER)
    article = make_draft(user, section_id=None, reporter_ids=(), body="")
    assert signed_in(user).get(preview_url(article)).status_code == 200
