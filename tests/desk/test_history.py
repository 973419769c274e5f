import re
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from articles import workflow
from articles.content import Content
from articles.models import Article
from tests.builders import make_draft, make_published, make_section, make_user
from tests.desk.article_pages import change_url, list_url, messages_of, signed_in

pytestmark = pytest.mark.django_db


def revisions_url(article: Article, query: str = "") -> str:
    return reverse("admin:articles_article_revisions", args=[article.pk]) + query


def revision_url(article: Article, number: int) -> str:
    return reverse("admin:articles_article_revision", args=[article.pk, number])


def compare_url(article: Article, query: str = "") -> str:
    return reverse("admin:articles_article_compare", args=[article.pk]) + query


def restore_url(article: Article, number: int) -> str:
    return reverse("admin:articles_article_restore", args=[article.pk, number])


def text(response: Any) -> str:
    html = response.content.decode()
    main = html[html.index('id="content"') :]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", main))


def edit(article: Article, **fields: Any) -> Article:
    article = Article.objects.get(pk=article.pk)
    newest = article.revisions.get(number=article.revision)
    content = Content(**(vars(Content.from_json(newest.data)) | fields))
    return workflow.save(article, content, by=None, base_revision=article.revision)


def shown_numbers(user: User, article: Article, query: str = "") -> list[int]:
    response = signed_in(user).get(revisions_url(article, query))
    assert response.status_code == 200
    return [entry.revision.number for entry in response.context["entries"]]


@pytest.fixture
def live() -> Article:
    """Draft, draft, published, published, proposal: revisions 1 to 4, of which 2 and 3 went out."""
    section = make_section()
    article = make_draft(title="첫 초안", section_id=section.pk)
    article = edit(article, title="처음 나간 제목")
    article = workflow.publish_now(article, by=None)
    article = edit(article, title="다시 나간 제목")
    article = workflow.correct(article, by=None, reason="숫자를 고침")
    return edit(article, title="비밀 수정안 제목")


def reader() -> User:
    """A reporter of another section: reads what is published, and no more."""
    return make_user(Role.REPORTER, sections=(make_section(),))


def test_the_desk_sees_every_revision_and_what_it_is(live: Article) -> None:
    chief = make_user(Role.CHIEF)
    assert shown_numbers(chief, live) == [4, 3, 2, 1]
    shown = text(signed_in(chief).get(revisions_url(live)))
    assert "4판 수정안" in shown
    assert "3판 게재본" in shown
    assert "숫자를 고침" in shown
    assert "바뀐 곳 제목" in shown
    assert "독자가 보는 글은 3판(게재본)입니다" in shown


def test_who_may_not_read_unpublished_work_sees_what_was_published(live: Article) -> None:
    user = reader()
    assert shown_numbers(user, live) == [3, 2]
    shown = text(signed_in(user).get(revisions_url(live)))
    assert "수정안" not in shown
    assert "초안" not in shown
    assert "숫자를 고침" not in shown
    assert signed_in(user).get(revision_url(live, 3)).status_code == 200
    for number in (1, 4, 99):
        assert signed_in(user).get(revision_url(live, number)).status_code == 404
    assert signed_in(user).get(compare_url(live, "?from=3&to=4")).status_code == 404
    assert signed_in(user).get(compare_url(live, "?from=2&to=3")).status_code == 200


def test_drafts_stay_unread_when_there_is_no_proposal(live: Article) -> None:
    live = workflow.drop_changes(live, by=None)
    assert shown_numbers(reader(), live) == [5, 3, 2]


def test_an_embargoed_proposal_is_for_those_who_may_read_embargoed_work() -> None:
    section = make_section()
    article = make_published(section_id=section.pk)
    article = edit(article, embargo_until=timezone.now() + timedelta(days=1))
    article = edit(article, embargo_until=None, title="엠바고 없는 수정안")
    colleague = make_user(Role.REPORTER, sections=(section,))
    desk = make_user(Role.DESK, sections=(section,))
    assert shown_numbers(colleague, article) == [3, 1]
    assert shown_numbers(desk, article) == [3, 2, 1]


def test_the_history_of_an_unpublished_story_is_as_closed_as_the_story() -> None:
    draft = make_draft()
    client = signed_in(reader())
    for address in (
        revisions_url(draft),
        revision_url(draft, 1),
        compare_url(draft),
    ):
        assert client.get(address).status_code == 404
    assert client.post(restore_url(draft, 1), {"base_revision": 1}).status_code == 404


def test_many_revisions_stand_on_several_pages(live: Article) -> None:
    for number in range(5, 44):
        live = edit(live, title=f"{number}번째 제목")
    chief = make_user(Role.CHIEF)
    assert shown_numbers(chief, live) == list(range(43, 23, -1))
    assert shown_numbers(chief, live, "?page=3") == [3, 2, 1]
    assert signed_in(chief).get(revisions_url(live, "?page=4")).status_code == 404


def test_two_revisions_are_compared_by_word(live: Article) -> None:
    response = signed_in(make_user(Role.CHIEF)).get(compare_url(live, "?from=3&to=2"))
    html = response.content.decode()
    assert re.search(r"<del><span[^>]*>\[지움\] </span>처음</del>", html)
    assert re.search(r"<ins><span[^>]*>\[더함\] </span>다시</ins>", html)
    assert "바뀌지 않은 항목: 부제목, 본문" in text(response)


