import pytest
from django.test import Client

from accounts.roles import Role
from articles import workflow
from articles.models import Tag
from frontpage.models import PinnedArticle
from frontpage.pins import arrange
from mastheads.models import Masthead
from pages.models import Page
from redirects.models import Redirect
from reporters.models import Outlet, Reporter
from sections.models import Section
from tests.builders import (
    make_draft,
    make_published,
    make_reporter,
    make_section,
    make_user,
    own_outlet,
)

pytestmark = pytest.mark.django_db

MANAGERS = {Role.CHIEF, Role.ADMIN}
SETTINGS = {
    "sections/section": {"name": "경기·인천", "slug": "gyeonggi", "order": "3"},
    "reporters/outlet": {
        "name": "가온통신",
        "watermark_corner": "bottom-right",
        "watermark_opacity": "60",
    },
    "articles/tag": {"name": "지역화폐"},
    "pages/page": {"title": "회사소개", "slug": "about", "order": "1", "body": "<p>소개</p>"},
    "redirects/redirect": {"old_path": "/news/view?no=1", "new_path": "/pages/about/"},
    "search/synonym": {"words": "과기정통부, 과학기술정보통신부"},
}
# Rows that other forms let people choose from: anyone with a role may look them up.
OPEN_TO_READ = {"sections/section", "reporters/outlet", "articles/tag"}


def errors_of(client: Client, address: str, data: dict[str, str]) -> dict[str, list[str]]:
    response = client.post(address, data)
    assert response.status_code == 200, response
    return dict(response.context["adminform"].form.errors)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("screen", SETTINGS)
def test_settings_belong_to_the_chief_and_the_administrator(
    client: Client, screen: str, role: Role
) -> None:
    client.force_login(make_user(role))
    may = role in MANAGERS

    seen = client.get(f"/admin/{screen}/").status_code
    opened = client.get(f"/admin/{screen}/add/").status_code
    sent = client.post(f"/admin/{screen}/add/", SETTINGS[screen]).status_code

    assert seen == (200 if may or screen in OPEN_TO_READ else 403)
    assert (opened, sent) == ((200, 302) if may else (403, 403))


def test_a_desk_reads_a_section_and_cannot_save_it(client: Client) -> None:
    section = make_section("경제")
    address = f"/admin/sections/section/{section.pk}/change/"
    data = {"name": "경제부", "slug": section.slug, "order": "1"}

    client.force_login(make_user(Role.DESK))
    assert client.get(address).status_code == 200
    assert client.post(address, data).status_code == 403
    client.force_login(make_user(Role.CHIEF))
    assert client.post(address, data).status_code == 302
    assert Section.objects.get().name == "경제부"


def test_the_order_of_sections_is_set_in_the_list(client: Client) -> None:
    first, second = make_section("경제", order=2), make_section("문화", order=1)
    child = make_section("공연", parent=first, order=1)
    client.force_login(make_user(Role.CHIEF))
    data = {
        "form-TOTAL_FORMS": "3",
        "form-INITIAL_FORMS": "3",
        "_save": "저장",
    }
    for place, section in enumerate((second, first, child)):
        data |= {f"form-{place}-id": str(section.pk), f"form-{place}-order": "1"}
    data["form-0-order"] = "5"

    page = client.get("/admin/sections/section/").context["cl"]
    assert list(page.result_list) == [second, first, child]
    assert client.post("/admin/sections/section/", data).status_code == 302
    page = client.get("/admin/sections/section/").context["cl"]
    assert list(page.result_list) == [first, child, second]


def test_a_bad_section_comes_back_with_korean_errors(client: Client) -> None:
    top = make_section("경제", slug="economy")
    child = make_section("금융", parent=top)
    client.force_login(make_user(Role.CHIEF))
    address = "/admin/sections/section/add/"
    good = {"name": "새 섹션", "slug": "new", "order": "1"}

    assert errors_of(client, address, good | {"slug": "economy"}) == {
        "slug": ["다른 섹션이 쓰고 있는 주소 이름입니다."]
    }
    assert "slug" in errors_of(client, address, good | {"slug": "Economy"})
    assert "name" in errors_of(client, address, good | {"name": "\u200b\u202e"})
    assert "parent" in errors_of(client, address, good | {"parent": str(child.pk)})
    nested = {"name": "경제", "slug": "economy", "order": "1", "parent": str(make_section().pk)}
    assert "parent" in errors_of(client, f"/admin/sections/section/{top.pk}/change/", nested)


