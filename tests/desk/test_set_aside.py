"""Too late: the comparison of three texts, what is put together from it, and who may look."""

from dataclasses import replace
from typing import Any

import pytest

from accounts.models import User
from accounts.roles import Role
from articles import workflow
from articles.content import Content
from articles.models import Article
from presence.models import SetAsideText, WhySetAside
from tests.builders import make_draft, make_section, make_user
from tests.desk.article_pages import change_url, form_data, messages_of, signed_in

pytestmark = pytest.mark.django_db


def text_url(text: SetAsideText) -> str:
    return change_url(text.article).replace("/change/", f"/set-aside/{text.pk}/")


def too_late(user: User, theirs: dict[str, Any], **typed: Any) -> tuple[Article, Any]:
    """The answer to `user`, who typed into a form that somebody else was quicker to save."""
    article = make_draft(user, title="처음 제목", body="<p>처음 본문이 여기 있다.</p>")
    data = form_data(user, article, **typed)
    workflow.save(
        article,
        replace(Content.of(article), **theirs),
        by=make_user(Role.CHIEF, name="최국장"),
        base_revision=1,
    )
    response = signed_in(user).post(change_url(article), data)
    article.refresh_from_db()
    return article, response


def rows_of(response: Any) -> dict[str, str]:
    return {row.name: str(row.changed) for row in response.context["rows"]}


def test_the_three_texts_stand_side_by_side() -> None:
    user = make_user(Role.REPORTER)
    article, response = too_late(
        user, {"title": "남의 제목", "subtitle": "남의 부제"}, title="내 제목", tags="도서관"
    )
    assert response.status_code == 409
    assert rows_of(response) == {"title": "both", "subtitle": "theirs", "tags": "mine"}
    page = response.content.decode()
    assert "<del>처음</del><ins>남의</ins> 제목" in page
    assert "<del>처음</del><ins>내</ins> 제목" in page
    assert "최국장" in page
    assert article.revision == 2


def test_what_one_person_changed_is_merged_on_request_and_saved_by_hand() -> None:
    user = make_user(Role.REPORTER)
    article, response = too_late(user, {"title": "남의 제목"}, body="<p>내 본문</p>", tags="도서관")
    assert "겹치지 않는 것은 합치기" in response.content.decode()
    text = article.set_aside.get()
    merged = signed_in(user).post(text_url(text), {"newest": "2"})
    form = merged.context["form"]
    assert form["title"].value() == "남의 제목"
    assert (form["body"].value(), form["tags"].value()) == ("<p>내 본문</p>", "도서관")
    assert form["base_revision"].value() == 2
    assert "data-unsaved" in merged.content.decode()
    assert f'action="{change_url(article)}"' in merged.content.decode()
    article.refresh_from_db()
    assert article.revision == 2
    data = form_data(user, article, title="남의 제목", body="<p>내 본문</p>", tags="도서관")
    signed_in(user).post(change_url(article), data | {"_set_aside": text.pk})
    article.refresh_from_db()
    text.refresh_from_db()
    assert (article.title, article.body) == ("남의 제목", "<p>내 본문</p>")
    assert text.used_in == article.revision == 3


def test_a_conflict_has_to_be_decided() -> None:
    user = make_user(Role.REPORTER)
    article, _ = too_late(user, {"title": "남의 제목"}, title="내 제목", tags="도서관")
    text = article.set_aside.get()
    client = signed_in(user)
    for picks in ({}, {"pick-title": "nobody"}, {"pick-tags": "mine"}):
        again = client.post(text_url(text), {"newest": "2"} | picks)
        assert "겹친 칸마다 누구의 글로 할지 골라 주세요." in messages_of(again)
        assert [row.name for row in again.context["rows"] if row.is_missing] == ["title"]
    for pick, title in (("mine", "내 제목"), ("theirs", "남의 제목")):
        merged = client.post(text_url(text), {"newest": "2", "pick-title": pick})
        assert merged.context["form"]["title"].value() == title
        assert merged.context["form"]["tags"].value() == "도서관"


def test_a_text_saved_meanwhile_is_compared_anew() -> None:
    user = make_user(Role.REPORTER)
    article, _ = too_late(user, {"title": "남의 제목"}, tags="도서관")
    content = replace(Content.of(article), title="또 다른 제목")
    workflow.save(article, content, by=None, base_revision=2)
    again = signed_in(user).post(text_url(article.set_aside.get()), {"newest": "2"})
    assert again.status_code == 409
    assert "또 다른 제목" in again.content.decode()
    assert "form" not in again.context


def test_it_can_be_found_again_and_its_page_is_its_own_form() -> None:
    user = make_user(Role.REPORTER)
    article, late = too_late(user, {"title": "남의 제목"}, title="내 제목")
    text = article.set_aside.get()
    client = signed_in(user)
    assert text_url(text) in client.get(change_url(article)).content.decode()
    later = client.get(text_url(text))
    assert later.status_code == 200
    assert rows_of(later) == rows_of(late)
    assert text_url(text) in client.get(text_url(text).rsplit("/", 2)[0] + "/").content.decode()


def test_text_without_a_base_is_compared_in_two() -> None:
    user = make_user(Role.REPORTER)
    article, response = too_late(user, {"title": "남의 제목"}, title="내 제목", base_revision="")
    assert rows_of(response) == {"title": "both"}
    assert [row.was for row in response.context["rows"]] == [None]
    assert article.set_aside.get().base_revision == 0


def test_nobody_else_opens_it() -> None:
    here = make_section()
    user = make_user(Role.REPORTER, sections=(here,))
    article, _ = too_late(user, {"title": "남의 제목"}, title="내 제목", section=here.pk)
    text = article.set_aside.get()
    other = make_draft(user)
    Article.objects.filter(pk=article.pk).update(section=here)
    colleague = signed_in(make_user(Role.REPORTER, sections=(here,)))
    assert colleague.get(text_url(text)).status_code == 404
    assert colleague.post(text_url(text), {"newest": "2"}).status_code == 404
    assert text_url(text) not in colleague.get(change_url(article)).content.decode()
    stranger = signed_in(make_user(Role.DESK))
    assert stranger.get(text_url(text)).status_code == 404
    desk = signed_in(make_user(Role.DESK, sections=(here,)))
    assert desk.get(text_url(text)).status_code == 200
    # Not under the number of another story either.
    assert desk.get(change_url(other).replace("change/", f"set-aside/{text.pk}/")).status_code in (
        403,
        404,
    )


def test_what_the_desk_took_away_meanwhile_is_kept_and_may_be_read_but_not_merged() -> None:
    user = make_user(Role.REPORTER)
    article = make_draft(user)
    data = form_data(user, article, title="늦은 제목")
    workflow.submit(article, by=None)
    client = signed_in(user)
    assert client.post(change_url(article), data).status_code == 403
    text = article.set_aside.get()
    assert (text.why, text.content.title) == (WhySetAside.REFUSED, "늦은 제목")
    assert client.get(text_url(text)).context["why_not"]
    assert client.post(text_url(text), {"newest": "1"}).status_code == 403


def test_of_who_could_never_edit_the_story_nothing_is_kept() -> None:
    article = make_draft(make_user(Role.REPORTER), section_id=make_section().pk)
    workflow.publish_now(article, by=None)
    reader = make_user(Role.REPORTER)
    data = form_data(reader, article, title="남의 기사")
    assert signed_in(reader).post(change_url(article), data).status_code == 403
    assert not SetAsideText.objects.exists()
