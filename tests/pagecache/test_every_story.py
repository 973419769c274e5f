"""Whatever becomes of a story, and however it came, every page says so at the next request."""

import json
from dataclasses import fields, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from articles import bulk, revisions, scheduling, workflow
from articles.content import Content
from articles.models import Article
from articles.states import TRANSITIONS, Action
from readership.models import HourlyViews
from readership.ranking import rank
from tests.builders import make_content, make_draft
from tests.desk.article_pages import change_url, confirm_url, form_data
from tests.imports import documents, lines
from tests.pagecache.clock import at
from tests.pagecache.walk import Walk
from tests.pagecache.world import SOON

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.mark.any_database
def test_every_field_of_a_live_story(walk: Walk) -> None:
    world = walk.world
    page = f"/articles/{world.lead.pk}/"
    changes: dict[str, Any] = {
        "title": "새 제목",
        "subtitle": "새 부제목",
        "body": "<p>고친 글이다.</p>",
        "outlet_id": world.agency.pk,
        "labels": ("breaking", "photo"),
        "reporting_type": "advertising",
        "section_id": world.bare.pk,
        "further_section_ids": (world.opinion.pk,),
        "tags": ("증시", "새태그"),
        "reporter_ids": (world.idle.pk, world.kim.pk),
        "lead_photo_id": world.spare_photo.pk,
        "lead_caption": "새 설명",
        "lead_credit": "새 출처",
        "related_ids": (world.elsewhere.pk, world.breaking.pk),
        "embargo_until": at(9),
        "is_incomplete": False,
    }
    assert set(changes) == {field.name for field in fields(Content)}
    for name, value in changes.items():
        article = Article.objects.get(pk=world.lead.pk)
        content = replace(revisions.working_copy(article), **{name: value})
        if content == revisions.working_copy(article):
            assert name == "is_incomplete"
            continue
        article = workflow.save(article, content, by=None, base_revision=article.revision)
        assert walk.changed_by(f"saving {name}") == set()
        workflow.publish(article, by=None)
        assert page in walk.changed_by(f"publishing {name}")
    assert {"/tags/새태그/", f"/reporters/{world.idle.pk}/", "/sections/bare/"} <= {
        path for path in walk.addresses if "새 제목" in walk.page(path).body.decode()
    }


@pytest.mark.any_database
def test_the_newspaper_as_it_is(walk: Walk) -> None:
    """One after another: making the newspaper takes as long as each."""
    no_key_tells_of_what_readers_cannot_see(walk)
    only_pages_concerned_are_rendered(walk)
    walk.changed_by("a new story")
    ranking(walk)
    withdrawal(walk)
    form_of_a_live_story(walk)


def form_of_a_live_story(walk: Walk) -> None:
    world = walk.world
    typed = form_data(world.chief, world.lead, title="데스크가 고친 제목", tags="도서관, 새태그")
    assert walk.send(change_url(world.lead), typed) == set()
    article = Article.objects.get(pk=world.lead.pk)
    typed = form_data(world.chief, article) | {"_action": "publish"}
    assert walk.send(change_url(article), typed) == set()
    seen = {"revision": str(article.revision)}
    shown = walk.send(confirm_url(article, Action.PUBLISH), seen)
    assert {f"/articles/{article.pk}/", "/", "/tags/새태그/"} <= shown


