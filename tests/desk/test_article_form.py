from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest import mock

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from articles import workflow
from articles.content import Content
from articles.models import Article, Revision, Tag
from articles.states import Action, Status
from photos.models import Photo
from reporters.models import Outlet
from tests.builders import (
    make_content,
    make_draft,
    make_photo,
    make_published,
    make_reporter,
    make_section,
    make_user,
    own_outlet,
    picture,
)
from tests.desk.article_pages import (
    act_url,
    add_url,
    change_url,
    confirm,
    form_data,
    messages_of,
    signed_in,
)

pytestmark = pytest.mark.django_db


def jpeg(name: str = "사진.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, picture().read(), "image/jpeg")


def own_draft(**fields: Any) -> tuple[User, Article]:
    user = make_user(Role.REPORTER)
    return user, make_draft(user, **fields)


# --- writing --------------------------------------------------------------------------------


def test_a_new_form_knows_byline_section_and_outlet() -> None:
    section = make_section()
    user = make_user(Role.REPORTER, sections=(section,))
    make_reporter("김정민", user=user)
    own = own_outlet()
    form = signed_in(user).get(add_url()).context["form"]
    assert form["reporters"].value() == "김정민"
    assert form["section"].value() == section.pk
    assert form["outlet"].value() == own.pk


def test_two_assigned_sections_leave_the_section_open() -> None:
    user = make_user(Role.REPORTER, sections=(make_section(), make_section()))
    assert signed_in(user).get(add_url()).context["form"]["section"].value() is None


def test_it_creates_a_draft_with_everything_typed() -> None:
    section, further = make_section(), make_section()
    first, second = make_reporter("김정민"), make_reporter("윤채이")
    related = make_published()
    user = make_user(Role.REPORTER)
    response = signed_in(user).post(
        add_url(),
        form_data(
            user,
            title="가온시 새 도서관",
            subtitle="부제목",
            body="<p>본문</p><script>alert(1)</script>",
            section=section.pk,
            further_sections=[further.pk],
            reporters="윤채이, 김정민",
            tags="도서관, #가온시",
            labels=["exclusive"],
            related=f"{related.pk} {related.title}",
            embargo_until="2099.01.02 03:04",
            is_incomplete="on",
        ),
    )
    article = Article.objects.exclude(pk=related.pk).get()
    assert response.headers["Location"] == change_url(article)
    content = Content.of(article)
    assert content.reporter_ids == (second.pk, first.pk)
    assert content.tags == ("가온시", "도서관")
    assert content.body == "<p>본문</p>"
    assert content.further_section_ids == (further.pk,)
    assert content.related_ids == (related.pk,)
    assert content.labels == ("exclusive",)
    assert content.embargo_until == datetime(2099, 1, 1, 18, 4, tzinfo=UTC)
    assert content.is_incomplete
    assert (article.owner, article.status, article.revision) == (user, Status.DRAFT, 1)


def test_an_administrator_writes_nothing() -> None:
    admin = make_user(Role.ADMIN)
    client = signed_in(admin)
    own_outlet()
    assert client.get(add_url()).status_code == 403
    response = client.post(add_url(), form_data(admin, title="제목"))
    assert response.status_code == 403
    assert not Article.objects.exists()


def test_saving_an_untouched_form_makes_no_revision() -> None:
    embargo = timezone.now().replace(second=17, microsecond=5) + timedelta(days=3)
    photo = make_photo(caption="설명")
    user, article = own_draft(
        tags=("나", "가"),
        labels=("breaking", "exclusive"),
        embargo_until=embargo,
        lead_photo_id=photo.pk,
        body='<p>가 &amp; 나</p>\n<figure data-embed="youtube:abcdefghijk"></figure>',
        related_ids=(make_published().pk,),
    )
    signed_in(user).post(change_url(article), form_data(user, article))
    article.refresh_from_db()
    assert article.revision == 1
    assert article.embargo_until == embargo


def test_an_inactive_reporter_and_a_namesake_stay_on_the_story() -> None:
    inactive = make_reporter("한가온", is_active=False)
    first, second = make_reporter("김정민"), make_reporter("김정민")
    user, article = own_draft(reporter_ids=(second.pk, inactive.pk, first.pk))
    data = form_data(user, article)
    assert data["reporters"] == (
        f"김정민 (예시신문, #{second.pk}), 한가온, 김정민 (예시신문, #{first.pk})"
    )
    signed_in(user).post(change_url(article), data)
    article.refresh_from_db()
    assert article.revision == 1


def test_saving_keeps_a_field_the_form_does_not_show_and_adds_a_revision() -> None:
    user, article = own_draft()
    response = signed_in(user).post(
        change_url(article), form_data(user, article, title="고친 제목"), follow=True
    )
    article.refresh_from_db()
    assert (article.title, article.revision) == ("고친 제목", 2)
    assert messages_of(response) == ["저장했습니다."]


# --- wrong input ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("title", "", "제목을 채워 주세요."),
        ("title", "가" * 201, "200자까지 쓸 수 있습니다. 지금은 201자입니다."),
        ("title", "\u200b", "제목을 입력해 주세요."),
        ("subtitle", "가" * 301, "300자까지 쓸 수 있습니다. 지금은 301자입니다."),
        ("body", "<div>" * 300 + "가", "본문의 태그가 256겹보다 깊게"),
        ("reporters", "없는이름", "없는이름이라는 기자가 없습니다."),
        ("reporters", "김정민 (예시신문, #99999)", "99999번 기자가 없습니다."),
        ("tags", "가" * 41, "태그는 40자까지"),
        ("tags", "가/나", "빗금"),
        ("related", "99999", "99999번 기사가 없습니다."),
        ("related", "제목만 적음", "기사 번호로 시작하지 않는 줄입니다"),
        ("embargo_until", "내일", "2025.10.29 14:05처럼"),
        ("lead_photo", "99999", "99999번 사진이 없습니다."),
        ("lead_photo", "9" * 30, ""),
        ("section", "99999", ""),
        ("outlet", "99999", ""),
        ("labels", ["nonsense"], ""),
        ("reporting_type", "nonsense", ""),
    ],
)
def test_wrong_input_comes_back_at_its_field_with_all_the_rest(
    field: str, typed: Any, sentence: str
) -> None:
    user, article = own_draft()
    data = form_data(user, article, subtitle="잃으면 안 되는 부제목") | {field: typed}
    response = signed_in(user).post(change_url(article), data)
    form = response.context["form"]
    assert response.status_code == 200
    assert list(form.errors) == [field]
    assert sentence in " ".join(form.errors[field])
    assert form[field].value() == typed
    if field != "subtitle":
        assert "잃으면 안 되는 부제목" in response.content.decode()
    article.refresh_from_db()
    assert article.revision == 1
    assert Revision.objects.count() == 1


