"""Whatever is changed at the desk, the next reader of any page sees it, and sees it only then.

After each change every public address is asked for and compared with what Django renders anew.
"""

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import resolve, reverse

from accounts.models import User
from accounts.roles import Role
from articles import workflow
from articles.models import Article, Tag
from attachments.models import Attachment
from frontpage.models import PinnedArticle
from mastheads.models import Masthead
from notices.models import Claim, Notice
from pages.models import Page
from photos import renditions
from photos.models import Photo
from redirects.models import Redirect
from reporters.models import Outlet, Reporter
from search.models import Synonym
from sections.models import Section
from tests.attachments.files import PDF
from tests.builders import make_published, picture
from tests.pagecache.addresses import addresses_of, one_of_each_route, public_routes
from tests.pagecache.forms import form_on
from tests.pagecache.walk import Walk
from tests.pagecache.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

# Walked through below, and test_every_story.py goes through the stories.
WALKED = {
    *(Section, Tag, Reporter, Outlet, Masthead, Page, Redirect, User, Photo, PinnedArticle),
    *(Article, Attachment, Claim, Notice),
}
# Asked of the database each time.
NEVER_STORED = {"search/", "search/suggestions/"}
# What no stored page shows.
ON_NO_PAGE = {Synonym}


def test_every_screen_of_the_desk_is_walked_through() -> None:
    assert set(admin.site._registry) == WALKED | ON_NO_PAGE


def test_every_public_route_has_an_example(world: World) -> None:
    examples = one_of_each_route(addresses_of(world))
    covered = {resolve(path).route for path in examples if not path.startswith("/news/")}
    assert covered == public_routes() - NEVER_STORED


def test_what_is_stored_is_what_django_says(walk: Walk) -> None:
    """Made for the store, from the address and the settings alone, a page is no other."""
    for path in walk.addresses:
        assert walk.page(path).page == walk.site.fresh(path).page, path


@pytest.mark.any_database
def test_sections(walk: Walk) -> None:
    world = walk.world
    changes = {
        "name": "주식",
        "description": "오르고 내린다",
        "parent": str(world.city.pk),
        "order": "7",
        "slug": "new",
    }
    walk.walk_fields(world.market, changes)
    assert walk.change(world.economy, order="9")
    assert walk.change_in_list(world.opinion, "order", "0")
    assert "/sections/city-2/" in walk.add(Section, name="둘째", slug="city-2", order="5")
    assert "/sections/bare/" in walk.delete(world.bare)
    shown = walk.send(_moving(world.market), {"target": str(world.city.pk)})
    assert {"/sections/new/", "/sections/city/", f"/articles/{world.lead.pk}/"} <= shown


@pytest.mark.any_database
def test_people(walk: Walk) -> None:
    """One after another: making the newspaper takes as long as going through a screen."""
    outlets(walk)
    reporters(walk)
    users(walk)


@pytest.mark.any_database
def test_what_stories_refer_to(walk: Walk) -> None:
    redirects(walk)
    tags(walk)
    photos(walk)
    blocks(walk)
    pins(walk)
    claims_and_notices(walk)


def outlets(walk: Walk) -> None:
    world = walk.world
    shown = walk.change(world.agency, name="누리통신")
    assert f"/reporters/{world.park.pk}/" in shown
    # A page has the same addresses of pictures with and without a watermark.
    watermark = {
        "watermark_text": "NEWS",
        "picture": "",
        "watermark_corner": "top-left",
        "watermark_opacity": "30",
    }
    changes = {"name": "새예시신문", "is_own": [], **watermark}
    walk.walk_fields(world.own, changes, unseen=frozenset({"is_own", *watermark}))
    walk.add(Outlet, name="한빛뉴스")
    walk.delete(Outlet.objects.get(name="한빛뉴스"))


def reporters(walk: Walk) -> None:
    world = walk.world
    changes = {
        "name": "김새벽",
        "reading": "김새벽",
        "outlet": str(world.agency.pk),
        "desk": "사회부",
        "email": "dawn@example.com",
        "photo": str(world.spare_photo.pk),
        "introduction": "새벽을 걷는다.",
        "is_active": [],
        "user": str(world.chief.pk),
    }
    walk.walk_fields(world.kim, changes, unseen=frozenset({"reading", "is_active", "user"}))
    assert walk.change(world.kim, photo="")
    shown = walk.add(Reporter, name="새기자", outlet=str(world.own.pk))
    assert shown == {f"/reporters/{world.idle.pk + 1}/", f"/reporters/{world.idle.pk + 1}/feed/"}
    assert f"/reporters/{world.idle.pk}/" in walk.delete(world.idle)
    shown = walk.send(_moving(world.kim), {"target": "박바다"})
    assert {f"/reporters/{pk}/" for pk in (world.kim.pk, world.park.pk)} <= shown


