from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.admin import helpers
from django.test import Client
from django.utils import timezone

from accounts.roles import Role
from articles import workflow
from articles.content import Content
from articles.models import Article
from articles.states import Action, Status
from desk import actions
from newsroom.lib.dates import format_time
from tests.builders import make_draft, make_published, make_section, make_user
from tests.desk.article_pages import act_url, confirm, list_url, messages_of, signed_in

pytestmark = pytest.mark.django_db


def submitted(**fields: Any) -> Article:
    return workflow.submit(make_draft(**fields), by=None)


def in_bulk(client: Client, action: str, *articles: Article, **typed: Any) -> Any:
    """As from the list that shows the stories as they stand."""
    picked = [article.pk for article in articles]
    data = {"action": action, helpers.ACTION_CHECKBOX_NAME: picked, "index": 0} | typed
    data.setdefault("seen", [f"{article.pk}:{article.revision}" for article in articles])
    return client.post(list_url(), data, follow=True)


def statuses(*articles: Article) -> list[str]:
    return [Article.objects.get(pk=article.pk).status for article in articles]


# --- the panel of a page that is only read --------------------------------------------------


def test_the_owner_recalls_a_submitted_story_that_they_may_not_edit() -> None:
    user = make_user(Role.REPORTER)
    article = workflow.submit(make_draft(user), by=user)
    client = signed_in(user)
    page = client.get(act_url(article).replace("/act/", "/change/"))
    assert "form" not in page.context
    assert [ask.action for ask in page.context["asks"]] == [Action.RECALL]
    client.post(act_url(article), {"_action": "recall", "revision": article.revision})
    assert statuses(article) == [Status.DRAFT]


def test_an_administrator_withdraws_with_a_reason() -> None:
    article = make_published()
    client = signed_in(make_user(Role.ADMIN))
    response = client.post(
        act_url(article), {"_action": "withdraw", "revision": article.revision}, follow=True
    )
    assert messages_of(response) == ["‘게재중지’ 사유를 적어 주세요."]
    assert statuses(article) == [Status.PUBLISHED]
    client.post(
        act_url(article),
        {"_action": "withdraw", "reason-withdraw": "오보", "revision": article.revision},
    )
    assert statuses(article) == [Status.WITHDRAWN]
    assert article.log.first().reason == "오보"


def test_a_reason_belongs_to_its_own_button() -> None:
    article = make_published()
    client = signed_in(make_user(Role.CHIEF))
    client.post(
        act_url(article),
        {"_action": "withdraw", "reason-correct": "숫자를 고침", "revision": article.revision},
    )
    assert statuses(article) == [Status.PUBLISHED]
    assert not article.correction_notes.exists()


def test_a_refused_act_says_why_and_changes_nothing() -> None:
    section = make_section()
    article = submitted(section_id=section.pk)
    reporter = make_user(Role.REPORTER, sections=(section,))
    response = signed_in(reporter).post(
        act_url(article), {"_action": "approve", "revision": article.revision}, follow=True
    )
    assert messages_of(response) == ["기자 계정에는 ‘승인’ 권한이 없습니다."]
    assert statuses(article) == [Status.SUBMITTED]


def test_an_act_on_a_story_that_has_moved_on_is_refused() -> None:
    article = submitted()
    Article.objects.filter(pk=article.pk).update(revision=2)
    client = signed_in(make_user(Role.CHIEF))
    response = client.post(act_url(article), {"_action": "approve", "revision": "1"}, follow=True)
    assert "그사이 다른 사람이" in messages_of(response)[0]
    assert statuses(article) == [Status.SUBMITTED]


@pytest.mark.parametrize("action", ["", "edit", "read", "nonsense"])
def test_an_unknown_act_is_a_bad_request(action: str) -> None:
    article = submitted()
    client = signed_in(make_user(Role.CHIEF))
    assert client.post(act_url(article), {"_action": action}).status_code == 400


def test_nobody_acts_on_a_text_they_have_not_seen() -> None:
    article = submitted()
    client = signed_in(make_user(Role.CHIEF))
    for seen in ({}, {"revision": ""}, {"revision": "0"}, {"revision": "둘"}):
        response = client.post(act_url(article), {"_action": "approve"} | seen, follow=True)
        assert "그사이 다른 사람이" in messages_of(response)[0]
    assert statuses(article) == [Status.SUBMITTED]


def test_acting_takes_a_post_with_a_token() -> None:
    article = submitted()
    user = make_user(Role.CHIEF)
    assert signed_in(user).get(act_url(article)).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(user)
    assert strict.post(act_url(article), {"_action": "take"}).status_code == 403
    assert statuses(article) == [Status.SUBMITTED]


@pytest.mark.parametrize(
    ("at", "sentence"),
    [
        ("", actions.TIME_MISSING),
        ("내일 아침", "예약 시각을 알 수 없습니다. 2025.10.29 14:05처럼 적어 주세요."),
        ("2020.01.01 00:00", "예약 시각은 지금보다 뒤여야 합니다."),
    ],
)
def test_a_schedule_needs_a_time_to_come(at: str, sentence: str) -> None:
    article = workflow.approve(submitted(), by=None)
    client = signed_in(make_user(Role.CHIEF))
    response = client.post(
        act_url(article),
        {"_action": "schedule", "at": at, "revision": article.revision},
        follow=True,
    )
    assert messages_of(response) == [sentence]
    assert statuses(article) == [Status.APPROVED]