def test_nul_is_refused_at_the_field() -> None:
    user, article = own_draft()
    response = signed_in(user).post(
        change_url(article), form_data(user, article, body="<p>가\x00나</p>")
    )
    assert list(response.context["form"].errors) == ["body"]


def test_several_wrong_fields_are_all_told() -> None:
    user, article = own_draft()
    data = form_data(user, article, title="가" * 201, subtitle="나" * 301)
    errors = signed_in(user).post(change_url(article), data).context["form"].errors
    assert set(errors) == {"title", "subtitle"}


def test_an_ambiguous_name_lists_what_can_be_typed() -> None:
    other = Outlet.objects.create(name="뉴스라이트")
    first, second = make_reporter("김정민"), make_reporter("김정민", outlet=other)
    user, article = own_draft()
    client = signed_in(user)
    response = client.post(change_url(article), form_data(user, article, reporters="김정민"))
    sentence = response.context["form"].errors["reporters"][0]
    choice = f"김정민 (뉴스라이트, #{second.pk})"
    assert choice in sentence
    assert f"김정민 (예시신문, #{first.pk})" in sentence
    client.post(change_url(article), form_data(user, article, reporters=f"{choice}, 홍길동 기자"))
    article.refresh_from_db()
    assert article.lead_reporter == second
    assert article.bylines.count() == 2


