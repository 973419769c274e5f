"""Finding stories at the desk: the list, and wherever a story is chosen."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from articles import revisions, workflow
from articles.models import Article
from desk import story_search
from newsroom.lib.dates import parse_seoul
from search import building, results
from sections.models import Section
from tests.builders import (
    make_draft,
    make_published,
    make_reporter,
    make_section,
    make_user,
)
from tests.desk.article_pages import list_url

pytestmark = pytest.mark.django_db

DAY = "2025-03-01T00:00:00"
Find = Callable[[Client, str], set[int]]
SUGGESTED = "/admin/articles/article/suggest/articles/"
CHOSEN = "/admin/autocomplete/"


def listed(client: Client, typed: str) -> set[int]:
    response = client.get(list_url(), {"q": typed})
    assert response.status_code == 200
    return {article.pk for article in response.context["cl"].result_list}


def suggested(client: Client, typed: str) -> set[int]:
    found = client.get(SUGGESTED, {"q": typed}).json()["results"]
    return {int(one["value"].split()[0]) for one in found}


def chosen(client: Client, typed: str) -> set[int]:
    asked = {"app_label": "redirects", "model_name": "redirect", "field_name": "article"}
    found = client.get(CHOSEN, asked | {"term": typed}).json()["results"]
    return {int(one["id"]) for one in found}


@pytest.fixture
def chief(client: Client) -> Client:
    client.force_login(make_user(Role.CHIEF))
    return client


@pytest.mark.parametrize("find", [listed, suggested, chosen])
def test_drafts_and_live_stories_are_found_as_readers_find_them(chief: Client, find: Find) -> None:
    draft = make_draft(title="수달 돌아와", body="<p>양해각서를 체결했다.</p>", tags=("하천",))
    live = make_published(title="두루미", body="<p>양해 각서 체결.</p>")
    make_draft(title="다른 글", body="<p>아무 말.</p>")
    assert find(chief, "양해각서") == {draft.pk, live.pk}
    assert find(chief, "하천") == find(chief, "ㅅㄷ") == {draft.pk}
    # Still being typed.
    assert find(chief, "두루") == {live.pk}
    assert find(chief, "없는말") == set()


@pytest.mark.parametrize("find", [listed, suggested, chosen])
def test_filters_among_the_words_are_the_readers(chief: Client, find: Find) -> None:
    section, reporter = make_section("경기소식"), make_reporter("강하늘")
    fields: Any = {"title": "수달", "section_id": section.pk, "reporter_ids": (reporter.pk,)}
    draft, live = make_draft(**fields), make_published(at=parse_seoul(DAY), **fields)
    make_draft(title="수달", section_id=make_section("문화").pk)
    make_published(title="수달")
    for typed in ("섹션:경기소식 수달", "수달 기자:강하늘", "section:경기소식"):
        assert find(chief, typed) == {draft.pk, live.pk}, typed
    assert find(chief, "수달 까지:2025-03") == {live.pk}
    assert find(chief, "수달 섹션:없음") == set()
    assert find(chief, "수달 까지:2025-13") == find(chief, "수달")


def test_a_filter_that_cannot_be_read_is_told(chief: Client) -> None:
    make_draft(title="수달")
    no_day, no_name = "날짜로 읽을 수 없어 빼고 찾았습니다", "그런 섹션이나 기자가 없습니다"
    for typed, told in (("까지:2025-13", no_day), ("섹션:없음", no_name)):
        html = chief.get(list_url(), {"q": f"수달 {typed}"}).content.decode()
        assert [told] == [each for each in (no_day, no_name) if each in html]
    html = chief.get(list_url(), {"q": "수달"}).content.decode()
    assert no_day not in html
    assert no_name not in html


@pytest.mark.parametrize("find", [listed, suggested, chosen])
def test_a_story_is_found_by_its_number(chief: Client, find: Find) -> None:
    section = make_section("동네")
    story = make_draft(title="가", section_id=section.pk)
    make_draft(title="나", section_id=section.pk)
    assert find(chief, str(story.pk)) == find(chief, f"#{story.pk}") == {story.pk}
    assert find(chief, "9" * 18) == set()


@pytest.mark.parametrize("find", [listed, suggested])
def test_nobody_finds_by_its_words_what_they_may_not_read(client: Client, find: Find) -> None:
    section = make_section()
    reporter = make_user(Role.REPORTER, sections=(section,))
    own = make_draft(by=reporter, title="수달 하나", section_id=section.pk)
    make_draft(title="수달 둘")
    live = make_published(title="수달 셋")
    client.force_login(reporter)
    assert find(client, "수달") == {own.pk, live.pk}
    client.force_login(make_user(Role.ADMIN))
    assert find(client, "수달") == {live.pk}


def test_of_a_live_story_the_text_that_readers_get_is_searched(chief: Client) -> None:
    story = make_published(title="수달")
    content = revisions.working_copy(story)
    workflow.save(story, replace(content, title="두루미"), by=None, base_revision=1)
    assert listed(chief, "수달") == {story.pk}
    assert listed(chief, "두루미") == set()


def test_of_very_many_both_the_unpublished_and_the_live_are_there(
    chief: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(results, "COUNTED", 2)
    drafts = [make_draft(title="수달").pk for _ in range(4)]
    live = [make_published(title="수달").pk for _ in range(4)]
    assert listed(chief, "수달") == {*drafts[-2:], *live[-2:]}


CUT = "가장 새로운 1,000건에서만"


def test_nobodys_own_are_crowded_out_by_what_others_may_read(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(results, "COUNTED", 3)
    here = make_section("여기")
    reporter = make_user(Role.REPORTER, sections=(here,))
    own = make_draft(by=reporter, title="수달")
    signed = make_draft(title="수달", reporter_ids=(make_reporter(user=reporter).pk,))
    beside = make_draft(title="수달", section_id=here.pk)
    for _ in range(4):
        make_draft(title="수달")
    client.force_login(reporter)
    assert listed(client, "수달") == {own.pk, signed.pk, beside.pk}
    assert CUT not in client.get(list_url(), {"q": "수달"}).content.decode()
    client.force_login(make_user(Role.CHIEF))
    assert CUT in client.get(list_url(), {"q": "수달"}).content.decode()


READABLE = {
    Role.CONTRIBUTOR: {"own"},
    Role.REPORTER: {"own", "signed", "here"},
    Role.DESK: {"own", "here", "embargoed"},
    Role.ADMIN: set(),
}


@pytest.mark.parametrize("role", READABLE)
def test_what_a_role_may_not_read_crowds_nothing_out_and_is_not_told_of(
    client: Client, monkeypatch: pytest.MonkeyPatch, role: Role
) -> None:
    monkeypatch.setattr(results, "COUNTED", 3)
    here, elsewhere = make_section("여기").pk, make_section("저기").pk
    user = make_user(role, sections=(Section.objects.get(pk=here),))
    signed, other = make_reporter(user=user).pk, make_reporter().pk
    kinds: dict[str, dict[str, Any]] = {
        "own": {},
        "signed": {"reporter_ids": (signed,)},
        "here": {"section_id": here},
        "embargoed": {"section_id": here, "embargo_until": timezone.now() + timedelta(days=1)},
        "further": {"further_section_ids": (here,)},
        "others": {},
    }

    def make(kind: str) -> int:
        told = {"section_id": elsewhere, "reporter_ids": (other,)} | kinds[kind]
        story = make_draft(title="수달", **told)
        if kind == "own":
            # Of whoever writes none now, from before.
            Article.objects.filter(pk=story.pk).update(owner=user)
            building.keep([story.pk])
        return story.pk

    def is_cut() -> bool:
        return CUT in client.get(list_url(), {"q": "수달"}).content.decode()

    allowed = {make(kind) for kind in kinds if kind in READABLE[role]}
    for kind in kinds.keys() - READABLE[role]:
        for _ in range(4):
            make(kind)
    client.force_login(user)
    assert listed(client, "수달") == allowed
    assert not is_cut()
    newer = [make(kind) for kind in READABLE[role] for _ in range(4)]
    assert is_cut() == bool(READABLE[role])
    assert listed(client, "수달") == set(newer[-3:])


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.REPORTER, Role.DESK, Role.ADMIN])
def test_drafts_that_a_role_never_reads_are_not_asked_for(
    monkeypatch: pytest.MonkeyPatch, role: Role
) -> None:
    monkeypatch.setattr(results, "COUNTED", 1)
    make_user(role, username="asking", sections=(make_section("여기"),))

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            user = User.objects.get(username="asking")
            assert not story_search.found(user, Article.objects.all(), "수달").stories
        return len(asked)

    before = queries()
    for _ in range(2):
        make_draft(title="수달")
    assert queries() == before


def test_drafts_and_live_stories_are_not_many_together(
    chief: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(results, "COUNTED", 3)
    all_of_them = {make(title="수달").pk for make in (make_draft, make_published) * 3}
    assert listed(chief, "수달") == all_of_them
    assert CUT not in chief.get(list_url(), {"q": "수달"}).content.decode()


@pytest.mark.parametrize(("queue", "make"), [("published", make_draft), ("trash", make_published)])
def test_a_tab_is_not_cut_by_what_never_stands_in_it(
    chief: Client, monkeypatch: pytest.MonkeyPatch, queue: str, make: Callable[..., Article]
) -> None:
    monkeypatch.setattr(results, "COUNTED", 2)
    for _ in range(3):
        make(title="수달")
    assert CUT in chief.get(list_url(), {"q": "수달"}).content.decode()
    assert CUT not in chief.get(list_url(), {"q": "수달", "queue": queue}).content.decode()


@pytest.mark.parametrize("narrowed", [{"queue": "mine"}, {"section": True}])
def test_a_list_that_is_narrowed_is_searched_as_a_whole(
    client: Client, monkeypatch: pytest.MonkeyPatch, narrowed: dict[str, Any]
) -> None:
    monkeypatch.setattr(results, "COUNTED", 2)
    chief, here = make_user(Role.CHIEF), make_section("여기")
    part = make_section("여기의 일부", parent=here)
    draft = make_draft(by=chief, title="수달", section_id=part.pk)
    live = make_published(
        title="수달", section_id=part.pk, reporter_ids=(make_reporter(user=chief).pk,)
    )
    for _ in range(3):
        make_draft(title="수달")
        make_published(title="수달")
    client.force_login(chief)
    asked = {name: here.pk if value is True else value for name, value in narrowed.items()}
    found = client.get(list_url(), {"q": "수달", **asked}).context["cl"].result_list
    assert {article.pk for article in found} == {draft.pk, live.pk}


@pytest.mark.parametrize("typed", ['"', "(", "*", "%", "_", "\\", "'", "ㅋㅋ", "\u202e가", "-수달"])
def test_no_query_is_an_error(chief: Client, typed: str) -> None:
    make_draft(title="글")
    for find in (listed, suggested, chosen):
        assert find(chief, typed) <= set(Article.objects.values_list("pk", flat=True))