def _moving(obj: Section | Reporter) -> str:
    return f"/admin/{obj._meta.app_label}/{obj._meta.model_name}/{obj.pk}/move/"


def tags(walk: Walk) -> None:
    world = walk.world
    shown = walk.change(Tag.objects.get(name="도서관"), name="없는")
    assert {"/tags/도서관/", "/tags/없는/", f"/articles/{world.lead.pk}/", "/feed/"} <= shown
    assert walk.add(Tag, name="새태그") == set()
    assert walk.delete(Tag.objects.get(name="새태그")) == set()


@pytest.mark.any_database
def test_masthead(walk: Walk) -> None:
    masthead = Masthead.objects.get()
    own = {
        "title": "새예시신문",
        "slogan": "새 표어",
        "registered_on": "2021.01.02",
        "founded_on": "2021.01.03",
        "is_example": ["on"],
        "legal_name": "새예시신문사",
        "business_number": "111-11-11111",
        "address": "가온시 새길 2",
        "phone": "02-111-1111",
        "email": "new@example.com",
        "publisher": "새발행",
        "youth_protection_officer": "새청소",
        "privacy_officer": "새정보",
        "ombudsman": "새고충",
        "placement_officer": "새배열",
        "copyright_line": "옮기지 마십시오",
        "forbids_ai_training": ["on"],
        "shows_revision_history": ["on"],
    }
    rows = {
        "registrations-0-kind": "간행",
        "registrations-0-number": "가온 아00002",
        "registrations-0-order": "8",
        "registrations-1-kind": "신고",
        "registrations-1-number": "제2호",
        "registrations-1-order": "9",
        "registrations-1-DELETE": ["on"],
        "registrations-0-DELETE": ["on"],
        "editors-0-name": "새편집",
        "editors-0-field": "문화",
        "editors-0-order": "8",
        "editors-1-name": "세편집",
        "editors-1-field": "체육",
        "editors-1-order": "9",
        "editors-1-DELETE": ["on"],
        "editors-0-DELETE": ["on"],
    }
    everywhere = walk.change(masthead, title="예시일보")
    assert len(everywhere) > len(walk.addresses) // 2
    # All pages have it from one place; the rest is seen on some.
    page = f"/articles/{walk.world.lead.pk}/"
    history = f"{page}revisions/"
    walk.addresses = [*one_of_each_route(walk.addresses)[::6], page, history]
    unseen = frozenset({"registrations-1-order", "editors-1-order"})
    walk.walk_fields(masthead, own | rows, unseen=unseen)
    shown = walk.change(
        masthead,
        **{"editors-TOTAL_FORMS": "1", "editors-0-id": "", "editors-0-name": "온편집"},
        **{"editors-0-order": "1", "editors-0-masthead": "1"},
    )
    assert "/" in shown
    assert walk.page(history).status == 200
    assert walk.change(masthead, shows_revision_history=[]) == {page, history}


@pytest.mark.any_database
def test_policy_pages(walk: Walk) -> None:
    world = walk.world
    changes = {
        "title": "우리는",
        "body": "<p>우리를 소개한다.</p>",
        "order": "7",
        "show_in_footer": [],
        "slug": "new",
    }
    assert len(walk.change(world.about, title="알림")) > len(walk.addresses) // 2
    pages = [path for path in walk.addresses if path.startswith("/pages/")]
    walk.addresses = one_of_each_route([*pages[1:], *walk.addresses]) + pages[:1] + pages[2:]
    walk.walk_fields(world.about, changes)
    assert walk.change_in_list(world.terms, "show_in_footer", "on")
    assert walk.change_in_list(world.terms, "order", "3")
    assert "/pages/about/" in walk.add(Page, title="다시 소개", slug="about", order="9")
    assert "/pages/about/" in walk.delete(Page.objects.get(slug="about"))


