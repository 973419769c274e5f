import json
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from accounts.roles import Role
from articles import workflow
from articles.models import Article
from desk import counting
from desk.queues import Queue
from tests.builders import make_draft, make_published, make_reporter, make_section, make_user
from tests.desk.article_pages import list_url, signed_in

pytestmark = pytest.mark.django_db


def titles(user: User, query: str = "") -> list[str]:
    response = signed_in(user).get(list_url(query))
    assert response.status_code == 200
    return [article.title for article in response.context["cl"].result_list]


def tabs(user: User) -> dict[str, int]:
    response = signed_in(user).get(list_url())
    queue_filter = response.context["cl"].filter_specs[0]
    return {choice["display"]: choice["count"] for choice in _choices(response, queue_filter)}


def _choices(response: Any, queue_filter: Any) -> list[dict[str, Any]]:
    return list(queue_filter.choices(response.context["cl"]))


def test_each_queue_holds_its_stories_and_counts_them() -> None:
    chief = make_user(Role.CHIEF)
    make_draft(chief, title="내 초안")
    submitted = make_draft(title="송고된 것")
    workflow.submit(submitted, by=None)
    taken = make_draft(title="데스킹중인 것")
    workflow.submit(taken, by=None)
    workflow.take(taken, by=None)
    rejected = make_draft(title="반려된 것")
    workflow.submit(rejected, by=None)
    workflow.reject(rejected, by=None, reason="사유")
    trashed = make_draft(title="버린 것")
    workflow.trash(trashed, by=None)
    make_published(title="게재된 것")
    assert titles(chief, "?queue=mine") == ["내 초안"]
    assert set(titles(chief, "?queue=waiting")) == {"송고된 것", "데스킹중인 것"}
    assert titles(chief, "?queue=rejected") == ["반려된 것"]
    assert titles(chief, "?queue=published") == ["게재된 것"]
    assert titles(chief, "?queue=trash") == ["버린 것"]
    assert "버린 것" not in titles(chief)
    counted = tabs(chief)
    assert counted["내 기사"] == 1
    assert counted["송고 대기"] == 2
    assert counted["게재"] == 1
    assert counted["전체"] == 5
    assert counted["예약"] == 0
    assert "사후 데스킹" not in counted


def test_nobody_sees_what_they_may_not_read() -> None:
    here, elsewhere = make_section(), make_section()
    make_draft(title="담당 섹션", section_id=here.pk)
    make_draft(title="다른 섹션", section_id=elsewhere.pk)
    make_published(title="게재된 것", section_id=elsewhere.pk)
    assert set(titles(make_user(Role.DESK, sections=(here,)))) == {"담당 섹션", "게재된 것"}
    assert titles(make_user(Role.CONTRIBUTOR)) == ["게재된 것"]
    assert titles(make_user(Role.ADMIN)) == ["게재된 것"]
    assert tabs(make_user(Role.ADMIN))["전체"] == 1


def test_a_user_without_a_role_has_no_list() -> None:
    assert signed_in(make_user()).get(list_url()).status_code in (302, 403)


def test_it_searches_in_any_unicode_form() -> None:
    chief = make_user(Role.CHIEF)
    make_draft(title="가온시 도서관")
    make_draft(title="다른 기사", body="<p>글.</p>")
    decomposed = "\u1103\u1169\u1109\u1165"
    assert titles(chief, "?q=도서") == ["가온시 도서관"]
    assert titles(chief, f"?q={decomposed}") == ["가온시 도서관"]
    assert len(titles(chief, "?q=%00")) == 2


def test_a_section_filter_includes_its_children() -> None:
    chief = make_user(Role.CHIEF)
    top = make_section()
    child = make_section(parent=top)
    make_draft(title="대분류", section_id=top.pk)
    make_draft(title="중분류", section_id=child.pk)
    make_draft(title="딴 데")
    assert set(titles(chief, f"?section={top.pk}")) == {"대분류", "중분류"}
    assert titles(chief, f"?section={child.pk}") == ["중분류"]
    assert len(titles(chief, "?section=99999")) == 3
    assert len(titles(chief, "?section=")) == 3


def test_an_unknown_queue_shows_everything() -> None:
    chief = make_user(Role.CHIEF)
    make_draft(title="기사")
    assert titles(chief, "?queue=nonsense") == ["기사"]


def test_a_row_says_what_an_editor_needs() -> None:
    chief = make_user(Role.CHIEF)
    article = make_draft(
        title="<b>제목</b>",
        labels=("breaking",),
        section_id=make_section("경기소식").pk,
        reporter_ids=(make_reporter("윤채이").pk, make_reporter("김정민").pk),
        is_incomplete=True,
    )
    at = datetime(2025, 10, 29, 14, 5, tzinfo=ZoneInfo("Asia/Seoul"))
    Article.objects.filter(pk=article.pk).update(updated_at=at)
    page = signed_in(chief).get(list_url()).content.decode()
    for text in ("[속보]", "&lt;b&gt;제목&lt;/b&gt;", "경기소식", "윤채이, 김정민", "내용 미완"):
        assert text in page
    for text in ("작성중", "1판", "2025.10.29 14:05"):
        assert text in page


def test_an_unpublished_change_is_marked() -> None:
    chief = make_user(Role.CHIEF)
    article = make_published()
    Article.objects.filter(pk=article.pk).update(revision=2)
    page = signed_in(chief).get(list_url("?queue=published")).content.decode()
    assert "수정안" in page


@pytest.mark.parametrize("role", [Role.REPORTER, Role.DESK, Role.CHIEF])
@pytest.mark.parametrize("stories", [3, 40])
def test_it_takes_few_queries_however_many_stories(
    role: Role, stories: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    section = make_section()
    user = make_user(role, sections=(section,))
    reporters = (make_reporter().pk, make_reporter().pk)
    for _ in range(stories):
        make_draft(user, section_id=section.pk, reporter_ids=reporters)
    client = signed_in(user)
    # One more for those who send stories out: what they may still take back.
    with django_assert_max_num_queries(13 if role == Role.REPORTER else 14):
        assert client.get(list_url(f"?queue={Queue.MINE.value}")).status_code == 200


def test_it_counts_in_korean(monkeypatch: pytest.MonkeyPatch) -> None:
    client = signed_in(make_user(Role.CHIEF))
    empty = client.get(list_url()).content.decode()
    assert "총 0건" in empty
    assert "실행" not in empty, "there is nothing to act on"
    for _ in range(2):
        make_draft()
    html = client.get(list_url()).content.decode()
    assert "총 2건" in html
    assert "2건 가운데 0건 선택" in html
    catalog = client.get("/admin/jsi18n/", headers={"accept-language": "ko"}).content.decode()
    assert json.dumps("%(cnt)s건 가운데 %(sel)s건 선택") in catalog
    monkeypatch.setattr(counting, "MOST_LISTED", 2)
    assert "2건까지 보입니다" in client.get(list_url()).content.decode()