def test_without_a_choice_the_newest_is_compared_with_the_one_before(live: Article) -> None:
    chief = make_user(Role.CHIEF)
    response = signed_in(chief).get(compare_url(live))
    assert (response.context["older"].number, response.context["newer"].number) == (3, 4)
    response = signed_in(chief).get(compare_url(live, "?to=3"))
    assert (response.context["older"].number, response.context["newer"].number) == (2, 3)
    response = signed_in(chief).get(compare_url(live, "?from=2&to=2"))
    assert response.status_code == 302
    for odd in ("?from=-1&to=x", "?from=999999999999&to=²", "?to=77"):
        assert signed_in(chief).get(compare_url(live, odd)).status_code in (200, 404)


def test_markup_in_a_text_is_shown_and_not_run(live: Article) -> None:
    live = edit(live, title="<script>alert(1)</script> 제목")
    response = signed_in(make_user(Role.CHIEF)).get(compare_url(live))
    assert b"<script>alert" not in response.content


def test_restoring_makes_a_new_revision_and_readers_keep_theirs(live: Article) -> None:
    chief = make_user(Role.CHIEF)
    response = signed_in(chief).post(restore_url(live, 2), {"base_revision": 4}, follow=True)
    assert response.redirect_chain == [(change_url(live), 302)]
    live.refresh_from_db()
    assert (live.revision, live.live_revision, live.title) == (5, 3, "다시 나간 제목")
    made = live.revisions.get(number=5)
    assert made.data["title"] == "처음 나간 제목"
    assert made.note == "2판에서 되살림"
    assert made.author == chief
    assert "3판을 봅니다" in messages_of(response)[0]


def test_restoring_a_draft_changes_the_draft() -> None:
    draft = edit(make_draft(title="하나"), title="둘")
    chief = make_user(Role.CHIEF)
    signed_in(chief).post(restore_url(draft, 1), {"base_revision": 2})
    draft.refresh_from_db()
    assert (draft.title, draft.revision) == ("하나", 3)


def test_restoring_never_replaces_newer_text(live: Article) -> None:
    chief = make_user(Role.CHIEF)
    edit(live, title="그사이 저장한 제목")
    response = signed_in(chief).post(restore_url(live, 2), {"base_revision": 4})
    assert response.status_code == 409
    shown = text(response)
    assert "그래서 2판을 되살리지 않았습니다" in shown
    assert "그사이" in shown
    assert (response.context["older"].number, response.context["newer"].number) == (4, 5)
    live.refresh_from_db()
    assert live.revision == 5
    for odd in ("", "x", "99"):
        response = signed_in(chief).post(restore_url(live, 2), {"base_revision": odd})
        assert response.status_code == 409
    assert signed_in(chief).post(restore_url(live, 2), {"base_revision": 5}).status_code == 302


def test_who_may_only_read_restores_nothing(live: Article) -> None:
    client = signed_in(reader())
    assert "되살리" not in text(client.get(revisions_url(live)))
    assert client.post(restore_url(live, 2), {"base_revision": 4}).status_code == 403
    assert client.post(restore_url(live, 1), {"base_revision": 4}).status_code == 404
    assert signed_in(make_user(Role.CHIEF)).get(restore_url(live, 2)).status_code == 405
    live.refresh_from_db()
    assert live.revision == 4


def test_restoring_what_is_there_already_says_so(live: Article) -> None:
    client = signed_in(make_user(Role.CHIEF))
    response = client.post(restore_url(live, 4), {"base_revision": 4}, follow=True)
    assert "지금 글이 4판과 같습니다" in messages_of(response)[0]
    live.refresh_from_db()
    assert live.revision == 4


def test_a_text_that_may_not_be_kept_any_more_is_refused(live: Article) -> None:
    revision = live.revisions.get(number=1)
    revision.data["labels"] = ["gone"]
    revision.save()
    client = signed_in(make_user(Role.CHIEF))
    response = client.post(restore_url(live, 1), {"base_revision": 4}, follow=True)
    assert "1판은 지금 그대로 저장할 수 없습니다. 없는 꼬리표입니다." in messages_of(response)[0]


def test_the_form_says_which_text_is_which(live: Article) -> None:
    client = signed_in(make_user(Role.CHIEF))
    shown = text(client.get(change_url(live)))
    assert "독자가 보는 글은 3판(게재본), 여기 있는 글은 4판(수정안)입니다." in shown
    assert "저장해도 독자가 보는 글은 바뀌지 않습니다." in shown
    workflow.publish(live, by=None)
    shown = text(client.get(change_url(live)))
    assert "독자가 보는 글과 같은 4판(게재본)입니다." in shown


def test_the_page_for_reading_tells_of_no_proposal(live: Article) -> None:
    shown = signed_in(reader()).get(change_url(live)).content.decode()
    assert "독자가 보는 글(3판, 게재본)입니다." in shown
    for told in ("수정안", "4판", 'value="4"', "비밀"):
        assert told not in shown


def test_the_list_tells_of_a_proposal_only_whom_it_concerns(live: Article) -> None:
    later = timezone.now() + timedelta(days=3)
    Article.objects.filter(pk=live.pk).update(updated_at=later)
    section = live.section
    assert section is not None
    for user, knows in (
        (make_user(Role.CHIEF), True),
        (make_user(Role.DESK, sections=(section,)), True),
        (reader(), False),
        (make_user(Role.ADMIN), False),
        (make_user(Role.CONTRIBUTOR), False),
    ):
        html = signed_in(user).get(list_url()).content.decode()
        assert "다시 나간 제목" in html
        assert ("수정안" in html) is knows
        assert ("4판" in html) is knows
        assert (f"{timezone.localtime(later):%Y.%m.%d}" in html) is knows