def test_every_transition(walk: Walk) -> None:
    """Up to its publication a story shows nowhere; from then on each act shows."""
    world = walk.world
    story = world.draft
    page = f"/articles/{story.pk}/"
    tried: set[Action] = set()

    def act(action: Action, **told: Any) -> set[str]:
        tried.add(action)
        function = getattr(workflow, action.value, None) or getattr(scheduling, action.value)
        function(Article.objects.get(pk=story.pk), by=world.chief, **told)
        return walk.changed_by(action)

    def save(title: str) -> None:
        article = Article.objects.get(pk=story.pk)
        content = replace(revisions.working_copy(article), title=title)
        workflow.save(article, content, by=None, base_revision=article.revision)

    for action, told in (
        (Action.TRASH, {}),
        (Action.RESTORE, {}),
        (Action.SUBMIT, {}),
        (Action.RECALL, {}),
        (Action.SUBMIT, {}),
        (Action.TAKE, {}),
        (Action.REJECT, {"reason": "짧음"}),
        (Action.SUBMIT, {}),
        (Action.HOLD, {}),
        (Action.RELEASE, {}),
        (Action.APPROVE, {}),
        (Action.SCHEDULE, {"at": SOON}),
        (Action.RESCHEDULE, {"at": SOON + timedelta(hours=1)}),
        (Action.UNSCHEDULE, {}),
    ):
        assert act(action, **told) == set(), action
    shown = act(Action.PUBLISH)
    assert {page, "/", "/tags/비밀/", "/news/view.html?no=3", "/feed/"} <= shown
    assert f"/articles/{world.lead.pk}/" in shown  # which names it as related
    save("나중에 나갈 제목")
    assert act(Action.SCHEDULE_CHANGE, at=SOON) == set()
    assert act(Action.RESCHEDULE_CHANGE, at=SOON + timedelta(hours=1)) == set()
    assert act(Action.UNSCHEDULE_CHANGE) == set()
    save("고칠 제목")
    assert act(Action.DROP_CHANGES) == set()
    save("고친 제목")
    assert page in act(Action.CORRECT, reason="제목을 바로잡습니다.")
    assert {page, "/", "/tags/비밀/"} <= act(Action.WITHDRAW, reason="오보")
    assert {page, "/", "/tags/비밀/"} <= act(Action.REPUBLISH, reason="확인")
    Article.objects.filter(pk=story.pk).update(awaits_desk=True)
    assert act(Action.REVIEW) == set()
    story = make_draft(title="바로", section_id=world.city.pk, reporter_ids=(world.kim.pk,))
    assert {f"/articles/{story.pk}/", "/sections/city/"} <= act(Action.PUBLISH_NOW)
    assert tried == set(TRANSITIONS)


@pytest.mark.any_database
def test_a_scheduled_time_that_passes(walk: Walk) -> None:
    """Without the clock's work, at that second; the clock then changes nothing more."""
    world = walk.world
    page = f"/articles/{world.scheduled.pk}/"
    walk.clock.now = SOON
    walk.clock.go(seconds=-1)
    assert walk.changed_by("a second before", thorough=True) == set()
    assert walk.clock.now == SOON
    shown = walk.changed_by("its second", thorough=True)
    assert {page, f"{page}print/", f"{page}beside/", "/", "/tags/나중/"} <= shown
    assert {"/news/view.html?no=2", "/sections/economy/", "/feed/", "/sitemap.xml"} <= shown
    assert f"/articles/{world.lead.pk}/" in shown  # which names it as related
    assert f"/articles/{world.ad.pk}/" in shown  # whose next story it is
    assert scheduling.settle_due() == 1
    assert walk.changed_by("settling it", thorough=True) == set()


def test_a_scheduled_change(walk: Walk) -> None:
    """Readers see it when the clock has published it, and at once; scheduling it renders nothing
    anew, and its time alone changes nothing."""
    world = walk.world
    page = f"/articles/{world.lead.pk}/"
    content = replace(revisions.working_copy(world.lead), title="나중에 나갈 제목")
    article = workflow.save(world.lead, content, by=None, base_revision=world.lead.revision)
    walk.site.entered.clear()
    moment = SOON - timedelta(hours=1)
    scheduling.schedule_change(article, by=world.chief, at=moment)
    assert walk.changed_by("scheduling a change") == set()
    assert not {page, "/", "/sections/economy/"} & set(walk.site.entered)
    walk.clock.now = moment
    assert walk.changed_by("its second") == set()
    assert scheduling.publish_due_changes() == 1
    shown = walk.changed_by("the clock")
    assert {page, "/", "/sections/economy/", "/feed/"} <= shown


@pytest.mark.any_database
def test_hours_and_days_that_pass(walk: Walk) -> None:
    """속보 leaves its ribbon after six hours, the front tells the day, recent news get old."""
    walk.clock.now = at(10, 16, 59)
    walk.changed_by("all that was scheduled", thorough=True)
    walk.clock.now = at(10, 17)
    assert walk.changed_by("six hours after 속보", thorough=True) == {"/"}
    walk.clock.now = at(11, 0)
    assert "/" in walk.changed_by("midnight", thorough=True)
    assert scheduling.settle_due() == 1
    assert walk.changed_by("a late clock", thorough=True) <= {"/sitemap.xml", "/sitemaps/pages.xml"}
    for hour in (8, 9, 10):
        walk.clock.now = at(11, hour, 30)
        assert "/news-sitemap.xml" in walk.changed_by(
            f"48 hours after {hour} o'clock", thorough=True
        )