def test_names_are_stored_tidy(client: Client) -> None:
    client.force_login(make_user(Role.CHIEF))
    name = " 중년·신중년\u200b뉴스 "
    client.post("/admin/sections/section/add/", {"name": name, "slug": "midlife", "order": "1"})
    assert Section.objects.get().name == "중년·신중년뉴스"


def test_what_is_used_stays_and_says_what_needs_it(client: Client) -> None:
    section, empty = make_section("경제"), make_section("빈 섹션")
    make_section("금융", parent=section)
    reporter, unused = make_reporter("김정민"), make_reporter("윤채이")
    article = make_published(section_id=section.pk, reporter_ids=(reporter.pk,), tags=("수달",))
    tag = Tag.objects.get()
    client.force_login(make_user(Role.CHIEF))
    refused = {
        f"sections/section/{section.pk}": "중분류 1개",
        f"reporters/reporter/{reporter.pk}": "기사 1건",
        f"reporters/outlet/{article.outlet_id}": "기자 2명, 기사 1건",
        f"articles/tag/{tag.pk}": "기사 1건",
    }
    for screen, uses in refused.items():
        page = client.post(f"/admin/{screen}/delete/", {"post": "yes"}, follow=True)
        assert uses in page.content.decode(), screen
        # Where stories can be moved there is a page for it (test_not_deleted.py).
        stays = [] if screen.startswith(("sections", "reporters/reporter")) else [302]
        assert [status for _, status in page.redirect_chain] == stays

    client.post(f"/admin/sections/section/{empty.pk}/delete/", {"post": "yes"})
    client.post(f"/admin/reporters/reporter/{unused.pk}/delete/", {"post": "yes"})
    assert set(Section.objects.values_list("name", flat=True)) == {"경제", "금융"}
    assert list(Reporter.objects.all()) == [reporter]


def test_the_lists_count_the_stories_of_each_row(client: Client) -> None:
    section, reporter = make_section(), make_reporter()
    for tags in (("수달", "하천"), ("수달",), ()):
        make_draft(section_id=section.pk, reporter_ids=(reporter.pk,), tags=tags)
    client.force_login(make_user(Role.CHIEF))

    def counted(screen: str) -> list[int | None]:
        return [row._articles for row in client.get(f"/admin/{screen}/").context["cl"].result_list]

    assert counted("sections/section") == [3]
    assert counted("reporters/reporter") == [3]
    assert counted("articles/tag") == [2, 1]


def test_a_used_section_cannot_be_deleted_by_someone_who_may_only_look(client: Client) -> None:
    section = make_section()
    client.force_login(make_user(Role.DESK))
    address = f"/admin/sections/section/{section.pk}/delete/"
    assert client.post(address, {"post": "yes"}).status_code == 403
    assert Section.objects.exists()


def test_rows_are_not_deleted_in_bulk(client: Client) -> None:
    section = make_section()
    client.force_login(make_user(Role.ADMIN))
    client.post(
        "/admin/sections/section/",
        {"action": "delete_selected", "_selected_action": str(section.pk), "post": "yes"},
    )
    assert Section.objects.exists()


def test_a_reporter_is_added_with_our_outlet_and_an_own_login(client: Client) -> None:
    outlet, login = own_outlet(), make_user(Role.REPORTER, name="김정민")
    make_reporter("다른 기자", user=make_user(Role.REPORTER, name="이미 이은 사람"))
    client.force_login(make_user(Role.CHIEF))
    address = "/admin/reporters/reporter/add/"

    form = client.get(address).context["adminform"].form
    assert form["outlet"].initial == outlet
    assert login in form.fields["user"].queryset
    assert "이미 이은 사람" not in str(form["user"])
    data = {"name": "김정민", "outlet": str(outlet.pk), "user": str(login.pk), "is_active": "on"}
    assert client.post(address, data).status_code == 302
    assert Reporter.objects.get(name="김정민").user == login


