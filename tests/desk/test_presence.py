"""What the script of a story's page is told, and who isn't told anything."""

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from articles import workflow
from articles.content import Content
from articles.models import Article
from articles.states import Status
from presence.models import OpenStory, SetAsideText, WhySetAside
from tests.builders import make_draft, make_published, make_reporter, make_section, make_user
from tests.desk.article_pages import change_url, form_data, list_url, signed_in
from writing import slots

pytestmark = pytest.mark.django_db

ONE, TWO = "1" * 32, "2" * 32
DOORS = ("beat", "take_over", "leave", "keep")


def door(article: Article, name: str) -> str:
    return reverse(f"admin:articles_article_presence_{name}", args=[article.pk])


def beat(user: User, article: Article, window: str = ONE, **more: str) -> dict[str, Any]:
    sent = {"window": window, "form": "1"} | more
    answer = signed_in(user).post(door(article, "beat"), sent)
    assert answer.status_code == 200
    told: dict[str, Any] = answer.json()
    return told


def take_over(user: User, article: Article, window: str = TWO) -> Any:
    return signed_in(user).post(door(article, "take_over"), {"window": window})


@pytest.fixture
def owner() -> User:
    return make_user(Role.REPORTER, name="김정민")


def test_a_beat_tells_who_is_there_and_what_is_newest(owner: User) -> None:
    chief = make_user(Role.CHIEF, name="최보라")
    article = make_draft(owner)
    assert beat(owner, article) == {
        "sentence": "",
        "writer": "",
        "holds": True,
        "elsewhere": False,
        "may_take_over": False,
        "taken_over_by": "",
        "revision": 1,
    }
    content = replace(Content.of(article), title="다른 제목")
    workflow.save(article, content, by=chief, base_revision=1)
    told = beat(chief, article, TWO)
    assert (told["writer"], told["holds"], told["may_take_over"]) == ("김정민 기자", False, True)
    assert told["revision"] == 2


def test_pages_and_lists_say_so_without_any_script(owner: User) -> None:
    article = make_draft(owner)
    beat(owner, article)
    chief = signed_in(make_user(Role.CHIEF))
    for address in (change_url(article), list_url()):
        assert "지금 김정민 기자가 쓰는 중" in chief.get(address).content.decode()
        assert "쓰는 중" not in signed_in(owner).get(address).content.decode()


def test_nobody_is_told_of_a_story_they_may_not_read(owner: User) -> None:
    article = make_draft(owner)
    beat(owner, article)
    for role in (Role.REPORTER, Role.CONTRIBUTOR, Role.DESK, Role.ADMIN):
        stranger = signed_in(make_user(role, sections=(make_section(),)))
        for name in DOORS:
            answer = stranger.post(door(article, name), {"window": TWO})
            assert answer.status_code == 404
            assert "김정민" not in answer.content.decode()
        assert "쓰는 중" not in stranger.get(list_url()).content.decode()
    assert OpenStory.objects.count() == 1


def test_without_a_login_or_a_token_nothing_is_said(owner: User) -> None:
    article = make_draft(owner)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(owner)
    for name in DOORS:
        assert Client().post(door(article, name), {"window": ONE}).status_code == 302
        assert strict.post(door(article, name), {"window": ONE}).status_code == 403
        assert signed_in(owner).get(door(article, name)).status_code == 405
    assert not OpenStory.objects.exists()


@pytest.mark.parametrize("window", ["", "1", "x" * 32, "1" * 33])
def test_a_window_has_a_key_of_the_right_form(owner: User, window: str) -> None:
    article = make_draft(owner)
    for name in ("beat", "take_over", "keep"):
        answer = signed_in(owner).post(door(article, name), {"window": window, "_window": window})
        assert answer.status_code == 400
    assert not OpenStory.objects.exists()


def test_who_may_not_edit_holds_nothing(owner: User) -> None:
    article = workflow.submit(make_draft(owner), by=None)
    assert not beat(owner, article)["holds"]
    assert OpenStory.objects.get().held_since is None


def test_of_unpublished_changes_a_reader_of_the_live_story_learns_nothing(owner: User) -> None:
    article = make_published(owner)
    content = replace(Content.of(article), title="고친 제목")
    workflow.save(article, content, by=None, base_revision=1)
    assert "revision" not in beat(make_user(Role.REPORTER), article, TWO)
    assert beat(owner, article)["revision"] == 2


def test_who_may_take_over(owner: User) -> None:
    here = make_section()
    article = make_draft(owner, section_id=here.pk)
    partner = make_user(Role.REPORTER, sections=(here,))
    make_reporter("이수", user=partner)
    content = replace(Content.of(article), reporter_ids=(partner.reporter.pk,))
    workflow.save(article, content, by=None, base_revision=1)
    beat(owner, article)
    # May edit a draft with their byline, but not take the place of whose story it is.
    assert beat(partner, article, TWO)["may_take_over"] is False
    refused = take_over(partner, article)
    assert refused.status_code == 403
    assert "‘이어받기’ 권한이 없습니다" in refused.json()["sentence"]
    assert beat(owner, article)["holds"]
    desk = make_user(Role.DESK, sections=(here,), name="최보라")
    assert take_over(desk, article).json()["holds"]
    assert beat(owner, article)["taken_over_by"] == "최보라 데스크"
    # And back again.
    assert take_over(owner, article, ONE).json()["holds"]


