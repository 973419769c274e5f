"""Autosave at the desk: text goes to one's own slot, is offered back, compared and let go of."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from articles import workflow
from articles.content import Content
from articles.models import Article, Revision
from desk import offers
from tests.builders import (
    make_content,
    make_draft,
    make_published,
    make_section,
    make_user,
    own_outlet,
)
from tests.desk.article_pages import (
    add_url,
    change_url,
    form_data,
    list_url,
    messages_of,
    signed_in,
)
from writing.models import Slot

pytestmark = pytest.mark.django_db

KEY = "0123456789abcdef0123456789abcdef"
AUTOSAVE = "/admin/articles/article/autosave/"


@pytest.fixture
def writer() -> User:
    own_outlet()
    return make_user(Role.REPORTER, sections=(make_section(),))


def posted(user: User, article: Article | None = None, **typed: Any) -> dict[str, Any]:
    """What the form's script sends of the form, with `typed` over it."""
    marks = {
        "_form_key": typed.pop("_form_key", KEY),
        "_counter": str(typed.pop("_counter", 1)),
        "_user": str(user.pk),
        "_article": str(article.pk) if article else "",
        "_age": "0",
    }
    return form_data(user, article, **typed) | marks


def autosave(user: User, article: Article | None = None, **typed: Any) -> Any:
    return signed_in(user).post(AUTOSAVE, posted(user, article, **typed))


def offered(client: Client, address: str) -> list[offers.Offer]:
    found: list[offers.Offer] = client.get(address).context["offers"]
    return found


def form_key_of(response: Any) -> str:
    key: str = response.context["form_key"]
    return key


# --- taking in ------------------------------------------------------------------------------


def test_the_text_goes_to_a_slot_as_typed_and_makes_no_revision(writer: User) -> None:
    article = make_draft(writer)
    answer = autosave(writer, article, title=" 쓰는 중\n", body="<p>아직 <b>다듬지</b> 않은 글")
    assert answer.status_code == 200
    assert len(json.loads(answer.content)["saved_at"]) == len("14:05:10")
    slot = Slot.objects.get()
    assert (slot.user, slot.article, slot.base_revision) == (writer, article, 1)
    assert slot.fields["title"] == [" 쓰는 중\n"]
    assert slot.fields["body"] == ["<p>아직 <b>다듬지</b> 않은 글"]
    assert not {name for name in slot.fields if name.startswith("_") or "csrf" in name}
    article.refresh_from_db()
    assert article.revision == 1
    assert Revision.objects.count() == 1


def test_a_new_story_is_kept_before_its_first_save(writer: User) -> None:
    assert autosave(writer, title="").status_code == 200
    assert Slot.objects.get().article is None
    assert not Article.objects.exists()


def test_an_older_request_that_comes_late_is_told_so(writer: User) -> None:
    autosave(writer, title="나중", _counter=5)
    answer = autosave(writer, title="처음", _counter=4)
    assert (answer.status_code, answer.json()["error"]) == (409, "stale")
    assert Slot.objects.get().title == "나중"


def test_without_a_session_it_is_said_in_json() -> None:
    user = make_user(Role.REPORTER)
    answer = Client().post(AUTOSAVE, posted(user, title="제목"))
    assert (answer.status_code, answer.json()["error"]) == (401, "signed-out")
    assert not Slot.objects.exists()