def test_stories_made_together(walk: Walk) -> None:
    """Into a new day and month, between others, with a tag first used and an old address."""
    world = walk.world
    about = {"section_id": world.market.pk, "reporter_ids": (world.idle.pk,)}
    content = make_content(title="함께", tags=("새태그", "비밀"), **about)
    dates = (at(9, 9, 30), at(24, month=12).replace(year=2025), None)
    stories = [
        bulk.NewStory(content=content, publishes=True, first_published_at=date) for date in dates
    ]
    bulk.create_many(stories, by=None)
    shown = walk.changed_by("making three")
    assert {"/tags/새태그/", "/tags/비밀/", "/sitemaps/articles-2025-12.xml"} <= shown
    assert {f"/articles/{story.pk}/" for story in (world.older, world.lead, world.ad)} <= shown
    assert {"/archive/2026/02/20/", f"/reporters/{world.idle.pk}/", "/sections/economy/"} <= shown
    bulk.create_many([replace(stories[0], publishes=False)], by=None)
    assert walk.changed_by("making a draft") == set()


def test_imports(walk: Walk, tmp_path: Path) -> None:
    document = tmp_path / "page.txt"
    document.write_text(documents.PAGE)
    call_command("import_stories", str(document), "--section", "city", "--publish", stdout=None)
    assert {"/", "/sections/city/"} <= walk.changed_by("a story document")
    told = lines.told(5, url="https://old.example/news/view.html?no=5", tags=["새태그"])
    told["section"] = {"slug": "new", "name": "새 섹션"}
    told["published_at"] = "2026-03-05T09:30:00"
    file = lines.write(tmp_path, told)
    call_command("import_stories", str(file), "--format", "jsonl", "--publish", stdout=None)
    shown = walk.changed_by("JSON Lines")
    assert {"/news/view.html?no=5", "/tags/새태그/", "/sections/new/"} <= shown
    assert {"/archive/2026/03/05/", "/sitemaps/articles-2026-03.xml"} <= shown


def test_a_fixture(walk: Walk, tmp_path: Path) -> None:
    fixture = tmp_path / "stories.json"
    call_command("dumpdata", "articles", "sections", "--output", str(fixture))
    rows = json.loads(fixture.read_text())
    for row in rows:
        if row["model"] == "articles.article" and row["pk"] == walk.world.lead.pk:
            row["fields"]["title"] = "다른 곳에서 온 제목"
    fixture.write_text(json.dumps(rows))
    call_command("loaddata", str(fixture), stdout=None)
    assert {"/", f"/articles/{walk.world.lead.pk}/"} <= walk.changed_by("loaddata")


def ranking(walk: Walk) -> None:
    world = walk.world
    hour = walk.clock.now.replace(minute=0)
    HourlyViews.objects.create(article=world.older, hour=hour, views=5)
    HourlyViews.objects.create(article=world.column, hour=hour, views=3)
    assert walk.changed_by("views") == set()
    rank(walk.clock.now)
    fragments = {path for path in walk.addresses if path.endswith(("/beside/", "/most-read/"))}
    shown = walk.changed_by("ranking")
    assert "/readership/most-read/" in shown
    assert shown <= fragments
    workflow.withdraw(world.older, by=None, reason="오보")
    assert "/readership/most-read/" in walk.changed_by("withdrawing what was most read")


