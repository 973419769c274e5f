"""조회수 on a story's page in the desk."""

import pytest

from accounts.roles import Role
from readership.models import TotalViews
from tests.builders import make_draft, make_published, make_section, make_user
from tests.desk.article_pages import change_url, signed_in
from tests.readership.reading import give_views

pytestmark = pytest.mark.django_db


def test_whoever_may_read_the_story_sees_its_views() -> None:
    story = make_published()
    TotalViews.objects.create(article=story, views=12_345)
    give_views(story, 56)
    for user in (make_user(Role.CHIEF), make_user(Role.REPORTER)):
        html = signed_in(user).get(change_url(story)).content.decode()
        assert "<dt>조회수</dt><dd>12,345 (오늘 56 · 7일 56)</dd>" in html


def test_whoever_may_not_is_refused() -> None:
    story = make_draft(section_id=make_section().pk)
    TotalViews.objects.create(article=story, views=12_345)
    response = signed_in(make_user(Role.CONTRIBUTOR)).get(change_url(story))
    assert response.status_code == 404
    assert "12,345" not in response.content.decode()


def test_a_story_nobody_could_read_has_no_figure() -> None:
    html = signed_in(make_user(Role.CHIEF)).get(change_url(make_draft())).content.decode()
    assert "조회수" not in html