def redirects(walk: Walk) -> None:
    world = walk.world
    gone = Redirect.objects.get(old_path="/company/")
    changes = {"old_path": "/company-2/", "new_path": "/pages/terms/"}
    assert walk.change(gone, old_path=changes["old_path"]) == {"/company/", "/company-2/"}
    assert walk.change(gone, new_path=changes["new_path"]) == {"/company-2/"}
    shown = walk.change(gone, new_path="", article=str(world.lead.pk))
    assert shown == {"/company-2/"}
    assert walk.change(gone, article=str(world.scheduled.pk)) == {"/company-2/"}
    fields = {"old_path", "article", "new_path"}
    assert fields == set(walk.form(gone)) & {field.name for field in Redirect._meta.fields}
    assert walk.add(Redirect, old_path="/news/view.html?no=5", new_path="/feed/") == {
        "/news/view.html?no=5"
    }
    first = Redirect.objects.get(old_path="/news/view.html?no=1")
    assert walk.delete(first) == {"/news/view.html?no=1"}


def photos(walk: Walk) -> None:
    world = walk.world
    changes = {
        "caption": "새 설명",
        "credit": "새 출처",
        "alt": "새 대체 텍스트",
        "people": "이시장",
        "place": "가온천",
        "taken_at": "2025.10.29 14:05",
        "source": "전자우편",
        "licence": "kogl-1",
        "outlet": str(world.own.pk),
        "expires_on": "2036.01.02",
        "is_reuse_forbidden": ["on"],
        "focal_x": "20",
        "focal_y": "30",
    }
    form = set(walk.form(world.lead_photo))
    assert {name for name in form if not name.startswith(("_", "csrf"))} == set(changes)
    # Caption and credit were taken over when the story was saved; of the rest readers see what the
    # clock makes of it.
    unseen = {name: value for name, value in changes.items() if name != "alt"}
    assert walk.change(world.lead_photo, **unseen) == set()
    assert walk.change(world.lead_photo, alt=changes["alt"])
    assert walk.change(world.portrait, **changes) == set()
    words = reverse("admin:photos_photo_words", args=[world.lead_photo.pk])
    assert walk.client.post(words, {"alt": "또 다른 대체 텍스트"}).status_code == 200
    assert walk.changed_by(words)
    picture_file = picture()
    picture_file.name = "new.jpg"
    walk.add(Photo, picture=picture_file, caption="또 다른 사진")
    # The addresses stay the same; an enclosure has a length.
    world.lead_photo.refresh_from_db()
    renditions.make(world.lead_photo)
    shown = walk.changed_by("making renditions")
    assert "/feed/" in shown
    assert all(path.endswith("/feed/") for path in shown)
    photo = Photo.objects.get(pk=world.lead_photo.pk)
    photo.focal_x = 10
    photo.save()
    assert walk.changed_by("moving the focal point") == set()
    new = Photo.objects.latest("pk")
    world.lead.refresh_from_db()
    shown = walk.send(
        f"/admin/photos/photo/{world.lead_photo.pk}/replace/",
        {"with": str(new.pk), "story": f"{world.lead.pk}:{world.lead.revision}"},
    )
    assert {f"/articles/{world.lead.pk}/", "/"} <= shown
    shown = walk.send(
        f"/admin/photos/photo/{world.portrait.pk}/replace/",
        {"with": str(new.pk), "portraits": "1"},
    )
    assert f"/reporters/{world.kim.pk}/" in shown
    walk.delete(world.spare_photo)


def blocks(walk: Walk) -> None:
    """What stands in a story's text and is changed elsewhere."""
    world = walk.world
    upload = "/admin/attachments/attachment/upload/"
    files = [SimpleUploadedFile(name, PDF) for name in ("used.pdf", "spare.pdf")]
    for file in files:
        assert walk.client.post(upload, {"upload": file}).status_code == 201
    assert walk.changed_by(upload) == set()
    used, spare = Attachment.objects.order_by("pk")
    other = make_published(title="옆 이야기", section_id=world.bare.pk)
    body = (
        f'<figure class="photo"><img src="{world.portrait.get_absolute_url()}" alt=""></figure>'
        f'<figure data-file="{used.token}.pdf"></figure><figure data-article="{other.pk}"></figure>'
        f'<figure data-article="{other.pk + 2}"></figure>'
    )
    story = make_published(body=body, section_id=world.bare.pk)
    pages = {f"/articles/{story.pk}/", f"/articles/{story.pk}/print/"}
    walk.addresses = list(dict.fromkeys([*one_of_each_route(walk.addresses), *pages]))
    walk.changed_by("a story with blocks")
    assert pages <= walk.change(world.portrait, caption="초상")
    assert pages <= walk.change(world.portrait, credit="본사")
    workflow.withdraw(other, by=world.chief, reason="오보")
    assert pages <= walk.changed_by("withdrawing a story that stands in another")
    workflow.republish(other, by=world.chief, reason="바로잡음")
    assert pages <= walk.changed_by("putting it back")
    make_published(title="뒤에 온 이야기", section_id=world.opinion.pk)
    assert pages <= walk.changed_by("a story that was named before it came")
    assert "뒤에 온 이야기" in walk.page(f"/articles/{story.pk}/").body.decode()
    assert walk.delete(spare) == set()
    assert walk.delete(used) == set()
    assert list(Attachment.objects.all()) == [used]


