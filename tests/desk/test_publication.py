"""The page between a button and readers, and the list of several with its way back."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.admin import helpers
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from articles import revisions, workflow
from articles.models import Article, PublicationBatch
from articles.models.record import LogAction
from articles.states import Action, Status
from newsroom.lib.dates import format_time, format_time_with_weekday
from sections.models import Section
from tests.builders import (
    make_content,
    make_draft,
    make_drafts,
    make_photo,
    make_published,
    make_reporter,
    make_section,
    make_user,
)
from tests.desk.article_pages import (
    act_url,
    change_url,
    confirm,
    confirm_url,
    form_data,
    list_url,
    messages_of,
    signed_in,
)

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def section() -> Section:
    return make_section("문화")


@pytest.fixture
def desk(section: Section) -> User:
    return make_user(Role.DESK, name="이데스크", sections=(section,))


@pytest.fixture
def place(section: Section) -> dict[str, Any]:
    return {"section_id": section.pk, "reporter_ids": (make_reporter("김정민").pk,)}


def approved(by: User | None = None, **fields: Any) -> Article:
    return workflow.approve(workflow.submit(make_draft(**fields), by=None), by=by)


def saved(article: Article, **fields: Any) -> Article:
    content = replace(revisions.working_copy(article), **fields)
    return workflow.save(article, content, by=None, base_revision=article.revision)


def press(client: Client, article: Article, action: str, **typed: Any) -> Any:
    posted = {"_action": action, "revision": article.revision} | typed
    return client.post(act_url(article), posted)


def fresh(article: Article) -> Article:
    return Article.objects.get(pk=article.pk)


def undo_url(batch: PublicationBatch) -> str:
    return reverse("admin:articles_article_undo", args=[batch.pk])


# --- one story ------------------------------------------------------------------------------


def test_the_page_shows_what_goes_when_and_who_approved_it(place: Any, desk: User) -> None:
    photo = make_photo(caption="새 도서관", alt="벽돌 건물")
    article = approved(
        desk, title="가온시 새 도서관", labels=("breaking",), lead_photo_id=photo.pk, **place
    )
    pressed = press(signed_in(desk), article, "publish")
    assert fresh(article).status == Status.APPROVED
    page = signed_in(desk).get(pressed.url)
    text = page.content.decode()
    for shown in (
        '<span class="label">[속보]</span> 가온시 새 도서관',
        "문화",
        "예시신문 = 김정민 기자",
        photo.get_absolute_url(),
        "새 도서관",
        "대체 텍스트: 벽돌 건물",
        "이데스크",
        "1판 승인",
        "지금 나갈 판입니다",
        "단추를 누르는 즉시",
    ):
        assert shown in text, shown
    assert page.context["review"].warnings == page.context["review"].stops == []
    assert "autofocus>게재</button>" in text
    response = confirm(signed_in(desk), pressed)
    assert messages_of(response) == ["게재했습니다."]
    assert fresh(article).status == Status.PUBLISHED


def test_warnings_stop_nobody_but_the_button_says_them(place: Any, desk: User) -> None:
    article = make_draft(**place, title="가온시 ○○○", body="<p>참석자는 TK명이다.</p>")
    client = signed_in(desk)
    pressed = press(client, article, "publish_now")
    text = client.get(pressed.url).content.decode()
    assert "경고 2건이 있어도 출고</button>" in text
    assert "이 단추가 승인을 겸합니다" in text
    assert "본문 1번째 문단에 ‘TK’ 표시가 남아 있습니다" in text
    confirm(client, pressed)
    assert fresh(article).status == Status.PUBLISHED


def test_time_and_reason_come_along_and_stay_when_one_goes_back(place: Any, desk: User) -> None:
    client = signed_in(desk)
    article = approved(**place)
    at = timezone.now() + timedelta(days=2, hours=3)
    pressed = press(client, article, "schedule", **{"at-schedule": format_time(at)})
    text = client.get(pressed.url).content.decode()
    assert format_time_with_weekday(at) in text
    assert "2일 3시간 뒤" in text or "2일 2시간 뒤" in text
    assert format_time(at) in client.get(change_url(article)).content.decode()
    confirm(client, pressed)
    assert format_time(fresh(article).published_at) == format_time(at)
    assert not client.session["typed_beside"]

    live = make_published(**place)
    pressed = press(client, live, "correct", **{"reason-correct": "숫자를\n바로잡습니다."})
    assert "숫자를<br>바로잡습니다." in client.get(pressed.url).content.decode()
    assert not live.correction_notes.exists()
    confirm(client, pressed)
    assert live.correction_notes.get().text == "숫자를\n바로잡습니다."
    assert client.get(confirm_url(live, Action.SCHEDULE_CHANGE)).status_code == 302


def test_a_story_that_moved_on_is_refused_and_shown_as_it_is_now(place: Any, desk: User) -> None:
    article = make_draft(**place, title="확인한 제목")
    client = signed_in(desk)
    pressed = press(client, article, "publish_now")
    assert "확인한 제목" in client.get(pressed.url).content.decode()
    newer = saved(article, title="그사이 바뀐 제목")
    refused = confirm(client, pressed, revision=1)
    assert "확인하는 사이에 다른 사람이" in messages_of(refused)[0]
    assert "그사이 바뀐 제목" in refused.content.decode()
    assert fresh(article).status == Status.DRAFT
    # Pressed on a page that was old already: nothing to confirm.
    late = press(client, article, "publish_now")
    assert late.url == change_url(article)
    # Saved between the press and the page.
    assert "단추를 누르는 사이에" in client.get(pressed.url).content.decode()
    confirm(client, pressed, revision=newer.revision)
    assert fresh(article).title == "그사이 바뀐 제목"


def test_an_embargo_stops_everyone_below_the_chief_on_every_way(place: Any, desk: User) -> None:
    until = timezone.now() + timedelta(hours=3)
    article = approved(**place, embargo_until=until)
    client = signed_in(desk)
    pressed = press(client, article, "publish")
    page = client.get(pressed.url)
    assert "지금은 내보낼 수 없습니다" in page.content.decode()
    assert "autofocus" not in page.content.decode()
    assert page.context["review"].warnings == []
    refused = confirm(client, pressed)
    assert "엠바고가" in messages_of(refused)[0]
    assert fresh(article).status == Status.APPROVED
    # The press and the act itself: an attempt each.
    assert article.log.filter(action=LogAction.REFUSED_EMBARGO, by=desk).count() == 2
    chief = signed_in(make_user(Role.CHIEF))
    pressed = press(chief, article, "publish")
    assert "경고 1건이 있어도 게재" in chief.get(pressed.url).content.decode()
    confirm(chief, pressed)
    assert fresh(article).status == Status.PUBLISHED


def test_what_is_incomplete_or_approved_otherwise_is_stopped(place: Any, desk: User) -> None:
    client = signed_in(desk)
    stub = make_draft(**place, is_incomplete=True, body="")
    pressed = press(client, stub, "publish_now")
    stops = client.get(pressed.url).context["review"].stops
    assert [stop.split()[0] for stop in stops] == ["아직", "내용이"]
    assert "본문" in messages_of(confirm(client, pressed))[0]
    assert fresh(stub).status == Status.DRAFT

    moved = approved(**place)
    Article.objects.filter(pk=moved.pk).update(approved_revision=0)
    pressed = press(client, moved, "publish")
    page = client.get(pressed.url)
    assert page.context["review"].stops == ["승인한 뒤에 글이 바뀌었습니다. 다시 승인해 주세요."]
    assert "승인된 판이 아닙니다" in page.content.decode()
    confirm(client, pressed)
    assert fresh(moved).status == Status.APPROVED


def test_the_page_is_for_who_may_do_the_act_to_the_story(place: Any, desk: User) -> None:
    article = approved(**place)
    address = confirm_url(article, Action.PUBLISH)
    stranger = make_user(Role.DESK, sections=(make_section(),))
    reporter = make_user(Role.REPORTER, sections=(Section.objects.first(),))
    # Who may not read the story isn't told that there is one.
    for user, status in ((stranger, 404), (reporter, 403), (make_user(Role.ADMIN), 404)):
        client = signed_in(user)
        assert client.get(address).status_code == status
        assert client.post(address, {"revision": 1}).status_code == status
    client = signed_in(desk)
    assert client.get(confirm_url(article, Action.TRASH)).status_code == 404
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(desk)
    assert strict.post(address, {"revision": 1}).status_code == 403
    client.post(address, {})
    assert fresh(article).status == Status.APPROVED
    client.post(address, {"revision": 1})
    assert fresh(article).status == Status.PUBLISHED
    again = client.post(address, {"revision": 1}, follow=True)
    assert "처리를 하지 못했습니다" in messages_of(again)[-1]


def test_the_form_saves_first_and_says_that_nothing_has_gone_out(place: Any, desk: User) -> None:
    article = make_draft(**place)
    client = signed_in(desk)
    data = form_data(desk, article, title="다 쓴 제목", _action="publish_now")
    pressed: Any = client.post(change_url(article) + "?_changelist_filters=queue%3Dmine", data)
    assert fresh(article).title == "다 쓴 제목"
    assert fresh(article).status == Status.DRAFT
    page = client.get(pressed.url).content.decode()
    assert "글은 저장되어 있습니다" in page
    assert "?queue=mine" in page
    response = confirm(client, pressed)
    assert "_changelist_filters=queue%3Dmine" in response.redirect_chain[-1][0]


# --- several --------------------------------------------------------------------------------


def in_bulk(client: Client, action: str, *articles: Article, **typed: Any) -> Any:
    picked = [article.pk for article in articles]
    data = {"action": action, helpers.ACTION_CHECKBOX_NAME: picked, "index": 0} | typed
    data.setdefault("seen", [f"{article.pk}:{article.revision}" for article in articles])
    return client.post(list_url(), data, follow=True)


def answer(client: Client, page: Any, **typed: Any) -> Any:
    """Press the button of the list of several, as its form does."""
    going = [review.article for review in page.context["going"]]
    action = page.context["ask"].action.value
    return in_bulk(client, action, *going, seen=[page.context["seen"]], confirm="1", **typed)


def test_several_are_shown_sent_a_minute_later_and_taken_back(place: Any, desk: User) -> None:
    first = approved(desk, title="첫째 기사", **place)
    second = approved(desk, title="둘째 기사", body="<p>■■ 확인</p>", **place)
    draft = make_draft(title="아직 초안", **place)
    client = signed_in(desk)
    page = in_bulk(client, "publish", first, second, draft)
    text = page.content.decode()
    assert "경고 1건이 있어도 2건 게재</button>" in text
    assert "‘■■’ 표시가 남아 있습니다" in text
    assert "작성중 상태의 기사에는 ‘게재’ 처리를 할 수 없습니다." in text
    assert fresh(first).status == Status.APPROVED
    response = answer(client, page)
    assert "2건이 " in messages_of(response)[0]
    assert not Article.objects.published().exists()
    batch = PublicationBatch.objects.get()
    assert "2건 모두 되돌리기" in response.content.decode()
    other = make_user(Role.DESK, sections=(Section.objects.first(),))
    assert "모두 되돌리기" not in signed_in(other).get(list_url()).content.decode()
    refused = signed_in(other).post(undo_url(batch), follow=True)
    assert messages_of(refused) == ["내보낸 사람이나 편집국장만 되돌릴 수 있습니다."]
    response = client.post(undo_url(batch), follow=True)
    assert messages_of(response)[0].startswith("2건을 되돌렸습니다.")
    assert "모두 되돌리기" not in response.content.decode()
    assert {fresh(article).status for article in (first, second)} == {Status.APPROVED}
    again = client.post(undo_url(batch), follow=True)
    assert messages_of(again)[0].startswith("이데스크 님이 이미 되돌렸습니다.")


def test_the_way_back_takes_a_post_with_a_token_and_ends_with_the_minute(
    place: Any, desk: User
) -> None:
    client = signed_in(desk)
    article = approved(**place)
    answer(client, in_bulk(client, "publish", article))
    batch = PublicationBatch.objects.get()
    assert client.get(undo_url(batch)).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(desk)
    assert strict.post(undo_url(batch)).status_code == 403
    now = timezone.now() - timedelta(seconds=1)
    PublicationBatch.objects.update(undo_until=now, goes_live_at=now)
    response = client.post(undo_url(batch), follow=True)
    assert "이미 나가서 되돌릴 수 없습니다" in messages_of(response)[0]
    assert "모두 되돌리기" not in response.content.decode()
    assert fresh(article).status == Status.SCHEDULED
    assert client.post(undo_url(PublicationBatch(pk=batch.pk + 1))).status_code == 404


def test_a_schedule_of_several_asks_for_its_time(place: Any, desk: User) -> None:
    client = signed_in(desk)
    article = approved(**place)
    page = in_bulk(client, "schedule", article)
    again = answer(client, page)
    assert "예약할 날짜와 시각을" in messages_of(again)[0]
    at = timezone.now() + timedelta(days=1)
    answer(client, again, **{"at-schedule": format_time(at)})
    assert format_time(fresh(article).published_at) == format_time(at)


def test_more_than_twenty_are_refused(place: Any, desk: User) -> None:
    client = signed_in(desk)
    articles = make_drafts([make_content(**place) for _ in range(21)])
    for typed in ({}, {"confirm": "1"}):
        response = in_bulk(client, "publish_now", *articles, **typed)
        (sentence,) = messages_of(response)
        assert "한 번에 20건까지만 내보낼 수 있습니다. 지금 고른 것은 21건" in sentence
    assert not Article.objects.exclude(status=Status.DRAFT).exists()


def test_a_text_saved_while_the_list_was_read_is_not_sent(place: Any, desk: User) -> None:
    client = signed_in(desk)
    article = make_draft(**place)
    page = in_bulk(client, "publish_now", article)
    saved(article, title="더 고친 제목")
    response = answer(client, page)
    assert "그사이 다른 사람이" in messages_of(response)[0]
    assert fresh(article).status == Status.DRAFT


def test_a_proposal_out_of_reach_is_neither_told_nor_sent(place: Any) -> None:
    live = make_published(**place, title="게재된 제목")
    saved(live, title="아직 비밀인 제목 TK")
    client = signed_in(make_user(Role.DESK, sections=(make_section(),)))
    page = in_bulk(client, "publish", fresh(live))
    assert "게재된 제목" in page.content.decode()
    assert "비밀" not in page.content.decode()
    assert "2판" not in page.content.decode()
    in_bulk(client, "publish", fresh(live), confirm="1")
    assert not PublicationBatch.objects.exists()