def test_a_contributor_cannot_relate_a_story_they_may_not_read() -> None:
    hidden = make_draft()
    user = make_user(Role.CONTRIBUTOR)
    article = make_draft(user)
    response = signed_in(user).post(
        change_url(article), form_data(user, article, related=str(hidden.pk))
    )
    assert f"{hidden.pk}번 기사가 없습니다." in response.context["form"].errors["related"]


def test_an_error_in_the_middle_writes_nothing() -> None:
    user, article = own_draft()
    client = signed_in(user)
    client.raise_request_exception = False
    data = form_data(user, article, title="고침", tags="새태그", _action="submit")
    data["photo_file"] = jpeg()
    with mock.patch("articles.workflow._log", side_effect=RuntimeError):
        assert client.post(change_url(article), data).status_code == 500
    article.refresh_from_db()
    assert (article.revision, article.status) == (1, Status.DRAFT)
    assert not Tag.objects.exists()
    assert not Photo.objects.exists()


# --- photos ---------------------------------------------------------------------------------


def test_an_uploaded_picture_becomes_the_lead_photo_with_its_words() -> None:
    user, article = own_draft()
    data = form_data(
        user, article, lead_caption="도서관 전경", lead_credit="가온시", photo_alt="3층 건물"
    )
    signed_in(user).post(change_url(article), data | {"photo_file": jpeg()})
    photo = Photo.objects.get()
    article.refresh_from_db()
    assert article.lead_photo == photo
    assert (photo.caption, photo.credit, photo.alt) == ("도서관 전경", "가온시", "3층 건물")
    assert article.lead_caption == "도서관 전경"
    assert photo.uploaded_by == user


def test_another_picture_brings_its_own_words() -> None:
    chief = make_user(Role.CHIEF)
    first, second = (
        make_photo(by=chief, caption="첫 사진"),
        make_photo(by=chief, caption="둘째 사진"),
    )
    article = make_draft(by=chief, lead_photo_id=first.pk, lead_credit="직접 적은 출처")
    page = signed_in(chief).get(change_url(article)).content.decode()
    assert 'placeholder="첫 사진"' in page
    signed_in(chief).post(change_url(article), form_data(chief, article, lead_photo=second.pk))
    article.refresh_from_db()
    assert (article.lead_caption, article.lead_credit) == ("둘째 사진", "직접 적은 출처")


def test_a_picture_is_not_lost_when_another_field_is_wrong() -> None:
    user, article = own_draft()
    client = signed_in(user)
    data = form_data(user, article, title="", lead_caption="전경") | {"photo_file": jpeg()}
    response = client.post(change_url(article), data)
    photo = Photo.objects.get()
    assert response.context["form"]["lead_photo"].value() == str(photo.pk)
    assert response.context["photo"] == photo
    assert photo.caption == "전경"


def test_a_file_that_is_no_picture_is_told_at_the_field() -> None:
    user, article = own_draft()
    file = SimpleUploadedFile("사진.jpg", b"<script>", "image/jpeg")
    response = signed_in(user).post(
        change_url(article), form_data(user, article, title="고침") | {"photo_file": file}
    )
    assert "사진 파일을 읽을 수 없습니다" in response.context["form"].errors["photo_file"][0]
    article.refresh_from_db()
    assert article.revision == 1


def test_a_contributor_cannot_take_another_persons_picture() -> None:
    photo = make_photo()
    user = make_user(Role.CONTRIBUTOR)
    article = make_draft(user)
    response = signed_in(user).post(
        change_url(article), form_data(user, article, lead_photo=photo.pk)
    )
    assert list(response.context["form"].errors) == ["lead_photo"]


# --- who is too late, and who may not -------------------------------------------------------