def withdrawal(walk: Walk) -> None:
    """What is taken down stands nowhere at the next request, but at its own address: gone."""
    world = walk.world
    told = {"section_id": world.market.pk, "reporter_ids": (world.idle.pk,), "tags": ("내린",)}
    content = make_content(title="내릴 기사", lead_photo_id=world.spare_photo.pk, **told)
    story = workflow.publish_now(workflow.create(content, by=None), by=None)
    HourlyViews.objects.create(article=story, hour=walk.clock.now.replace(minute=0), views=99)
    relating = replace(revisions.working_copy(world.column), related_ids=(story.pk,))
    column = workflow.save(world.column, relating, by=None, base_revision=world.column.revision)
    workflow.publish(column, by=None)
    rank(walk.clock.now)
    address = f"/articles/{story.pk}/"
    walk.addresses += [f"{address}print/", f"{address}beside/", f"/articles/{column.pk}/"]
    walk.addresses += [f"/articles/{world.lead.pk}/revisions/", f"/reporters/{world.idle.pk}/feed/"]
    walk.changed_by("a story in every list")

    def telling() -> set[str]:
        pages = {path: walk.page(path).body.decode() for path in walk.addresses}
        return {path for path, html in pages.items() if address in html or "내릴 기사" in html}

    day = walk.clock.now.strftime("%Y/%m/%d")
    before = telling()
    assert before >= {
        *("/", "/feed/", "/sections/economy/feed/", f"/reporters/{world.idle.pk}/feed/"),
        *("/news-sitemap.xml", "/sitemaps/articles-2026-03.xml"),
        *("/sections/market/", "/sections/economy/", "/tags/내린/", f"/archive/{day}/"),
        *(f"/reporters/{world.idle.pk}/", f"/articles/{column.pk}/", f"/articles/{world.ad.pk}/"),
        *("/readership/most-read/", f"/articles/{world.lead.pk}/beside/"),
    }
    workflow.withdraw(story, by=world.chief, reason="오보")
    assert before <= walk.changed_by("withdrawing what stands everywhere")
    assert telling() == set()
    assert walk.page(address).status == walk.page(f"{address}print/").status == 410
    assert walk.site.get(world.spare_photo.get_absolute_url()).status == 404


def only_pages_concerned_are_rendered(walk: Walk) -> None:
    world = walk.world
    content = make_content(
        title="새 기사", section_id=world.opinion.pk, reporter_ids=(world.idle.pk,)
    )
    walk.site.entered.clear()
    article = workflow.publish_now(workflow.create(content, by=None), by=None)
    walk.addresses.append(f"/articles/{article.pk}/")
    for path in walk.addresses:
        walk.site.get(path)
    rendered = set(walk.site.entered)
    kept = {
        *(f"/articles/{story.pk}/" for story in (world.lead, world.older, world.breaking)),
        *("/sections/economy/", "/sections/city/", "/sections/economy/feed/", "/corrections/"),
        *(f"/reporters/{world.kim.pk}/", "/tags/도서관/", "/pages/about/", "/company/"),
        *("/archive/2026/03/09/", "/archive/2026/02/20/", "/sitemaps/articles-2026-02.xml"),
    }
    assert kept <= set(walk.addresses)
    assert not {environ_path(path) for path in kept} & rendered
    assert {"/", "/feed/", f"/articles/{article.pk}/", f"/articles/{world.column.pk}/"} & rendered
    walk.site.entered.clear()
    for path in walk.addresses:
        walk.site.get(path)
    assert set(walk.site.entered) == {"/robots.txt"}


def environ_path(path: str) -> str:
    return path.encode().decode("latin-1")


def no_key_tells_of_what_readers_cannot_see(walk: Walk) -> None:
    world = walk.world
    hidden = (world.draft, world.embargoed, world.scheduled)
    secret = {f"article:{story.pk}" for story in hidden} | {f"card:{story.pk}" for story in hidden}
    for path in walk.addresses:
        keys = set(walk.page(path).header("Surrogate-Key").split())
        assert keys & secret <= {f"article:{pk}" for pk in path.split("/") if pk.isdecimal()}, path

    def keys_at(path: str) -> list[str]:
        """Without what only repeats the address."""
        kept = walk.page(path).header("Surrogate-Key").split()
        return sorted({key.partition(":")[0] for key in kept}), len(kept)  # type: ignore[return-value]

    assert keys_at("/tags/비밀/") == keys_at("/tags/나중/") == keys_at("/tags/없는/")
    unknown = walk.addresses[walk.addresses.index(f"/articles/{world.withdrawn.pk}/") + 1]
    for story in hidden:
        assert keys_at(f"/articles/{story.pk}/") == keys_at(unknown)
    assert keys_at("/news/view.html?no=3") == keys_at("/news/view.html?no=5")