def users(walk: Walk) -> None:
    """Nothing of a user shows to readers, whatever is done to them."""
    groups = {group.name: str(group.pk) for group in Group.objects.all()}
    changes: dict[str, Any] = {
        "username": "new-name",
        "name": "새 이름",
        "email": "user@example.com",
        "groups": [groups[Role.CHIEF], groups[Role.ADMIN], groups[Role.DESK]],
        "sections": [str(walk.world.market.pk)],
        "may_publish_breaking": ["on"],
    }
    walk.client.force_login(walk.world.chief)
    form = walk.form(walk.world.chief)
    assert {"is_active", *changes} == set(form) - {
        name for name in form if name.startswith(("_", "csrf"))
    }
    for field, value in changes.items():
        assert walk.change(walk.world.chief, **{field: value}) == set()


def pins(walk: Walk) -> None:
    world = walk.world
    address = "/admin/frontpage/pinnedarticle/"

    def send(**typed: str) -> set[str]:
        return walk.send(address, _pins(walk, address) | typed)

    assert send(order="down 1") == {"/"}
    assert send(place_3=str(world.elsewhere.pk)) == {"/"}
    assert send(order="clear 1") == {"/"}
    assert send(first=str(world.older.pk)) == {"/"}
    assert send(order="up 2") == {"/"}


def claims_and_notices(walk: Walk) -> None:
    """Of a claim its mark alone shows, on its story alone, and while the claim is open."""
    world = walk.world
    page, new = f"/articles/{world.older.pk}/", f"/corrections/{world.notice.pk + 1}/"
    print_view = f"/articles/{world.lead.pk}/print/"
    gone = f"/articles/{world.withdrawn.pk}/"
    concerned = [page, new, print_view, gone]
    walk.addresses = list(dict.fromkeys([*one_of_each_route(walk.addresses), *concerned]))
    changes = {
        "kind": "reply",
        "claimant": "가온시장",
        "contact": "가온시 강변로 2",
        "claimed_on": "2026.03.09",
        "known_on": "2026.03.09",
        "asked": "다른 사실과 다름",
        "is_marked": ["on"],
    }
    fields = set(walk.form(world.claim)) - {"csrfmiddlewaretoken", "version"}
    assert fields == set(changes)
    for field, value in changes.items():
        assert walk.change(world.claim, **{field: value}) == (
            {page} if field == "is_marked" else set()
        )
    assert "반론보도 청구 중" in walk.page(page).body.decode()
    assert walk.change(world.claim, kind="correction") == {page}
    step = reverse("admin:notices_claim_step", args=[world.claim.pk])
    form = form_on(walk.client.get(step.replace("step", "change")), "step_form")
    assert walk.send(step, form | {"step-to": "dropped"}) == {page}
    added = walk.add(
        Claim, article=str(world.older.pk), kind="correction", claimant="나", asked="틀림"
    )
    assert added == set()
    claim = Claim.objects.get(claimant="나")
    assert walk.change(claim, is_marked=["on"]) == {page}
    shown = walk.add(
        Notice, article=str(world.lead.pk), kind="reply", text="알려 왔습니다.", is_final=["on"]
    )
    assert shown == {"/corrections/", new, f"/articles/{world.lead.pk}/", print_view}
    workflow.withdraw(world.lead, by=world.chief, reason="오보")
    assert {"/corrections/", new} <= walk.changed_by("withdrawing a story with a notice")
    for path in ("/corrections/", new):
        assert world.lead.title not in walk.page(path).body.decode()
    shown = walk.add(
        Notice, article=str(world.withdrawn.pk), kind="correction", text="바로.", is_final=["on"]
    )
    assert {"/corrections/", gone} <= shown


def _pins(walk: Walk, address: str) -> dict[str, Any]:
    response = walk.client.get(address)
    form = response.context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: str(getattr(value, "pk", value) or "") for name, value in values.items()}