def find(client: Client, app: str, model: str, field: str, term: str = "") -> tuple[int, str]:
    query = {"app_label": app, "model_name": model, "field_name": field, "term": term}
    response = client.get("/admin/autocomplete/", query)
    return response.status_code, response.content.decode("unicode-escape")


def test_only_active_reporters_are_offered_and_to_every_role(client: Client) -> None:
    make_reporter("김정민")
    make_reporter("김은퇴", is_active=False)
    for role in Role:
        client.force_login(make_user(role))
        status, text = find(client, "articles", "byline", "reporter", "김")
        assert (status, "김정민" in text, "김은퇴" in text) == (200, True, False)
    client.force_login(make_user())
    assert find(client, "articles", "byline", "reporter")[0] == 302


def test_the_masthead_is_one_form_that_names_what_is_missing(client: Client) -> None:
    client.force_login(make_user(Role.CHIEF))
    assert client.get("/admin/mastheads/masthead/").headers["Location"].endswith("/add/")
    data = {
        "title": "가온신문",
        "registrations-TOTAL_FORMS": "1",
        "registrations-INITIAL_FORMS": "0",
        "registrations-0-kind": "등록번호",
        "registrations-0-number": "가온 아00001",
        "registrations-0-order": "0",
        "editors-TOTAL_FORMS": "0",
        "editors-INITIAL_FORMS": "0",
    }
    assert client.post("/admin/mastheads/masthead/add/", data).status_code == 302

    masthead = Masthead.current()
    assert (masthead.pk, masthead.registrations.get().number) == (1, "가온 아00001")
    page = client.get("/admin/mastheads/masthead/", follow=True)
    assert page.redirect_chain[-1][0] == "/admin/mastheads/masthead/1/change/"
    assert page.context["missing_fields"] == masthead.missing_fields()
    assert "편집인" in masthead.missing_fields()
    assert client.get("/admin/mastheads/masthead/add/").status_code == 403
    assert client.post("/admin/mastheads/masthead/1/delete/", {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("role", [role for role in Role if role not in MANAGERS])
def test_the_masthead_is_closed_to_others(client: Client, role: Role) -> None:
    Masthead.objects.create(pk=1, title="가온신문")
    client.force_login(make_user(role))
    assert client.get("/admin/mastheads/masthead/1/change/").status_code == 403
    assert client.post("/admin/mastheads/masthead/1/change/", {"title": "x"}).status_code == 403
    assert Masthead.current().title == "가온신문"


def test_a_page_is_stored_sanitised(client: Client) -> None:
    client.force_login(make_user(Role.CHIEF))
    body = '<h2>소개</h2><p onclick="x()">안녕</p><script>alert(1)</script>'
    data = SETTINGS["pages/page"]
    client.post("/admin/pages/page/add/", data | {"body": body})
    stored = Page.objects.get().body
    assert "안녕" in stored
    assert "script" not in stored
    assert "onclick" not in stored

    deep = "<div>" * 400 + "글"
    more = data | {"body": deep, "slug": "deep"}
    assert "body" in errors_of(client, "/admin/pages/page/add/", more)


@pytest.mark.parametrize(
    "block",
    [
        '<figure class="photo"><img src="/photos/1.jpg" alt=""></figure>',
        '<p>앞<img src="/photos/1.jpg" alt="">뒤</p>',
        '<figure data-notice="suicide"></figure>',
        '<aside class="box"><p>상자</p></aside>',
    ],
)
@pytest.mark.any_database
def test_blocks_of_stories_are_refused_in_a_page(client: Client, block: str) -> None:
    """Readers would see nothing, or a picture that they may not fetch."""
    client.force_login(make_user(Role.CHIEF))
    table = "<table><tbody><tr><td>가</td></tr></tbody></table>"
    data = SETTINGS["pages/page"] | {"body": f"<p>소개</p>{table}{block}"}
    assert "body" in errors_of(client, "/admin/pages/page/add/", data)
    client.post("/admin/pages/page/add/", data | {"body": table})
    assert Page.objects.get().body == table


def test_only_the_page_with_an_editor_has_the_looser_policy(client: Client) -> None:
    client.force_login(make_user(Role.CHIEF))
    editor = client.get("/admin/pages/page/add/").headers["Content-Security-Policy"]
    others = [
        client.get(f"/admin/{screen}").headers["Content-Security-Policy"]
        for screen in ("", "pages/page/", "redirects/redirect/add/", "frontpage/pinnedarticle/")
    ]
    assert "script-src-attr 'unsafe-inline'" in editor
    assert not any("unsafe" in policy for policy in others)


def test_what_was_saved_is_said_in_good_korean(client: Client) -> None:
    client.force_login(make_user(Role.CHIEF))
    data = {"name": "노동", "slug": "labour", "order": "1"}
    page = client.post("/admin/sections/section/add/", data, follow=True)
    assert [str(message) for message in page.context["messages"]] == [
        f'섹션 "<a href="/admin/sections/section/{Section.objects.get().pk}/change/">노동</a>"이 '
        "성공적으로 추가되었습니다."
    ]


def test_an_old_address_leads_to_one_place(client: Client) -> None:
    article = make_published()
    client.force_login(make_user(Role.CHIEF))
    address = "/admin/redirects/redirect/add/"
    path = "/news/article.html?no=51595"

    both = {"old_path": path, "article": str(article.pk), "new_path": "/pages/about/"}
    assert "가운데 하나만" in str(errors_of(client, address, both))
    assert "가운데 하나만" in str(errors_of(client, address, {"old_path": path}))
    assert "old_path" in errors_of(client, address, {"old_path": "//evil.example", "new_path": "/"})
    assert client.post(address, {"old_path": path, "article": str(article.pk)}).status_code == 302
    assert Redirect.objects.get().article == article
    assert "이미 등록된" in str(errors_of(client, address, {"old_path": path, "new_path": "/"}))


def test_there_is_one_own_outlet(client: Client) -> None:
    own_outlet()
    client.force_login(make_user(Role.CHIEF))
    errors = errors_of(
        client, "/admin/reporters/outlet/add/", {"name": "다른 신문", "is_own": "on"}
    )
    assert "우리 매체는 하나뿐입니다." in str(errors)
    assert Outlet.objects.count() == 1


# --- the pins -------------------------------------------------------------------------------

PINS = "/admin/frontpage/pinnedarticle/"


def places(*articles: object, base: str = "", **buttons: str) -> dict[str, str]:
    chosen = {
        f"place_{place}": str(getattr(article, "pk", article))
        for place, article in enumerate(articles, start=1)
    }
    return chosen | {"base": base} | buttons


def pinned() -> list[int]:
    return list(PinnedArticle.objects.order_by("order").values_list("article_id", flat=True))


@pytest.mark.parametrize("role", list(Role))
def test_pins_are_arranged_by_desk_and_chief(client: Client, role: Role) -> None:
    article = make_published()
    client.force_login(make_user(role))
    may = role in {Role.DESK, Role.CHIEF}

    opened = client.get(PINS).status_code
    sent = client.post(PINS, places(article)).status_code

    assert (opened, sent) == ((200, 302) if may else (403, 403))
    assert pinned() == ([article.pk] if may else [])


def test_two_pins_change_places(client: Client) -> None:
    first, second, third = (make_published() for _ in range(3))
    arrange([first, second, third])
    base = f"{first.pk},{second.pk},{third.pk}"
    client.force_login(make_user(Role.DESK))

    client.post(PINS, places(second, first, third, base=base))
    assert pinned() == [second.pk, first.pk, third.pk]
    base = f"{second.pk},{first.pk},{third.pk}"
    client.post(PINS, places(second, first, third, base=base, order="down 2"))
    assert pinned() == [second.pk, third.pk, first.pk]
    base = f"{second.pk},{third.pk},{first.pk}"
    client.post(PINS, places(second, third, first, base=base, order="clear 1"))
    assert pinned() == [third.pk, first.pk]


def test_a_new_story_goes_on_top_and_the_sixth_falls_off(client: Client) -> None:
    articles = [make_published() for _ in range(5)]
    newest = make_published()
    arrange(articles)
    base = ",".join(str(article.pk) for article in articles)
    client.force_login(make_user(Role.CHIEF))

    assert newest in client.get(PINS).context["offered"]
    client.post(PINS, places(*articles, base=base, first=str(newest.pk)))

    assert pinned() == [newest.pk, *(article.pk for article in articles[:4])]


def test_only_what_readers_see_is_pinned_and_once(client: Client) -> None:
    draft, article = make_draft(), make_published()
    client.force_login(make_user(Role.CHIEF))

    page = client.post(PINS, places(draft)).content.decode()
    assert "게재된 기사만" in page
    page = client.post(PINS, places(article, article)).content.decode()
    assert "다른 자리에 이미" in page
    page = client.post(PINS, places(first=str(draft.pk))).content.decode()
    assert "이제 게재되어 있지 않습니다" in page
    assert pinned() == []


def test_the_pins_field_offers_visible_stories_only(client: Client) -> None:
    make_published(title="게재된 기사")
    make_draft(title="쓰고 있는 기사")
    client.force_login(make_user(Role.CHIEF))
    _, text = find(client, "frontpage", "pinnedarticle", "article", "기사")
    assert "게재된 기사" in text
    assert "쓰고 있는 기사" not in text


def test_somebody_elses_arrangement_is_not_overwritten_unseen(client: Client) -> None:
    mine, theirs = make_published(), make_published(title="남이 놓은 기사")
    client.force_login(make_user(Role.DESK))
    arrange([theirs])

    page = client.post(PINS, places(mine, base="")).content.decode()

    assert "그사이 다른 사람이 배치를 바꿨습니다" in page
    assert "남이 놓은 기사" in page
    assert pinned() == [theirs.pk]
    assert f'value="{mine.pk}" selected' in page
    client.post(PINS, places(mine, base=str(theirs.pk)))
    assert pinned() == [mine.pk]


def test_a_withdrawn_pin_is_named_and_drops_out_at_the_next_save(client: Client) -> None:
    chief = make_user(Role.CHIEF)
    gone, stays = make_published(title="내려간 기사"), make_published()
    arrange([gone, stays])
    workflow.withdraw(gone, by=chief, reason="사실과 다름")
    client.force_login(chief)

    page = client.get(PINS)
    assert page.context["hidden_pins"] == ["내려간 기사"]
    client.post(PINS, places(stays, base=f"{gone.pk},{stays.pk}"))
    assert pinned() == [stays.pk]


def test_old_addresses_tell_no_title_that_an_administrator_may_not_read(client: Client) -> None:
    secret, shown = make_draft(title="아직 비밀인 기사"), make_published(title="게재된 기사")
    row = Redirect.objects.create(old_path="/news/view?no=7", article=secret)
    Redirect.objects.create(old_path="/news/view?no=8", article=shown)
    client.force_login(make_user(Role.ADMIN))
    screen = "/admin/redirects/redirect/"
    listed = client.get(screen).content.decode()
    refused = client.post(f"{screen}add/", {"old_path": "x", "article": secret.pk})
    for page in (
        listed,
        client.get(f"{screen}{row.pk}/change/").content.decode(),
        client.get(f"{screen}?q=비밀").content.decode().replace('value="비밀"', ""),
        refused.content.decode(),
    ):
        assert "비밀" not in page
    assert f"{secret.pk}번 기사" in listed
    assert "게재된 기사" in listed
    client.force_login(make_user(Role.CHIEF))
    assert "아직 비밀인 기사" in client.get(screen).content.decode()


def test_a_search_for_what_cannot_be_stored_finds_nothing(client: Client) -> None:
    client.force_login(make_user(Role.ADMIN))
    make_reporter()
    query = {"app_label": "articles", "model_name": "byline", "field_name": "reporter"}
    assert client.get("/admin/autocomplete/", query | {"term": "\0"}).json()["results"] == []
    assert client.get("/admin/accounts/user/?q=%00").status_code == 200