def test_a_conflict_keeps_what_was_typed_and_overwrites_nothing() -> None:
    user, article = own_draft()
    data = form_data(user, article, title="내 제목", body="<p>내 본문</p>")
    workflow.save(
        article, replace(Content.of(article), title="남의 제목"), by=None, base_revision=1
    )
    response = signed_in(user).post(change_url(article), data)
    page = response.content.decode()
    assert response.status_code == 409
    assert "그사이 다른 사람이 이 기사를 저장했습니다" in page
    kept = article.set_aside.get()
    assert (kept.author, kept.base_revision) == (user, 1)
    assert (kept.content.title, kept.content.body) == ("내 제목", "<p>내 본문</p>")
    assert "내 본문" in page
    article.refresh_from_db()
    assert (article.title, article.revision) == ("남의 제목", 2)


def test_a_form_without_a_base_revision_overwrites_nothing() -> None:
    user, article = own_draft()
    data = form_data(user, article, title="고침", base_revision="")
    assert signed_in(user).post(change_url(article), data).status_code == 409


def test_text_is_kept_on_the_page_when_the_desk_has_taken_the_story_meanwhile() -> None:
    user, article = own_draft()
    data = form_data(user, article, title="늦은 제목")
    workflow.submit(article, by=user)
    response = signed_in(user).post(change_url(article), data)
    assert response.status_code == 403
    assert response.context["form"]["title"].value() == "늦은 제목"
    article.refresh_from_db()
    assert article.revision == 1


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.REPORTER, Role.DESK, Role.ADMIN])
def test_a_story_out_of_reach_is_neither_shown_nor_saved(role: Role) -> None:
    article = make_draft(make_user(Role.REPORTER))
    user = make_user(role, sections=(make_section(),))
    client = signed_in(user)
    assert client.get(change_url(article)).status_code == 404
    data = form_data(user, article, title="고침", _action="submit")
    assert client.post(change_url(article), data).status_code == 404
    article.refresh_from_db()
    assert (article.revision, article.status) == (1, Status.DRAFT)


def test_an_anonymous_person_is_sent_to_the_login() -> None:
    article = make_draft()
    client = signed_in(make_user())
    client.logout()
    for response in (client.get(change_url(article)), client.post(act_url(article))):
        assert response.status_code == 302
        assert "/login/" in response.headers["Location"]


def test_a_user_without_a_role_sees_nothing() -> None:
    article = make_published()
    client = signed_in(make_user())
    assert client.get(change_url(article)).status_code in (302, 403)


def test_there_is_no_deleting() -> None:
    chief = make_user(Role.CHIEF)
    article = make_draft(chief)
    client = signed_in(chief)
    address = change_url(article).replace("/change/", "/delete/")
    assert client.get(address).status_code == 403
    assert client.post(address, {"post": "yes"}).status_code == 403
    assert Article.objects.filter(pk=article.pk).exists()


@pytest.mark.parametrize("number", ["0", "99999", "가나", "1;2", "9" * 30])
def test_an_unknown_story_is_not_found(number: str) -> None:
    client = signed_in(make_user(Role.CHIEF))
    assert client.get(f"/admin/articles/article/{number}/change/").status_code == 404


# --- live stories ---------------------------------------------------------------------------


def test_saving_a_live_story_touches_nothing_readers_see() -> None:
    user = make_user(Role.REPORTER)
    section = make_section()
    article = make_published(user, tags=("도서관",), section_id=section.pk)
    before = Content.of(article)
    times = (article.published_at, article.modified_at, article.live_revision)
    data = form_data(
        user,
        article,
        title="고친 제목",
        tags="다른태그",
        reporters=make_reporter("새기자").name,
        section=make_section().pk,
        further_sections=[section.pk],
    )
    signed_in(user).post(change_url(article), data)
    article.refresh_from_db()
    assert Content.of(article) == before
    assert (article.published_at, article.modified_at, article.live_revision) == times
    assert article.has_unpublished_changes


def test_a_live_story_shows_the_working_copy_and_says_so() -> None:
    user = make_user(Role.REPORTER)
    article = make_published(user)
    client = signed_in(user)
    page = client.get(change_url(article)).content.decode()
    assert "독자가 보는 글과 같은 1판(게재본)입니다." in page
    assert "독자가 보는 글은 게재할 때까지 바뀌지 않습니다." in page
    client.post(change_url(article), form_data(user, article, title="고친 제목"))
    response = client.get(change_url(article))
    assert response.context["form"]["title"].value() == "고친 제목"
    assert "<strong>2판(수정안)</strong>" in response.content.decode()