def test_it_asks_for_the_csrf_token(writer: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(writer)
    assert client.post(AUTOSAVE, posted(writer, title="제목")).status_code == 403
    assert not Slot.objects.exists()


def test_a_page_of_another_user_is_not_kept_as_ones_own(writer: User) -> None:
    other = make_user(Role.REPORTER)
    answer = signed_in(other).post(AUTOSAVE, posted(writer, title="앞사람이 쓰던 글"))
    assert (answer.status_code, answer.json()["error"]) == (409, "other-user")
    assert not Slot.objects.exists()


def test_who_may_not_write_or_read_the_story_keeps_nothing(writer: User) -> None:
    theirs = make_draft(make_user(Role.REPORTER))
    hidden = autosave(writer, theirs, title="제목")
    unknown = signed_in(writer).post(AUTOSAVE, posted(writer, title="제목") | {"_article": "999"})
    assert (hidden.status_code, hidden.content) == (unknown.status_code, unknown.content)
    assert hidden.status_code == 404
    assert autosave(make_user(Role.ADMIN), title="제목").status_code == 404
    assert autosave(make_user(), title="제목").status_code == 401
    assert not Slot.objects.exists()


def test_text_typed_before_the_desk_took_the_story_is_kept(writer: User) -> None:
    article = make_draft(writer, section_id=writer.sections.get().pk)
    workflow.submit(article, by=writer)
    assert autosave(writer, article, title="늦게 고친 제목").status_code == 200
    page = signed_in(writer).get(change_url(article))
    (offer,) = page.context["offers"]
    assert not offer.may_restore
    assert "늦게 고친 제목" in page.content.decode()
    assert offer.restore_url not in page.content.decode()


@pytest.mark.parametrize(
    "marks",
    [
        {"_form_key": "x"},
        {"_form_key": "../" * 11},
        {"_counter": "0"},
        {"_counter": "9" * 40},
        {"_age": "x"},
        {"_article": "x"},
        {"_article": "9" * 30},
    ],
)
def test_what_no_form_sends_is_refused(writer: User, marks: dict[str, str]) -> None:
    answer = signed_in(writer).post(AUTOSAVE, posted(writer, title="제목") | marks)
    assert answer.status_code in {400, 404}
    assert not Slot.objects.exists()


def test_only_posting_keeps(writer: User) -> None:
    assert signed_in(writer).get(AUTOSAVE).status_code == 405


def test_nul_is_left_out_and_the_rest_kept(writer: User) -> None:
    assert autosave(writer, title="제\x00목").status_code == 200
    assert Slot.objects.get().title == "제목"


def test_too_long_a_text_is_told_and_the_browser_keeps_it(writer: User) -> None:
    answer = autosave(writer, body="가" * 750_000)
    assert (answer.status_code, answer.json()["error"]) == (413, "refused")
    assert "2MB" in answer.json()["sentence"]


def test_the_time_is_when_it_was_typed(writer: User) -> None:
    signed_in(writer).post(AUTOSAVE, posted(writer, title="제목") | {"_age": "3600"})
    age = timezone.now() - Slot.objects.get().typed_at
    assert timedelta(minutes=59) < age < timedelta(minutes=61)


# --- offering back --------------------------------------------------------------------------


def test_the_form_offers_it_back_compared_by_field(writer: User) -> None:
    article = make_draft(writer, title="저장된 제목", tags=("도서관",))
    autosave(writer, article, title="쓰던 제목", body="<p>새 첫 문단</p>", labels=["exclusive"])
    page = signed_in(writer).get(change_url(article))
    (offer,) = page.context["offers"]
    found = {difference.label: difference for difference in offer.differences}
    assert set(found) == {"제목", "본문", "꼬리표"}
    assert (found["제목"].stored, found["제목"].typed) == ("저장된 제목", "쓰던 제목")
    assert found["본문"].typed == "새 첫 문단"
    assert (found["꼬리표"].stored, found["꼬리표"].typed) == ("(없음)", "단독")
    assert "자동 저장된 글이 있습니다" in page.content.decode()
    assert page.context["form"]["title"].value() == "저장된 제목"


def test_the_comparison_marks_words_and_particles(writer: User) -> None:
    article = make_draft(writer, title="시장이 도서관을 열었다", body="<p>시장은 웃었다.</p>")
    autosave(writer, article, title="시장이 도서관은 열었다", body="<p>시장은 <b>웃었다.</b></p>")
    html = signed_in(writer).get(change_url(article)).content.decode()
    assert "<del>" in html
    assert "</span>은</ins>" in html
    assert "굵게" in html


def test_a_body_that_could_never_be_saved_is_still_shown(writer: User) -> None:
    article = make_draft(writer)
    autosave(writer, article, body="<div>" * 300 + "깊이 묻힌 글" + "</div>" * 300)
    client = signed_in(writer)
    (offer,) = offered(client, change_url(article))
    assert "깊이 묻힌 글" in client.get(change_url(article)).content.decode()
    assert "깊이 묻힌 글" in client.get(offer.restore_url).content.decode()


def test_what_differs_only_as_browsers_send_it_is_not_offered(writer: User) -> None:
    article = make_draft(writer, body="<p>하나</p>\n<p>둘</p>", lead_caption="설명")
    autosave(writer, article, body="<p>하나</p>\r\n\r\n<p>둘</p>\r\n")
    assert offered(signed_in(writer), change_url(article)) == []


def test_restoring_fills_the_form_and_saves_nothing(writer: User) -> None:
    section = make_section("시장")
    article = make_draft(writer)
    typed = {
        "title": "되살린 제목",
        "body": "<p>되살린 글</p><script>alert(1)</script>",
        "labels": ["breaking", "exclusive"],
        "section": str(section.pk),
        "embargo_until": "내일 아침",
        "is_incomplete": "on",
        "tags": "가, 나, ",
    }
    autosave(writer, article, **typed)
    client = signed_in(writer)
    (offer,) = offered(client, change_url(article))
    page = client.get(offer.restore_url)
    html = page.content.decode()
    form = page.context["form"]
    assert form["title"].value() == "되살린 제목"
    assert form["labels"].value() == ["breaking", "exclusive"]
    assert f'value="{section.pk}" selected' in html
    assert 'value="내일 아침"' in html
    assert form["is_incomplete"].value() is True
    assert "alert(1)" not in html
    assert page.context["is_unsaved"]
    assert form_key_of(page) == KEY
    assert page.context["form_counter"] == 1
    assert page.context["offers"] == []
    article.refresh_from_db()
    assert article.revision == 1


def test_what_was_typed_beside_the_form_comes_back_too(writer: User) -> None:
    desk = make_user(Role.DESK, sections=(section := make_section(),))
    article = workflow.submit(make_draft(writer, section_id=section.pk), by=writer)
    autosave(desk, article, **{"reason-reject": "둘째 문단을 확인해 주세요."})
    client = signed_in(desk)
    (offer,) = offered(client, change_url(article))
    assert [difference.typed for difference in offer.differences] == ["둘째 문단을 확인해 주세요."]
    assert "둘째 문단을 확인해 주세요.</textarea>" in client.get(offer.restore_url).content.decode()


def test_saving_lets_go_of_the_slot_and_of_what_comes_late(writer: User) -> None:
    article = make_draft(writer)
    autosave(writer, article, title="쓰던 제목")
    client = signed_in(writer)
    client.post(change_url(article), form_data(writer, article, title="쓰던 제목", _form_key=KEY))
    late = client.post(AUTOSAVE, posted(writer, article, title="쓰던 제", _counter=2))
    assert (late.status_code, late.json()["error"]) == (200, "closed")
    assert not Slot.objects.kept().exists()
    assert offered(client, change_url(article)) == []


def test_a_save_that_is_undone_keeps_the_slot(
    writer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = make_draft(writer)
    autosave(writer, article, title="쓰던 제목")

    def fail(*_args: Any, **_kwargs: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("desk.article_screen._act_after_saving", fail)
    client = signed_in(writer)
    client.raise_request_exception = False
    client.post(change_url(article), form_data(writer, article, title="쓰던 제목", _form_key=KEY))
    article.refresh_from_db()
    assert article.revision == 1
    assert Slot.objects.kept().get().title == "쓰던 제목"


def test_a_form_that_came_back_keeps_its_key_and_its_slot(writer: User) -> None:
    article = make_draft(writer)
    autosave(writer, article, title="쓰던 제목", _counter=7)
    page = signed_in(writer).post(
        change_url(article), form_data(writer, article, title="", _form_key=KEY)
    )
    assert form_key_of(page) == KEY
    assert page.context["form_counter"] == 7
    assert Slot.objects.kept().exists()


def test_each_opening_of_the_form_has_a_key_of_its_own(writer: User) -> None:
    client = signed_in(writer)
    first, second = (form_key_of(client.get(add_url())) for _ in range(2))
    assert first != second
    assert offers.is_key(first)


def test_the_first_save_of_a_new_story_lets_go_of_its_slot(writer: User) -> None:
    client = signed_in(writer)
    autosave(writer, title="새 기사")
    (offer,) = offered(client, add_url())
    page = client.get(offer.restore_url)
    assert page.context["form"]["title"].value() == "새 기사"
    client.post(offer.restore_url, form_data(writer, title="새 기사", _form_key=KEY))
    assert Article.objects.get().title == "새 기사"
    assert not Slot.objects.kept().exists()


def test_the_offer_says_when_the_story_has_moved_on_and_never_overwrites_it(writer: User) -> None:
    article = make_draft(writer)
    autosave(writer, article, subtitle="내 부제목")
    workflow.save(
        article, make_content(title="동료의 제목"), by=None, base_revision=article.revision
    )
    article.refresh_from_db()
    client = signed_in(writer)
    (offer,) = offered(client, change_url(article))
    assert offer.moved_on
    page = client.get(offer.restore_url)
    assert page.context["form"]["base_revision"].value() == 1
    sent = form_data(writer, article, subtitle="내 부제목", base_revision="1", _form_key=KEY)
    refused = client.post(offer.restore_url, sent)
    assert refused.status_code == 409
    article.refresh_from_db()
    assert (article.title, article.revision) == ("동료의 제목", 2)
    # Kept for good by now, and so not offered as if it were nowhere else.
    assert article.set_aside.get().content.subtitle == "내 부제목"
    assert not Slot.objects.kept().exists()


def test_a_form_only_looked_at_is_not_offered_after_a_colleague_saved(writer: User) -> None:
    article = make_draft(writer)
    autosave(writer, article)
    theirs = replace(Content.of(article), title="동료의 제목")
    workflow.save(article, theirs, by=None, base_revision=1)
    assert offered(signed_in(writer), change_url(article)) == []


def test_throwing_away_needs_a_post_and_is_final(writer: User) -> None:
    article = make_draft(writer)
    autosave(writer, article, title="버릴 글")
    client = signed_in(writer)
    address = reverse("admin:articles_article_autosave_discard", args=[KEY])
    assert client.get(address).status_code == 405
    assert Slot.objects.kept().exists()
    assert client.post(address, {"back": "form"}).headers["Location"] == change_url(article)
    assert offered(client, change_url(article)) == []
    assert client.post(address).status_code == 404


def test_nobody_sees_or_throws_away_anothers_text(writer: User) -> None:
    article = make_draft(writer, section_id=writer.sections.get().pk)
    autosave(writer, article, title="나만 보는 글")
    autosave(writer, title="나만 보는 새 글", _form_key="f" * 32)
    chief = signed_in(make_user(Role.CHIEF))
    addresses = [change_url(article), add_url(), reverse("admin:index"), list_url()]
    addresses += [f"{change_url(article)}?restore={KEY}", f"{add_url()}?restore={'f' * 32}"]
    addresses += [reverse("admin:articles_article_autosave_offers") + f"?article={article.pk}"]
    for address in addresses:
        assert "나만 보는" not in chief.get(address).content.decode()
    address = reverse("admin:articles_article_autosave_discard", args=[KEY])
    assert chief.post(address).status_code == 404
    assert Slot.objects.kept().count() == 2


def test_another_storys_text_is_not_restored_into_this_one(writer: User) -> None:
    article = make_draft(writer)
    autosave(writer, title="새 기사의 글")
    page = signed_in(writer).get(f"{change_url(article)}?restore={KEY}")
    assert page.context["form"]["title"].value() == article.title
    assert form_key_of(page) != KEY


def test_the_first_page_lists_what_waits_until_it_cannot_be_read(writer: User) -> None:
    article = make_draft(writer)
    autosave(writer, title="새 기사", body="<p>첫 문장을 쓰다가 덮은 노트북</p>")
    autosave(writer, article, title="고치던 기사", _form_key="f" * 32)
    client = signed_in(writer)
    html = client.get(reverse("admin:index")).content.decode()
    assert "저장한 적 없는 새 기사" in html
    assert "첫 문장을 쓰다가 덮은 노트북" in html
    assert "고치던 기사" in html
    Article.objects.filter(pk=article.pk).update(owner=None)
    assert "고치던 기사" not in client.get(reverse("admin:index")).content.decode()


def test_the_part_for_a_script_is_the_offers_alone(writer: User) -> None:
    article = make_draft(writer)
    autosave(writer, article, title="쓰던 제목")
    address = reverse("admin:articles_article_autosave_offers")
    client = signed_in(writer)
    html = client.get(f"{address}?article={article.pk}").content.decode()
    assert "쓰던" in html
    assert "<html" not in html
    assert (
        "쓰던 제목"
        not in client.get(f"{address}?article={article.pk}&besides={KEY}").content.decode()
    )
    assert "쓰던 제목" in client.get(address).content.decode()
    hidden = make_draft(make_user(Role.REPORTER))
    assert client.get(f"{address}?article={hidden.pk}").status_code == 404


def test_a_live_story_open_to_all_offers_nothing_of_its_changes(writer: User) -> None:
    """Who reads the live text alone has nothing compared with the working copy."""
    article = make_published()
    workflow.save(article, make_content(title="숨긴 수정안"), by=None, base_revision=1)
    Slot.objects.create(
        user=writer,
        article=article,
        form_key=KEY,
        counter=1,
        fields={"title": ["예전에 쓰던 글"]},
        base_revision=1,
        typed_at=timezone.now(),
    )
    html = signed_in(writer).get(change_url(article)).content.decode()
    assert "예전에 쓰던 글" in html
    assert "숨긴 수정안" not in html


def test_a_form_without_waiting_text_costs_one_query_more(writer: User) -> None:
    client = signed_in(writer)
    with CaptureQueriesContext(connection) as captured:
        client.get(add_url())
    asked = [query["sql"] for query in captured if "writing_slot" in query["sql"]]
    assert len(asked) == 1


def test_messages_are_those_of_saving_alone(writer: User) -> None:
    """Nothing of autosave may look like a save."""
    article = make_draft(writer)
    autosave(writer, article, title="쓰던 제목")
    assert messages_of(signed_in(writer).get(change_url(article))) == []
