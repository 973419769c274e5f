from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client, RequestFactory

from accounts.roles import Role
from articles import body, revisions, workflow
from articles.blocks import rendering
from pagecache.dependencies import collecting
from tests.articles.blocks.bodies import assert_stays, shown, story_with
from tests.builders import make_draft, make_published, make_user
from tests.pagecache.clock import at, set_clock
from tests.pagecache.site import Site

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

CARD = '<figure data-article="{}"></figure>'


def test_it_is_a_card_while_readers_see_that_story(client: Client) -> None:
    other = make_published(title="앞선 이야기")
    story = story_with(CARD.format(other.pk))
    html = shown(client, story)
    assert f'href="{other.get_absolute_url()}">앞선 이야기</a>' in html
    assert other.section.name in html
    workflow.withdraw(other, by=None, reason="오보")
    assert shown(client, story).strip() == "<p>앞 문단.</p>"


def test_readers_are_told_nothing_of_what_they_do_not_see(
    client: Client, rf: RequestFactory
) -> None:
    hidden = make_draft(title="숨은 이야기")
    story = story_with(CARD.format(hidden.pk), CARD.format(999_999))
    assert shown(client, story).strip() == "<p>앞 문단.</p>"
    chief, outsider = make_user(Role.CHIEF), make_user(Role.CONTRIBUTOR)
    assert "숨은 이야기" in rendering.for_user(story.body, chief, is_plain=True)
    assert "숨은 이야기" in rendering.for_user(story.body, chief, is_plain=False)
    assert "숨은 이야기" not in rendering.for_user(story.body, outsider, is_plain=True)


def test_no_story_has_a_card_of_itself_and_two_may_have_each_others(client: Client) -> None:
    one, other = make_published(title="하나"), make_published(title="다른 하나")
    for story, named in ((one, [one, other]), (other, [one])):
        text = "<p>앞 문단.</p>\n" + "\n".join(CARD.format(each.pk) for each in named)
        content = replace(revisions.working_copy(story), body=text)
        workflow.publish(
            workflow.save(story, content, by=None, base_revision=story.revision), by=None
        )
    assert shown(client, one).count("in-story-card") == 1
    assert "다른 하나" in shown(client, one)
    assert "in-story-card" in shown(client, other)
    assert "story-named" in shown(client, other, suffix="print/")
    assert shown(client, one, suffix="print/").count("story-named") == 1


def test_the_page_depends_on_it_whether_it_is_there_or_not() -> None:
    seen, hidden = make_published(), make_draft()
    with collecting() as found:
        rendering.for_readers(CARD.format(seen.pk) + CARD.format(hidden.pk))
    assert {f"card:{seen.pk}", f"card:{hidden.pk}", "numbers"} <= set(found.keys)


def test_a_stored_page_shows_a_scheduled_story_from_its_second(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the clock's work, and nobody touching the story that names it."""
    clock = set_clock(monkeypatch, at(10, 14))
    ahead = make_draft(title="예약한 이야기")
    workflow.approve(workflow.submit(ahead, by=None), by=None)
    workflow.schedule(ahead, by=None, at=at(10, 16))
    page = story_with(CARD.format(ahead.pk)).get_absolute_url()
    site = Site(tmp_path / "pages")
    assert "예약한 이야기" not in site.get(page).body.decode()
    clock.now = at(10, 16) - timedelta(seconds=1)
    assert site.is_stored(page)
    clock.now = at(10, 16)
    assert "예약한 이야기" in site.get(page).body.decode()
    assert "예약한 이야기" in site.get(f"{page}print/").body.decode()


def test_what_is_kept_and_what_is_not() -> None:
    assert_stays(CARD.format(12))
    assert (
        body.clean('<figure data-article="12"><b>글</b></figure>')
        == CARD.format(12) + "\n<p><strong>글</strong></p>"
    )
    for wrong in ("0", "-1", "1e3", "١٢", "1" * 19, "12 13"):
        assert body.clean(CARD.format(wrong)) == ""
