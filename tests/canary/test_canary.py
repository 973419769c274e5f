"""Whatever readers don't see of a story carries a mark; every route is asked for as everybody, and
nobody is shown a mark that the table of domain.md keeps from them (decision 0027).

`make stress` goes everywhere as everybody. Here each person asks for a lot of it: every route,
every state of a story, every role.
"""

from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import override_settings
from django.urls import path

from accounts.roles import Role
from articles.models import Article
from newsroom import urls
from tests.canary.allowance import may_read
from tests.canary.crawl import Browser, Report, crawl, told_apart, undone
from tests.canary.fields import unaccounted_models, unmarked_fields
from tests.canary.marks import Kind
from tests.canary.routes import Ask, UnknownRoute, all_routes, asks_of_every_route, just
from tests.canary.world import ACTORS, STATES, World, make_world

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.any_database]

# One in so many of the requests about single stories.
SHOWN_TO, TOLD_TO = 120, 120


@pytest.fixture
def world(db: None) -> World:
    return make_world()


def test_nobody_is_shown_what_the_table_keeps_from_them(world: World) -> None:
    report = crawl(world, world.actors, list(asks_of_every_route(world)), one_in=SHOWN_TO)
    assert not report.leaks, complaint(report.leaks)
    everything = {(actor.place, route) for actor in world.actors for route in all_routes()}
    assert report.asked == everything
    assert_it_sees(world, report)


def test_a_story_one_may_not_read_answers_like_one_that_is_not_there(world: World) -> None:
    asks = list(asks_of_every_route(world))
    wrong = told_apart(world, world.actors, asks, one_in=TOLD_TO)
    assert not wrong, complaint(wrong)


def test_every_text_of_a_story_carries_a_mark(world: World) -> None:
    assert unaccounted_models() == set(), "say in tests/canary/fields.py what these belong to"
    assert unmarked_fields(world) == [], "give these a mark in tests/canary/world.py"


@pytest.mark.stress
@pytest.mark.parametrize("key", ACTORS)
def test_nobody_is_shown_anything_anywhere(key: str) -> None:
    world = make_world(whole=True)
    actor, asks = world.actor(key), list(asks_of_every_route(world))
    report = crawl(world, [actor], asks)
    assert not report.leaks, complaint(report.leaks)
    wrong = told_apart(world, [actor], asks)
    assert not wrong, complaint(wrong)
    if actor.role == Role.CHIEF:
        kept = {Kind.SLOT}
        fields = {mark.field for mark in world.marks if mark.kind not in kept}
        assert fields - {mark.field for mark in report.seen[key]} == NEVER_SHOWN


# On no page: what a source calls a story, what Django notes beside its own log, the name of a file
# that is asked for by its row, and what a batch keeps for taking itself back.
NEVER_SHOWN = {
    *("import_key", "document's file", "replaced by a batch"),
    *("Tag in the log of the admin", "Photo in the log of the admin"),
}


# --- what the crawl itself is worth ---------------------------------------------------------


def drafts_for_all(request: HttpRequest) -> HttpResponse:
    titles = Article.objects.values_list("title", flat=True)
    return HttpResponse(", ".join(titles) + "<img>")


def page_404_for_some(request: HttpRequest, pk: int) -> HttpResponse:
    is_there = Article.objects.filter(pk=pk).exists()
    return HttpResponse(status=404 if is_there else 410)


@pytest.fixture
def leaking() -> Iterator[None]:
    """The site with two more routes."""
    module: Any = ModuleType("leaking_urls")
    module.urlpatterns = [
        path("drafts/", drafts_for_all),
        path("is-there/<int:pk>/", page_404_for_some),
        *urls.urlpatterns,
    ]
    with override_settings(ROOT_URLCONF=module):
        yield


def test_a_new_route_has_to_be_written_down(world: World, leaking: None) -> None:
    with pytest.raises(UnknownRoute, match=r"tests/canary/routes\.py.*'drafts/', 'is-there/"):
        next(asks_of_every_route(world))


def test_a_planted_leak_is_found(world: World, leaking: None) -> None:
    asks = [("drafts/", Ask("/drafts/"))]
    report = crawl(world, world.actors, asks)
    assert not [leak for leak in report.leaks if leak.actor == "chief"]
    found = {leak.what for leak in report.leaks if leak.actor == "reader"}
    assert len(found) == sum(not story.state.is_change for story in world.stories)
    story = world.stories[0]
    assert f"title of {story.key} (unpublished text)" in found
    asks = [("is-there/<int:pk>/", Ask(f"/is-there/{story.pk}/", story))]
    assert told_apart(world, [world.actor("reader")], asks)
    assert not told_apart(world, [world.actor("chief")], asks)


def test_all_routes_are_known_by_just_what_django_resolves() -> None:
    assert "articles/<int:pk>/" in all_routes()
    assert list(just("/feed/")(None)) == ["/feed/"]


def test_what_is_posted_is_undone(world: World) -> None:
    story = next(story for story in world.stories if story.state.status == "submitted")
    typed = {"_action": "take", "revision": str(story.revisions[-1])}
    before = Article.objects.get(pk=story.pk).status
    ask = Ask(f"/admin/articles/article/{story.pk}/act/", story, lambda user: typed)
    with undone():
        answer = Browser(world.actor("chief")).ask(ask)
    assert answer.messages == ("데스킹을 시작했습니다.",)
    assert Article.objects.get(pk=story.pk).status == before


def assert_it_sees(world: World, report: Report) -> None:
    """Where marks may be seen they are: whoever may read of a state has been shown some of it."""
    for actor in world.actors:
        seen = {mark.story for mark in report.seen[actor.key] if mark.kind == Kind.TEXT}
        for state in STATES:
            if state.is_change and actor.role != Role.CHIEF:
                # On few pages, which not everybody asks for in a short crawl.
                continue
            stories = {
                story.key
                for story in world.stories
                if story.state == state and may_read(actor, story)
            }
            assert not stories or stories & seen, f"{actor.key} was shown nothing of {state.key}"
    kinds = {mark.kind for seen in report.seen.values() for mark in seen}
    assert kinds == set(Kind)


def complaint(found: list[Any], most: int = 40) -> str:
    lines = [str(each) for each in found[:most]]
    return "\n".join([f"{len(found)} in all:", *lines])