def test_a_schedule_is_in_seoul_time() -> None:
    article = workflow.approve(submitted(), by=None)
    at = timezone.now() + timedelta(days=2)
    typed = format_time(at)
    client = signed_in(make_user(Role.CHIEF))
    posted = {"_action": "schedule", "at": typed, "revision": article.revision}
    response = confirm(client, client.post(act_url(article), posted))
    assert messages_of(response)[0].startswith(f"예약했습니다. {typed[:10]}")
    article.refresh_from_db()
    assert article.status == Status.SCHEDULED
    assert format_time(article.published_at) == typed


# --- in bulk --------------------------------------------------------------------------------


def test_each_story_is_reported_by_itself() -> None:
    here = make_section()
    desk = make_user(Role.DESK, sections=(here,))
    first, second = submitted(section_id=here.pk), submitted(section_id=here.pk)
    draft = make_draft(section_id=here.pk, title="아직 초안")
    response = in_bulk(signed_in(desk), "approve", first, second, draft)
    assert statuses(first, second, draft) == [Status.APPROVED, Status.APPROVED, Status.DRAFT]
    assert messages_of(response) == [
        "2건: 승인했습니다.",
        "‘아직 초안’: 작성중 상태의 기사에는 ‘승인’ 처리를 할 수 없습니다.",
    ]


def test_stories_out_of_reach_are_left_alone() -> None:
    here = make_section()
    desk = make_user(Role.DESK, sections=(here,))
    mine, theirs = submitted(section_id=here.pk), submitted()
    response = in_bulk(signed_in(desk), "take", mine, theirs)
    assert statuses(mine, theirs) == [Status.IN_REVIEW, Status.SUBMITTED]
    assert "1건은 그사이 이 목록에서 빠져서" in messages_of(response)[-1]


def test_an_act_that_the_role_never_has_is_not_offered_and_not_done() -> None:
    section = make_section()
    reporter = make_user(Role.REPORTER, sections=(section,))
    article = submitted(section_id=section.pk)
    client = signed_in(reporter)
    offered = dict(client.get(list_url()).context["action_form"].fields["action"].choices)
    assert set(offered) >= {"submit", "recall", "trash"}
    assert not set(offered) & {"approve", "publish", "reject", "delete_selected"}
    in_bulk(client, "approve", article)
    assert statuses(article) == [Status.SUBMITTED]


def test_a_rejection_asks_for_its_reason_first() -> None:
    chief = make_user(Role.CHIEF)
    first, second = submitted(title="첫째"), submitted(title="둘째")
    client = signed_in(chief)
    page = in_bulk(client, "reject", first, second)
    assert "반려 사유" in page.content.decode()
    assert "첫째" in page.content.decode()
    assert statuses(first, second) == [Status.SUBMITTED, Status.SUBMITTED]
    page = in_bulk(client, "reject", first, second, confirm="1")
    assert "‘반려’ 사유를 적어 주세요." in page.content.decode()
    in_bulk(client, "reject", first, second, confirm="1", **{"reason-reject": "다시 써 주세요"})
    assert statuses(first, second) == [Status.REJECTED, Status.REJECTED]
    assert first.log.first().reason == "다시 써 주세요"


def test_a_story_saved_since_the_list_was_shown_is_left_alone() -> None:
    first, second = submitted(), submitted(title="고치던 기사")
    content = replace(Content.of(second), body="<p>더 쓴 글</p>")
    workflow.save(second, content, by=None, base_revision=1)
    response = in_bulk(signed_in(make_user(Role.CHIEF)), "approve", first, second)
    assert statuses(first, second) == [Status.APPROVED, Status.SUBMITTED]
    assert "‘고치던 기사’: 그사이 다른 사람이" in messages_of(response)[1]


def test_what_the_list_did_not_show_is_shown_before_anything_is_done() -> None:
    first, second = submitted(), submitted()
    client = signed_in(make_user(Role.CHIEF))
    page = in_bulk(client, "approve", first, second, seen=[f"{first.pk}:{first.revision}"])
    assert statuses(first, second) == [Status.SUBMITTED, Status.SUBMITTED]
    shown = page.context["seen"]
    assert shown.split() == [f"{article.pk}:1" for article in page.context["articles"]]
    in_bulk(client, "approve", first, second, seen=[shown], confirm="1")
    assert statuses(first, second) == [Status.APPROVED, Status.APPROVED]


def test_the_list_says_which_revision_it_shows() -> None:
    article = submitted()
    page = signed_in(make_user(Role.CHIEF)).get(list_url()).content.decode()
    assert f'name="seen" value="{article.pk}:1"' in page


def test_bulk_needs_a_token() -> None:
    article = submitted()
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(make_user(Role.CHIEF))
    data = {"action": "take", helpers.ACTION_CHECKBOX_NAME: [article.pk], "index": 0}
    assert strict.post(list_url(), data).status_code == 403
    assert statuses(article) == [Status.SUBMITTED]


def test_every_transition_has_a_function_and_a_sentence() -> None:
    from articles.states import TRANSITIONS

    for action in TRANSITIONS:
        assert actions.done_text(action)
        assert actions.asked({"_action": action.value}) == action
