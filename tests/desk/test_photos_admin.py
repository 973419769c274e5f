import io
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.roles import Role
from articles import workflow
from desk import article_screen
from desk.article_form import ArticleForm
from photos.models import Photo, photo_storage
from tests.builders import make_draft, make_photo, make_published, make_reporter, make_user, picture

pytestmark = pytest.mark.django_db

LIST = "/admin/photos/photo/"


def upload(name: str = "사진.jpg", content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, picture().getvalue() if content is None else content)


@pytest.mark.parametrize("role", list(Role))
def test_the_library_takes_pictures_from_reporter_desk_and_chief(
    client: Client, role: Role
) -> None:
    user = make_user(role)
    client.force_login(user)
    may = role in {Role.REPORTER, Role.DESK, Role.CHIEF}

    opened = client.get(f"{LIST}add/").status_code
    data = {"picture": upload(), "caption": "가온천", "credit": "홍길동 기자", "alt": ""}
    sent = client.post(f"{LIST}add/", data).status_code

    assert (opened, sent) == ((200, 302) if may else (403, 403))
    assert Photo.objects.count() == int(may)
    if may:
        photo = Photo.objects.get()
        assert (photo.caption, photo.uploaded_by, photo.width) == ("가온천", user, 60)
        assert Path(photo.file.path).is_file()


@pytest.mark.parametrize(
    "content", [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"GIF89a" + b"\0" * 20, b"%PDF-1.4"]
)
def test_what_is_no_picture_comes_back_with_a_korean_error(client: Client, content: bytes) -> None:
    client.force_login(make_user(Role.REPORTER))
    data = {"picture": upload("a.jpg", content), "caption": "적은 설명"}
    response = client.post(f"{LIST}add/", data)
    form = response.context["adminform"].form
    assert "올려 주세요" in str(form.errors["picture"])
    assert "적은 설명" in response.content.decode()
    assert not Photo.objects.exists()


def test_a_storage_that_fails_is_told_of(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object, **options: object) -> str:
        raise OSError(28, "No space left on device")

    client.force_login(make_user(Role.REPORTER))
    monkeypatch.setattr(photo_storage(), "save", fail)
    page = client.post(f"{LIST}add/", {"picture": upload()}, follow=True)
    assert "사진을 보관하지 못했습니다" in page.content.decode()
    assert not Photo.objects.exists()


def test_a_long_file_name_and_hidden_data_are_not_kept(client: Client) -> None:
    client.force_login(make_user(Role.REPORTER))
    file = io.BytesIO(picture().getvalue())
    data = {"picture": upload("긴이름" * 60 + ".jpg", file.getvalue())}
    assert client.post(f"{LIST}add/", data).status_code == 302
    photo = Photo.objects.get()
    assert photo.file.name == f"{photo.token}.jpg"


def test_words_are_changed_by_who_uploaded_and_by_the_desk(client: Client) -> None:
    owner = make_user(Role.REPORTER)
    photo = make_photo(by=owner)
    address = f"{LIST}{photo.pk}/change/"
    for user, may in (
        (owner, True),
        (make_user(Role.DESK), True),
        (make_user(Role.CHIEF), True),
        (make_user(Role.REPORTER), False),
        (make_user(Role.CONTRIBUTOR), False),
        (make_user(Role.ADMIN), False),
    ):
        client.force_login(user)
        caption = f"{user.username}의 설명"
        status = client.post(address, {"caption": caption}).status_code
        photo.refresh_from_db()
        assert (photo.caption == caption) == may, user.roles
        # What is out of sight does not exist: back to the first page.
        assert status == 302 if may or not user.roles & {Role.REPORTER} else status == 403


def test_a_contributor_sees_own_pictures_only(client: Client) -> None:
    contributor = make_user(Role.CONTRIBUTOR)
    own, other = make_photo(by=contributor), make_photo(by=make_user(Role.REPORTER))
    query = {"app_label": "reporters", "model_name": "reporter", "field_name": "photo"}

    def seen() -> tuple[set[Photo], set[str]]:
        found = [each.photo for each in client.get(LIST).context["shown"]]
        offered = client.get("/admin/autocomplete/", query).json()["results"]
        return set(found), {row["id"] for row in offered}

    client.force_login(contributor)
    assert seen() == ({own}, {str(own.pk)})
    client.force_login(make_user(Role.REPORTER))
    assert seen() == ({own, other}, {str(own.pk), str(other.pk)})
    client.force_login(make_user(Role.ADMIN))
    assert seen() == (set(), set())


def test_an_unused_picture_goes_with_its_file(
    client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    owner = make_user(Role.REPORTER)
    photo = make_photo(by=owner)
    file = Path(settings.PHOTO_ROOT, photo.file.name or "")
    address = f"{LIST}{photo.pk}/delete/"

    client.force_login(make_user(Role.REPORTER))
    assert client.post(address, {"post": "yes"}).status_code == 403
    assert file.is_file()
    client.force_login(owner)
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(address, {"post": "yes"}).status_code == 302
    assert not Photo.objects.exists()
    assert not file.exists()


def test_a_picture_in_use_stays_and_says_where(client: Client) -> None:
    chief = make_user(Role.CHIEF)
    lead, inside, portrait = make_photo(), make_photo(), make_photo()
    make_published(lead_photo_id=lead.pk)
    address = inside.get_absolute_url()
    make_draft(by=chief, body=f'<p>글</p><figure><img src="{address}" alt=""></figure>')
    make_reporter(photo=portrait)
    client.force_login(chief)
    for photo, use in (
        (lead, "대표 사진으로 쓴 기사 1건"),
        (inside, "본문에 쓴 기사 1건"),
        (portrait, "기자 1명"),
    ):
        page = client.post(f"{LIST}{photo.pk}/delete/", {"post": "yes"}, follow=True)
        assert use in page.content.decode()
    assert Photo.objects.count() == 3
    assert Path(lead.file.path).is_file()


def test_words_that_a_filed_or_live_story_shows_are_the_desks(client: Client) -> None:
    owner = make_user(Role.REPORTER)
    photo = make_photo(by=owner, caption="승인받은 설명")
    draft = make_draft(by=owner, lead_photo_id=photo.pk)
    address = f"{LIST}{photo.pk}/change/"
    client.force_login(owner)
    assert client.post(address, {"caption": "초안의 설명"}).status_code == 302
    workflow.submit(draft, by=owner)
    assert client.post(address, {"caption": "몰래 바꾼 설명"}).status_code == 403
    photo.refresh_from_db()
    assert photo.caption == "초안의 설명"
    client.force_login(make_user(Role.DESK))
    assert client.post(address, {"caption": "데스크의 설명"}).status_code == 302


def test_a_story_that_is_undone_leaves_no_files_of_its_picture() -> None:
    photo = make_photo()
    form = cast(ArticleForm, SimpleNamespace(kept_photo=photo))
    with pytest.raises(RuntimeError), article_screen._no_file_left_behind(form):
        raise RuntimeError
    assert not any(photo_storage().exists(file.name) for file in (photo.file, photo.original))
