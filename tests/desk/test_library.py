"""The library: what is found on the grid, the doors of its scripts, and who is refused."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from articles import workflow
from articles.models import MediaUse
from desk import photo_doors, photo_library
from newsroom.lib.dates import parse_seoul, to_seoul
from photos import uploads
from photos.looks import Alike
from photos.models import Photo
from reporters.models import Outlet
from search.models import Synonym
from tests.builders import (
    make_draft,
    make_photo,
    make_published,
    make_reporter,
    make_user,
    own_outlet,
    picture,
)
from tests.desk.article_pages import signed_in
from tests.photos.test_uploads import agency_words

pytestmark = pytest.mark.django_db

LIST = "/admin/photos/photo/"
UPLOAD, CHOOSE = f"{LIST}upload/", f"{LIST}choose/"
SUGGESTED = "/admin/articles/article/suggest/photos/"


def file(name: str = "사진.jpg", content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, picture().getvalue() if content is None else content)


def row(by: User | None = None, **fields: Any) -> Photo:
    """A row without a file, where nobody looks at the picture."""
    fields = {"width": 60, "height": 40, "alt": "글", "caption": "글"} | fields
    photo = Photo(uploaded_by=by, **fields)
    photo.file.name = f"{photo.token}.jpg"
    photo.save()
    return photo


def grid(client: Client, **query: str) -> list[Photo]:
    response = client.get(LIST, query)
    assert response.status_code == 200
    return [each.photo for each in response.context["shown"]]


def offered(client: Client, **query: str) -> list[int]:
    return [photo["id"] for photo in client.get(CHOOSE, query).json()["photos"]]


# --- finding --------------------------------------------------------------------------------


def test_a_picture_is_found_by_its_words_its_people_and_its_days() -> None:
    kim = make_user(Role.REPORTER, name="김새벽", username="dawn")
    make_reporter("김여명", user=kim)
    client = signed_in(make_user(Role.DESK))
    tree = row(
        by=kim,
        caption="가온천 버드나무",
        credit="누리통신",
        alt="물가의 나무",
        people="이시장",
        place="가온천",
    )
    Photo.objects.filter(pk=tree.pk).update(
        created_at=parse_seoul("2025-10-29T00:10"), taken_at=parse_seoul("2025-09-30T23:50")
    )
    other = row(caption="도서관")
    portrait = row()
    make_reporter("박초상", photo=portrait)
    for typed, found in (
        ("버드나무", [tree]),
        ("물가 누리통신", [tree]),
        ("이시장", [tree]),
        ("가온천 도서관", []),
        ("김새벽", [tree]),
        ("김여명", [tree]),
        ("박초상", [portrait]),
        ("2025.10.29", [tree]),
        ("2025-10", [tree]),
        ("2025.9.30", [tree]),
        ("2025.10.28", []),
        ("2025.13", []),
        (str(other.pk), [other]),
        ("\0", []),
        ("", [portrait, other, tree]),
    ):
        assert grid(client, q=typed) == found, typed
        assert offered(client, q=typed) == [photo.pk for photo in found], typed
    assert grid(client, day="2025.10.29") == [tree]
    assert grid(client, day="2025.9", of="taken") == [tree]
    assert grid(client, day="2025.10", of="taken") == []
    refused = client.get(LIST, {"day": "어제"})
    assert refused.context["shown"] == []
    assert "2025.10.29나 2025.10처럼" in refused.content.decode()


def test_pictures_are_found_as_stories_are() -> None:
    reporter = make_user(Role.REPORTER, name="김새벽")
    client = signed_in(make_user(Role.DESK))
    chief = signed_in(make_user(Role.CHIEF))
    Synonym.objects.create(words="수달, 물개")
    signed = row(caption="가온시청에서 양해각서를 체결했다", people="강하늘", licence="own")
    other = row(by=reporter, caption="가온천의 수달", source="환경단체에서 받음")
    for typed, found in (
        ("시청", [signed]),
        ("각서", [signed]),
        ("가온 시청", [signed]),
        ("ㄱㅎㄴ", [signed]),
        ("didgorkrtj", [signed]),
        ('"양해각서를 체결"', [signed]),
        ('"체결 양해각서"', []),
        ("물개", [other]),
        ("환경단체가", [other]),
        ("김새벽 수달", [other]),
        ("김새벽 각서", []),
        ("-수달", [signed]),
        ("수달 -환경단체", []),
        ("가온", [other, signed]),
        ("의", []),
    ):
        assert grid(client, q=typed) == found, typed
        assert offered(client, q=typed) == suggested(client, typed) == pks(found), typed
        assert portraits(chief, typed) == pks(found), typed
    day = f"{to_seoul(other.created_at):%Y.%m.%d}"
    assert grid(client, q=f"{day} 수달") == [other]
    assert grid(client, q=f"2001.1.1 {day} 수달") == []
    # What else is asked for still holds.
    assert grid(client, q="가온", licence="own") == [signed]
    assert grid(client, q="가온", show="unused", before=str(other.pk)) == [signed]
    contributor = make_user(Role.CONTRIBUTOR)
    own = row(by=contributor, caption="다른 양해각서")
    assert offered(signed_in(contributor), q="각서") == [own.pk]
    assert suggested(signed_in(contributor), "-수달") == [own.pk]


def suggested(client: Client, typed: str) -> list[int]:
    found = client.get(SUGGESTED, {"q": typed}).json()["results"]
    return [int(each["value"]) for each in found]


def portraits(client: Client, typed: str) -> list[int]:
    asked = {"app_label": "reporters", "model_name": "reporter", "field_name": "photo"}
    found = client.get("/admin/autocomplete/", asked | {"term": typed}).json()["results"]
    return [int(each["id"]) for each in found]


def pks(photos: list[Photo]) -> list[int]:
    return [photo.pk for photo in photos]


def test_the_tabs_show_what_their_names_say() -> None:
    desk = make_user(Role.DESK)
    client = signed_in(desk)
    today = to_seoul(timezone.now()).date()
    mine = row(by=desk)
    bare, no_alt = row(caption=""), row(alt="")
    gone = row(expires_on=today - timedelta(1))
    soon, later = row(expires_on=today + timedelta(9)), row(expires_on=today + timedelta(90))
    forbidden = row(is_reuse_forbidden=True, licence="kogl-4")
    lead, inside, portrait = row(), row(), row()
    article = make_draft(by=desk, lead_photo_id=lead.pk)
    MediaUse.objects.create(article=article, photo=inside)
    make_reporter(photo=portrait)
    for asked, found in (
        ({"show": "mine"}, {mine}),
        ({"show": "no-caption"}, {bare}),
        ({"show": "no-alt"}, {no_alt}),
        ({"show": "ending"}, {gone, soon}),
        ({"show": "forbidden"}, {forbidden}),
        ({"show": "unused"}, set(Photo.objects.all()) - {lead, inside, portrait}),
        ({"show": "no such"}, set(Photo.objects.all())),
        ({"licence": "kogl-4"}, {forbidden}),
        ({"licence": "unknown"}, set(Photo.objects.all()) - {forbidden}),
        ({"licence": "kogl-4", "show": "no-alt"}, set()),
    ):
        assert set(grid(client, **asked)) == found, asked
    page = client.get(LIST).content.decode()
    for badge in ("기한 지남", "기한 9일 남음", "재사용 금지", "대체 텍스트 없음"):
        assert page.count(f'">{badge}</span>') == 1, badge
    assert later in set(grid(client, q=str(later.pk)))


def test_the_grid_goes_on_from_where_it_ended_and_asks_little(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(photo_library, "SHOWN", 3)
    monkeypatch.setattr(photo_doors, "OFFERED", 3)
    desk = make_user(Role.DESK, name="김데스크")
    client = signed_in(desk)
    photos = [row(by=desk) for _ in range(3)]

    def asked(address: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        return len(queries)

    few = [asked(address) for address in (LIST, f"{LIST}?q=가+나", CHOOSE)]
    photos += [row(by=make_user(Role.REPORTER)) for _ in range(4)]
    assert [asked(address) for address in (LIST, f"{LIST}?q=가+나", CHOOSE)] == few
    assert not any("COUNT(" in query for query in queries_of(client, LIST))

    newest = client.get(LIST, {"q": "글"})
    assert grid(client) == photos[:3:-1]
    assert newest.context["older"] == f"q=%EA%B8%80&before={photos[4].pk}"
    assert grid(client, before=str(photos[4].pk)) == photos[3:0:-1]
    assert grid(client, before=str(photos[1].pk)) == photos[:1]
    assert client.get(CHOOSE).json()["next"] == 2
    assert offered(client, page="2") == [photo.pk for photo in photos[3:0:-1]]
    last = client.get(CHOOSE, {"page": "3"}).json()
    assert (len(last["photos"]), last["next"]) == (1, None)
    for page in ("0", "-1", "x", "9" * 30):
        assert client.get(CHOOSE, {"page": page}).status_code == 200


def queries_of(client: Client, address: str) -> list[str]:
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return [query["sql"] for query in queries if "photos_photo" in query["sql"]]


# --- uploading ------------------------------------------------------------------------------


@pytest.mark.any_database
@pytest.mark.parametrize("role", list(Role))
def test_whoever_writes_may_send_in_a_picture(role: Role) -> None:
    user = make_user(role)
    answer = signed_in(user).post(UPLOAD, {"upload": file()})
    said = answer.json()
    if role == Role.ADMIN:
        assert (answer.status_code, said["uploaded"]) == (403, 0)
        assert "사진 올리기" in said["error"]["message"]
        assert not Photo.objects.exists()
        return
    photo = Photo.objects.get()
    assert answer.status_code == 201
    assert photo.uploaded_by == user
    assert said["url"] == photo.get_absolute_url() == said["photo"]["address"]
    assert set(said) == {"uploaded", "fileName", "url", "photo"}
    assert set(said["photo"]) == {
        *("id", "token", "address", "thumb", "width", "height"),
        *("caption", "credit", "alt", "licence", "warnings"),
    }


@pytest.mark.any_database
def test_the_words_come_along() -> None:
    client = signed_in(make_user(Role.REPORTER))
    words = {"caption": "가온천\u200b", "credit": "홍길동 기자", "alt": "물", "licence": "own"}
    said = client.post(UPLOAD, {"upload": file(), **words}).json()["photo"]
    assert (said["caption"], said["credit"], said["licence"]) == ("가온천", "홍길동 기자", "own")
    wrong = client.post(UPLOAD, {"upload": file(), "caption": "글" * 301})
    assert wrong.status_code == 400
    assert wrong.json()["error"]["message"].startswith("사진 설명: ")
    assert client.post(UPLOAD, {"upload": file(), "licence": "free"}).status_code == 400
    assert Photo.objects.count() == 1


@pytest.mark.any_database
def test_what_is_left_empty_stays_as_the_file_says() -> None:
    client = signed_in(make_user(Role.REPORTER))
    sent = agency_words("가온천의 수달".encode(), "가온통신".encode()).getvalue()
    empty = {"caption": " ", "credit": "", "alt": "물"}
    said = client.post(UPLOAD, {"upload": file(content=sent), **empty}).json()["photo"]
    assert (said["caption"], said["credit"], said["alt"]) == ("가온천의 수달", "가온통신", "물")
    # On the picture itself, empty is said on purpose.
    client.post(f"{LIST}{said['id']}/words/", {"caption": ""})
    assert Photo.objects.get().caption == ""


@pytest.mark.any_database
def test_a_picture_of_our_own_gets_our_watermark() -> None:
    client = signed_in(make_user(Role.DESK))
    agency = Outlet.objects.create(name="가온통신")
    own = own_outlet()

    def said_of(photo: Photo, licence: str) -> Outlet | None:
        client.post(f"{LIST}{photo.pk}/words/", {"licence": licence})
        return Photo.objects.get(pk=photo.pk).outlet

    photo = row(licence="agency")
    assert said_of(photo, "agency") is None
    assert said_of(photo, "own") == own
    Photo.objects.update(outlet=None)
    assert said_of(photo, "own") is None, "taken out by somebody"
    assert said_of(row(outlet=agency), "own") == agency


def test_desks_are_told_of_pictures_that_stay_beyond_their_last_day() -> None:
    desk, reporter = make_user(Role.DESK), make_user(Role.REPORTER)
    yesterday = to_seoul(timezone.now()).date() - timedelta(1)
    assert "기한 지나 실린 사진 <" not in signed_in(desk).get("/admin/").content.decode()
    lead, inside, waiting = row(), row(), row()
    unused, withdrawn, today = row(), row(), row(expires_on=yesterday + timedelta(1))
    story = make_published(lead_photo_id=lead.pk)
    MediaUse.objects.create(article=story, photo=inside)
    MediaUse.objects.create(article=story, photo=today)
    coming = workflow.approve(workflow.submit(make_draft(), by=None), by=None)
    workflow.schedule(coming, by=None, at=timezone.now() + timedelta(days=1))
    MediaUse.objects.create(article=coming, photo=waiting)
    MediaUse.objects.create(article=make_draft(), photo=unused)
    MediaUse.objects.create(article=story, photo=unused, is_working_copy=True)
    gone = make_published(lead_photo_id=withdrawn.pk)
    workflow.withdraw(gone, by=None, reason="오보")
    Photo.objects.exclude(pk=today.pk).update(expires_on=yesterday)
    client = signed_in(desk)
    assert set(grid(client, show="lapsed")) == {lead, inside, waiting}
    front = client.get("/admin/").content.decode()
    assert '기한 지나 실린 사진 <span class="desk-count">3</span>' in front
    assert "기한 지나 실린 사진 <" not in signed_in(reporter).get("/admin/").content.decode()


@pytest.mark.any_database
def test_what_cannot_be_taken_says_why_and_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    client = signed_in(make_user(Role.REPORTER))
    for sent, status, word in (
        ({"upload": file("a.jpg", b"%PDF-1.4")}, 400, "PDF 파일은"),
        ({}, 400, "오지 않았습니다"),
        ({"upload": "글"}, 400, "오지 않았습니다"),
    ):
        answer = client.post(UPLOAD, sent)
        assert (answer.status_code, answer.json()["uploaded"]) == (status, 0)
        assert word in answer.json()["error"]["message"]
    # Of the whole request, before it is read; and of the file in it.
    monkeypatch.setattr(uploads, "MOST_BYTES", 100)
    assert client.post(UPLOAD, {"upload": file()}).status_code == 413
    monkeypatch.setattr(photo_doors, "_MOST_BYTES", 100)
    answer = client.post(UPLOAD, {"upload": file()})
    assert answer.status_code == 413
    assert "30MB" in answer.json()["error"]["message"]
    assert client.get(UPLOAD).status_code == 405
    assert not Photo.objects.exists()


def test_nobody_fills_the_library_by_a_script_gone_wild(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(photo_doors, "MOST_AN_HOUR", 2)
    user = make_user(Role.REPORTER)
    client = signed_in(user)
    files = [file(content=picture(size=(60, 40 + number)).getvalue()) for number in range(4)]
    sent = [client.post(UPLOAD, {"upload": each}).status_code for each in files[:3]]
    assert sent == [201, 201, 429]
    Photo.objects.update(created_at=timezone.now() - timedelta(hours=2))
    assert client.post(UPLOAD, {"upload": files[3]}).status_code == 201


@pytest.mark.any_database
def test_a_picture_the_library_has_is_offered_instead(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks
) -> None:
    known = make_photo(caption="있던 사진")
    compared: list[Photo] = []

    def find(photo: Photo, user: User) -> list[Alike]:
        compared.append(photo)
        return [Alike(known, is_exact=True)]

    monkeypatch.setattr(photo_doors, "find_alike", find)
    client = signed_in(make_user(Role.REPORTER))
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(UPLOAD, {"upload": file()})
    assert answer.status_code == 409
    (alike,) = answer.json()["alike"]
    assert (alike["is_exact"], alike["photo"]["caption"]) == (True, "있던 사진")
    assert answer.json()["error"]["message"] == "이미 있는 사진입니다."
    assert list(Photo.objects.all()) == [known]
    assert not compared[0].file.storage.exists(compared[0].file.name)
    assert client.post(UPLOAD, {"upload": file(), "keep_duplicate": "1"}).status_code == 201
    # The form for one file has taken it by then, and says so.
    monkeypatch.setattr("desk.admin.photos.find_alike", find)
    page = client.post(f"{LIST}add/", {"picture": file()}, follow=True).content.decode()
    assert f'같은 사진이 이미 있습니다: <a href="{LIST}{known.pk}/change/">있던 사진</a>' in page


@pytest.mark.any_database
def test_the_doors_answer_a_lost_session_in_json_and_ask_for_the_token() -> None:
    photo = make_photo()
    client = Client()
    for answer in (
        client.post(UPLOAD, {"upload": file()}),
        client.get(CHOOSE),
        client.post(f"{LIST}{photo.pk}/words/", {"caption": "글"}),
    ):
        assert answer.status_code == 401
        assert "다른 탭에서 로그인" in answer.json()["error"]["message"]
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(make_user(Role.DESK))
    assert strict.post(UPLOAD, {"upload": file()}).status_code == 403
    assert strict.post(f"{LIST}{photo.pk}/words/", {"caption": "글"}).status_code == 403
    assert Photo.objects.get().caption == ""


def test_a_contributor_is_offered_own_pictures_only() -> None:
    contributor = make_user(Role.CONTRIBUTOR)
    own, other = make_photo(by=contributor), make_photo(by=make_user(Role.REPORTER), caption="남")
    client = signed_in(contributor)
    assert offered(client) == [own.pk]
    assert offered(client, q="남") == []
    page = client.get(LIST)
    assert [each.photo for each in page.context["shown"]] == [own]
    assert "data-uploader" not in page.content.decode()
    assert client.post(f"{LIST}{other.pk}/words/", {"caption": "글"}).status_code == 404
    assert offered(signed_in(make_user(Role.ADMIN))) == []
    reporter = signed_in(make_user(Role.REPORTER))
    assert set(offered(reporter)) == {own.pk, other.pk}
    # Where no script runs, a link leads to the form for one file.
    assert f'href="{LIST}add/"' in reporter.get(LIST).content.decode()


# --- words and the focal point --------------------------------------------------------------


def test_words_are_saved_one_by_one_by_whom_the_picture_is() -> None:
    owner = make_user(Role.REPORTER)
    photo = make_photo(by=owner, caption="처음", credit="출처")
    address = f"{LIST}{photo.pk}/words/"
    client = signed_in(owner)
    said = client.post(address, {"caption": " 새  설명 ", "people": "이시장, 박시민"})
    assert said.status_code == 200
    assert said.json()["photo"]["caption"] == "새 설명"
    photo.refresh_from_db()
    assert (photo.caption, photo.credit, photo.people) == ("새 설명", "출처", "이시장, 박시민")
    # What isn't a word isn't changed here.
    client.post(address, {"source": "몰래", "focal_x": "1", "is_reuse_forbidden": "on"})
    photo.refresh_from_db()
    assert (photo.source, photo.focal_x, photo.is_reuse_forbidden) == ("", 50, False)
    wrong = client.post(address, {"licence": "free"})
    assert wrong.status_code == 400
    assert wrong.json()["error"]["message"].startswith("이용 조건: ")
    refused = signed_in(make_user(Role.REPORTER)).post(address, {"caption": "남의 것"})
    assert refused.status_code == 403
    assert "다른 사람이 올린" in refused.json()["error"]["message"]
    assert client.get(address).status_code == 405
    photo.refresh_from_db()
    assert photo.caption == "새 설명"


@pytest.mark.any_database
def test_all_that_is_known_of_a_picture_is_filled_in_on_its_screen() -> None:
    photo = make_photo()
    client = signed_in(make_user(Role.DESK))
    address = f"{LIST}{photo.pk}/change/"
    typed = {
        "caption": "설명",
        "people": "이시장",
        "place": "가온천",
        "source": "전자우편",
        "taken_at": "2025.10.29 (수) 14:05",
        "licence": "cc-by",
        "expires_on": "2027.01.02",
        "is_reuse_forbidden": "on",
        "focal_x": "12",
        "focal_y": "100",
    }
    assert client.post(address, typed).status_code == 302
    photo.refresh_from_db()
    assert photo.taken_at == parse_seoul("2025-10-29T14:05")
    assert (photo.focal_x, photo.focal_y, photo.licence) == (12, 100, "cc-by")
    page = client.get(address).content.decode()
    assert 'data-x="12" data-y="100"' in page
    assert photo.digest not in page or not photo.digest
    for wrong in ({"focal_x": "101"}, {"focal_y": "-1"}, {"taken_at": "어제"}):
        assert client.post(address, typed | wrong).status_code == 200, wrong
    # Left empty, the point stays.
    client.post(address, typed | {"focal_x": ""})
    photo.refresh_from_db()
    assert photo.focal_x == 12
    # Whoever may only look gets the picture and no field.
    looking = signed_in(make_user(Role.REPORTER)).get(address)
    assert 'name="focal_x"' not in looking.content.decode()
    assert "data-focal" in looking.content.decode()