def test_who_may_only_read_the_live_text_never_sees_the_working_copy() -> None:
    article = make_published()
    content = replace(Content.of(article), title="아직 비밀인 제목")
    workflow.save(article, content, by=None, base_revision=article.revision)
    for role in (Role.CONTRIBUTOR, Role.REPORTER, Role.DESK, Role.ADMIN):
        response = signed_in(make_user(role)).get(change_url(article))
        assert response.status_code == 200
        assert "아직 비밀인 제목" not in response.content.decode()


# --- buttons --------------------------------------------------------------------------------


def offered(response: Any) -> set[Action]:
    return {ask.action for ask in response.context["asks"]}


def test_a_reporter_is_offered_what_a_draft_allows() -> None:
    user, article = own_draft()
    assert offered(signed_in(user).get(change_url(article))) == {Action.SUBMIT, Action.TRASH}


def test_a_button_saves_first_and_then_acts() -> None:
    user, article = own_draft()
    data = form_data(user, article, title="고쳐서 송고", _action="submit")
    signed_in(user).post(change_url(article), data)
    article.refresh_from_db()
    assert (article.title, article.revision, article.status) == ("고쳐서 송고", 2, Status.SUBMITTED)


def test_a_refused_act_keeps_the_saved_text_and_says_why() -> None:
    user, article = own_draft()
    data = form_data(user, article, title="섹션 없이", section="", _action="submit")
    response = signed_in(user).post(change_url(article), data, follow=True)
    article.refresh_from_db()
    assert (article.title, article.status) == ("섹션 없이", Status.DRAFT)
    assert "글은 저장했지만 ‘송고’ 처리는 하지 못했습니다" in messages_of(response)[0]
    assert "섹션" in messages_of(response)[0]


def test_a_new_story_can_be_sent_at_once() -> None:
    user = make_user(Role.REPORTER)
    make_reporter("김정민")
    data = form_data(
        user,
        title="바로 송고",
        body="<p>본문</p>",
        outlet=own_outlet().pk,
        section=make_section().pk,
        reporters="김정민",
        _action="submit",
    )
    signed_in(user).post(add_url(), data)
    assert Article.objects.get().status == Status.SUBMITTED


def test_publishing_from_the_form_publishes_what_was_just_typed() -> None:
    chief = make_user(Role.CHIEF)
    article = make_published(chief)
    data = form_data(chief, article, title="새로 게재한 제목", _action="publish")
    client = signed_in(chief)
    pressed = client.post(change_url(article), data)
    article.refresh_from_db()
    assert (article.revision, article.live_revision) == (2, 1)
    confirm(client, pressed)
    article.refresh_from_db()
    assert (article.title, article.live_revision) == ("새로 게재한 제목", 2)


def test_changing_an_approved_story_takes_the_approval_back_instead_of_publishing() -> None:
    chief = make_user(Role.CHIEF)
    article = make_draft(chief)
    workflow.submit(article, by=chief)
    article = workflow.approve(article, by=chief)
    data = form_data(chief, article, title="승인 뒤에 고침", _action="publish")
    signed_in(chief).post(change_url(article), data)
    article.refresh_from_db()
    assert (article.status, article.title) == (Status.IN_REVIEW, "승인 뒤에 고침")


def test_the_reason_of_a_rejection_stands_on_top_even_for_a_contributor() -> None:
    user = make_user(Role.CONTRIBUTOR)
    article = make_draft(user)
    workflow.submit(article, by=user)
    workflow.reject(article, by=make_user(Role.CHIEF, name="이국장"), reason="숫자를 확인해 주세요")
    response = signed_in(user).get(change_url(article))
    page = response.content.decode()
    assert "반려된 기사입니다" in page
    assert "숫자를 확인해 주세요" in page
    assert response.context["log"] == []
    assert not response.context["may_log"]