def test_what_the_loser_has_not_saved_is_kept(owner: User) -> None:
    chief = make_user(Role.CHIEF)
    article = make_draft(owner, title="처음 제목")
    beat(owner, article)
    take_over(chief, article)
    data = form_data(owner, article, title="적던 제목", _window=ONE)
    answer = signed_in(owner).post(door(article, "keep"), data)
    text = SetAsideText.objects.get()
    assert answer.json()["address"].endswith(f"/set-aside/{text.pk}/")
    assert (text.why, text.displaced_by) == (WhySetAside.TAKEN_OVER, chief)
    assert (text.content.title, text.base_revision, text.unread) == ("적던 제목", 1, {})
    # Sent again, it is the same text.
    signed_in(owner).post(door(article, "keep"), data)
    assert SetAsideText.objects.count() == 1
    article.refresh_from_db()
    assert (article.title, article.revision) == ("처음 제목", 1)


def test_even_what_cannot_be_read_is_kept_as_typed(owner: User) -> None:
    article = make_draft(owner, title="처음 제목")
    beat(owner, article)
    take_over(make_user(Role.CHIEF), article)
    typed = {"title": "", "reporters": "없는 사람", "body": "<p>적던 본문</p>", "tags": "가" * 200}
    data = form_data(owner, article, _window=ONE, **typed)
    signed_in(owner).post(door(article, "keep"), data)
    text = SetAsideText.objects.get()
    assert text.content.body == "<p>적던 본문</p>"
    assert text.content.title == "처음 제목"
    assert text.unread == {"제목": "", "기자": "없는 사람", "태그": "가" * 200}
    page = signed_in(owner).get(change_url(article).replace("change/", f"set-aside/{text.pk}/"))
    assert "없는 사람" in page.content.decode()


def test_what_was_autosaved_is_kept_though_the_loser_never_comes_back(owner: User) -> None:
    chief = make_user(Role.CHIEF)
    article = make_draft(owner, title="처음 제목")
    beat(owner, article)
    fields = {
        name: value if isinstance(value, list) else [str(value)]
        for name, value in form_data(owner, article, title="자동 저장된 제목").items()
    }
    typed = slots.Typed("k" * 32, 1, fields, base_revision=1, typed_at=timezone.now())
    slots.keep(typed, user=owner, article=article)
    take_over(chief, article)
    text = SetAsideText.objects.get()
    assert (text.author, text.displaced_by) == (owner, chief)
    assert (text.content.title, text.base_revision) == ("자동 저장된 제목", 1)
    # Coming back, the window sends the same.
    data = form_data(owner, article, title="자동 저장된 제목", _window=ONE)
    signed_in(owner).post(door(article, "keep"), data)
    assert SetAsideText.objects.count() == 1


def test_nothing_is_kept_of_a_window_that_lost_nothing(owner: User) -> None:
    article = make_draft(owner)
    beat(owner, article)
    data = form_data(owner, article, title="적던 제목", _window=ONE)
    assert signed_in(owner).post(door(article, "keep"), data).status_code == 400
    assert not SetAsideText.objects.exists()


def test_the_losers_save_is_refused_with_the_comparison(owner: User) -> None:
    chief = make_user(Role.CHIEF, name="최보라")
    article = make_draft(owner)
    beat(owner, article)
    take_over(chief, article)
    data = form_data(owner, article, title="적던 제목", _window=ONE)
    answer = signed_in(owner).post(change_url(article), data)
    assert answer.status_code == 409
    assert "최보라 편집국장이 이 기사를 이어받아" in answer.content.decode()
    assert SetAsideText.objects.get().content.title == "적던 제목"
    article.refresh_from_db()
    assert article.revision == 1
    # Seen, merged and opened again, it is the number that decides.
    assert beat(owner, article, opened="1")["taken_over_by"] == ""
    assert signed_in(owner).post(change_url(article), data).status_code == 302
    article.refresh_from_db()
    assert (article.title, article.revision) == ("적던 제목", 2)
    late = form_data(chief, article, title="늦은 제목", base_revision=1, _window=TWO)
    assert signed_in(chief).post(change_url(article), late).status_code == 409


def test_a_lock_never_decides_a_save(owner: User) -> None:
    """Without any script nobody holds anything, and the number is all there is."""
    article = make_draft(owner)
    beat(make_user(Role.CHIEF), article, TWO)
    data = form_data(owner, article, title="먼저 저장")
    assert signed_in(owner).post(change_url(article), data).status_code == 302
    article.refresh_from_db()
    assert (article.revision, article.status) == (2, Status.DRAFT)
