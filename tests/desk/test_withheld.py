"""What the canary (tests/canary) found on the desk's screens, each by itself."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from articles import workflow
from articles.content import Content
from articles.models import Article, Tag
from articles.states import Action, Status
from frontpage.pins import arrange
from notices.models import Claim, Notice
from tests.builders import (
    make_draft,
    make_photo,
    make_published,
    make_reporter,
    make_section,
    make_user,
)
from tests.desk.article_pages import (
    act_url,
    change_url,
    form_data,
    list_url,
    messages_of,
    signed_in,
)
from writing.models import Slot

pytestmark = pytest.mark.django_db


def page_of(user: User, address: str) -> str:
    response = signed_in(user).get(address)
    assert response.status_code == 200
    return response.content.decode()


def with_change(article: Article, title: str = "고친 제목") -> Article:
    """A live story with an unpublished change, revision 2."""
    content = replace(Content.of(article), title=title)
    return workflow.save(article, content, by=None, base_revision=article.revision)


# --- tags -----------------------------------------------------------------------------------


def test_tags_of_what_one_may_not_read_are_neither_listed_nor_suggested() -> None:
    here = make_section()
    make_draft(section_id=here.pk, tags=("비밀합병",))
    later = timezone.now() + timedelta(days=1)
    make_draft(section_id=here.pk, tags=("비밀엠바고",), embargo_until=later)
    make_published(tags=("비밀아님",))
    colleague = make_user(Role.REPORTER, sections=(here,))
    desk, chief = make_user(Role.DESK, sections=(here,)), make_user(Role.CHIEF)
    told = {
        make_user(Role.CONTRIBUTOR): {"비밀아님"},
        make_user(Role.REPORTER): {"비밀아님"},
        make_user(Role.DESK): {"비밀아님"},
        make_user(Role.ADMIN): {"비밀아님"},
        colleague: {"비밀아님", "비밀합병"},
        desk: {"비밀아님", "비밀합병", "비밀엠바고"},
        chief: {"비밀아님", "비밀합병", "비밀엠바고"},
    }
    about = "app_label=articles&model_name=article&field_name=tags"
    for user, names in told.items():
        client = signed_in(user)
        suggested = client.get("/admin/articles/article/suggest/tags/", {"q": "비밀"}).json()
        assert {row["value"] for row in suggested["results"]} == names
        completed = client.get(f"/admin/autocomplete/?{about}&term=비밀").json()
        assert {row["text"] for row in completed["results"]} == names
        listed = client.get("/admin/articles/tag/").content.decode()
        assert {name for name in told[chief] if name in listed} == names
        for tag in Tag.objects.all():
            address = f"/admin/articles/tag/{tag.pk}/change/"
            assert (client.get(address).status_code == 200) == (tag.name in names)


def test_a_tag_that_no_story_has_is_the_chief_editors() -> None:
    Tag.objects.create(name="지난비밀")
    for role in Role:
        listed = page_of(make_user(role), "/admin/articles/tag/")
        assert ("지난비밀" in listed) == (role == Role.CHIEF)


# --- addresses ------------------------------------------------------------------------------


def test_the_way_to_the_site_is_told_of_rows_one_may_see() -> None:
    def shown(user: User, row: Model) -> int:
        kind = ContentType.objects.get_for_model(row).pk
        return signed_in(user).get(f"/admin/r/{kind}/{row.pk}/").status_code

    photo = make_photo(make_user(Role.REPORTER))
    tag = Tag.objects.create(name="비밀")
    section = make_section()
    contributor, chief = make_user(Role.CONTRIBUTOR), make_user(Role.CHIEF)
    assert [shown(contributor, row) for row in (photo, tag, section)] == [404, 404, 302]
    assert [shown(chief, row) for row in (photo, tag, section)] == [302, 302, 302]
    assert shown(contributor, ContentType.objects.get_for_model(Tag)) == 404
    for odd in ("999999/1", "1/x", "x/1"):
        assert signed_in(chief).get(f"/admin/r/{odd}/").status_code == 404


def test_throwing_text_away_leads_to_no_story_that_is_closed_by_now() -> None:
    article = make_draft(make_user(Role.REPORTER))
    user = make_user(Role.REPORTER)
    slot = Slot.objects.create(
        user=user,
        article=article,
        form_key="k" * 32,
        counter=1,
        fields={"title": ["내 글"]},
        base_revision=1,
        typed_at=timezone.now(),
    )
    address = f"/admin/articles/article/autosave/{slot.form_key}/discard/"
    response = signed_in(user).post(address, {"back": "form"})
    assert response.headers["Location"] == "/admin/"


# --- the log and what was rejected ----------------------------------------------------------


def test_why_a_story_was_rejected_is_for_who_may_write_on_or_read_the_log() -> None:
    here = make_section()
    owner = make_user(Role.CONTRIBUTOR)
    partner = make_user(Role.REPORTER)
    signed = (make_reporter().pk, make_reporter(user=partner).pk)
    article = make_draft(owner, section_id=here.pk, reporter_ids=signed)
    workflow.reject(workflow.submit(article, by=None), by=None, reason="숫자가 틀림")
    told = {
        owner: True,
        partner: True,
        make_user(Role.DESK, sections=(here,)): True,
        make_user(Role.REPORTER, sections=(here,)): False,
    }
    for user, is_told in told.items():
        assert ("숫자가 틀림" in page_of(user, change_url(article))) == is_told


def test_the_log_of_what_one_may_not_read_names_neither_title_nor_revision() -> None:
    admin = make_user(Role.ADMIN)
    draft = make_draft(title="비밀 제목")
    workflow.submit(draft, by=None)
    page = page_of(admin, change_url(draft).replace("/change/", "/history/"))
    assert "비밀 제목" not in page
    assert f"{draft.pk}번 기사" in page
    assert "송고" in page
    assert "1판" not in page
    assert change_url(draft) not in page


# --- the newest number ----------------------------------------------------------------------


def test_who_may_not_know_of_a_change_withdraws_by_the_live_number() -> None:
    admin = make_user(Role.ADMIN)
    live = make_published()
    Article.objects.filter(pk=live.pk).update(revision=4321)
    live.revisions.create(number=4321, data=Content.of(live).to_json(), created_at=timezone.now())
    assert "4321" not in page_of(admin, change_url(live))
    assert f'name="seen" value="{live.pk}:1"' in page_of(admin, list_url())
    client = signed_in(admin)
    picked = {"action": "withdraw", "_selected_action": [live.pk], "index": 0}
    page = client.post(list_url(), picked).content.decode()
    assert "4321" not in page
    assert f'value="{live.pk}:1"' in page
    typed = {"_action": "withdraw", "reason-withdraw": "오보", "revision": "1"}
    client.post(act_url(live), typed)
    assert Article.objects.get(pk=live.pk).status == Status.WITHDRAWN


def test_a_form_that_is_refused_comes_back_without_the_newest_number() -> None:
    live = make_published()
    Article.objects.filter(pk=live.pk).update(revision=4321)
    live.revisions.create(number=4321, data=Content.of(live).to_json(), created_at=timezone.now())
    reader = make_user(Role.REPORTER)
    response = signed_in(reader).post(change_url(live), form_data(reader, live, title="내 글"))
    assert response.status_code == 403
    page = response.content.decode()
    assert "내 글" in page
    assert "4321" not in page


def test_by_the_live_number_nothing_else_is_done_to_a_changed_story() -> None:
    live = with_change(make_published())
    client = signed_in(make_user(Role.CHIEF))
    for action in (Action.PUBLISH, Action.DROP_CHANGES):
        typed = {"_action": action.value, "revision": "1"}
        response = client.post(act_url(live), typed, follow=True)
        assert "그사이 다른 사람이" in messages_of(response)[0]
    assert Article.objects.get(pk=live.pk).live_revision == 1


# --- lists ----------------------------------------------------------------------------------


def test_a_withdrawn_pin_is_named_to_who_may_read_it() -> None:
    here = make_section()
    article = make_published(title="내려간 제목", section_id=here.pk)
    arrange([article])
    workflow.withdraw(article, by=None, reason="오보")
    desk, other = make_user(Role.DESK, sections=(here,)), make_user(Role.DESK)
    address = "/admin/frontpage/pinnedarticle/"
    assert "내려간 제목" in page_of(desk, address)
    page = page_of(other, address)
    assert "내려간 제목" not in page
    assert f"{article.pk}번 기사" in page


def test_a_list_filtered_by_what_no_database_takes_is_refused() -> None:
    client = signed_in(make_user(Role.CHIEF))
    for address in (list_url(), "/admin/articles/tag/", "/admin/redirects/redirect/"):
        assert client.get(f"{address}?id=%00").status_code == 400
        assert client.get(f"{address}?id=1&id=%00&id=1").status_code == 400
        assert client.get(f"{address}?q=%00").status_code == 200
    assert client.get(f"{list_url()}?title=%00").status_code == 400


def test_the_register_is_no_reporters_whatever_their_sections() -> None:
    here = make_section()
    live = make_published(section_id=here.pk)
    claim = Claim.objects.create(
        article=live,
        kind="correction",
        claimant="가온시장",
        claimed_on=date(2026, 3, 9),
        asked="바로잡아 주십시오.",
        created_at=timezone.now(),
    )
    notice = Notice.objects.create(
        article=live,
        kind="correction",
        text="바로잡습니다.",
        published_at=timezone.now(),
        by_name="이국장",
    )
    for row in (claim, notice):
        address = f"/admin/notices/{row._meta.model_name}/{row.pk}/change/"
        reporter = signed_in(make_user(Role.REPORTER, sections=(here,)))
        assert reporter.get(address).status_code == 404
        assert signed_in(make_user(Role.DESK)).get(address).status_code == 404
        desk = signed_in(make_user(Role.DESK, sections=(here,)))
        assert desk.get(address).status_code == 200