def test_the_log_is_for_those_who_may_read_it() -> None:
    user, article = own_draft()
    workflow.submit(article, by=user)
    history = change_url(article).replace("/change/", "/history/")
    assert "송고" in signed_in(user).get(history).content.decode()
    stranger = make_user(Role.REPORTER)
    assert signed_in(stranger).get(history).status_code == 404
    contributor = make_user(Role.CONTRIBUTOR)
    own = make_draft(contributor)
    address = change_url(own).replace("/change/", "/history/")
    assert signed_in(contributor).get(address).status_code == 403


def test_saving_and_previewing_leads_to_the_preview() -> None:
    user, article = own_draft()
    data = form_data(user, article, title="보고 싶은 제목", _preview="1")
    response = signed_in(user).post(change_url(article), data, follow=True)
    assert response.redirect_chain[-1][0].endswith("/preview/")
    assert "보고 싶은 제목" in response.content.decode()


def test_making_content_in_tests_matches_the_form() -> None:
    """form_data stands for the browser, so it must send what the form reads back unchanged."""
    user = make_user(Role.CHIEF)
    article = workflow.create(make_content(), by=user)
    signed_in(user).post(change_url(article), form_data(user, article))
    article.refresh_from_db()
    assert article.revision == 1


def test_the_way_back_leads_to_the_queue_the_story_was_opened_from() -> None:
    user, article = own_draft()
    address = change_url(article) + "?_changelist_filters=queue%3Dmine%26p%3D2"
    client = signed_in(user)
    assert "/admin/articles/article/?queue=mine&amp;p=2" in client.get(address).content.decode()
    response = client.post(address, form_data(user, article, title="고친 제목"))
    assert response.headers["Location"] == address


def test_a_related_story_out_of_reach_stays_as_a_number() -> None:
    hidden = make_draft(title="아직 비밀인 제목")
    user = make_user(Role.CONTRIBUTOR)
    article = make_draft(user, related_ids=(hidden.pk,))
    client = signed_in(user)
    assert "아직 비밀인 제목" not in client.get(change_url(article)).content.decode()
    client.post(change_url(article), form_data(user, article))
    article.refresh_from_db()
    assert article.revision == 1


# --- what no editor types -------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        "0001.01.01 00:00",
        "9999-12-31T23:59:59-23:00",
        "0001-01-01T00:00:00+23:00",
        "1899.01.01 10:00",
    ],
)
def test_times_at_the_ends_of_the_calendar_come_back_with_the_text(typed: str) -> None:
    user, article = own_draft()
    data = form_data(user, article, title="지키고 싶은 제목", embargo_until=typed)
    response = signed_in(user).post(change_url(article), data)
    assert response.status_code == 200
    assert "embargo_until" in response.context["form"].errors
    assert "지키고 싶은 제목" in response.content.decode()

    chief = make_user(Role.CHIEF)
    approved = workflow.approve(workflow.submit(make_draft(), by=None), by=None)
    posted = {"_action": "schedule", "at": typed, "revision": approved.revision}
    assert signed_in(chief).post(act_url(approved), posted).status_code == 302
    approved.refresh_from_db()
    assert approved.status == Status.APPROVED


@pytest.mark.parametrize("field", ["reporters", "tags", "related"])
def test_a_list_too_long_to_take_apart_is_refused_unread(field: str) -> None:
    user, article = own_draft()
    data = form_data(user, article, **{field: "," * 1_000_000})
    response = signed_in(user).post(change_url(article), data)
    assert response.status_code == 200
    assert field in response.context["form"].errors


def test_numbers_beyond_reading_are_no_error_of_ours() -> None:
    user, article = own_draft(lead_photo_id=make_photo().pk)
    client = signed_in(user)
    endless = "9" * 5000
    for field in ("lead_photo", "base_revision"):
        data = form_data(user, article, **{field: endless})
        assert client.post(change_url(article), data).status_code == 200
    client.post(act_url(article), {"_action": "submit", "revision": endless})
    article.refresh_from_db()
    assert article.status == Status.DRAFT
