"""Files at the desk: taken in by a script, listed, kept while a story uses them."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.roles import Role
from attachments.models import Attachment
from desk import attachment_doors
from tests.attachments import files
from tests.attachments.test_views import block, make_file
from tests.builders import make_draft, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

UPLOAD = "/admin/attachments/attachment/upload/"


def send(client: Client, content: bytes = files.PDF, name: str = "보고서.pdf") -> Any:
    return client.post(UPLOAD, {"upload": SimpleUploadedFile(name, content)})


@pytest.fixture
def reporter(client: Client) -> Client:
    client.force_login(make_user(Role.REPORTER))
    return client


def test_a_file_comes_in(reporter: Client) -> None:
    response = send(reporter)
    assert response.status_code == 201
    file = Attachment.objects.get()
    assert response.json() == {
        "uploaded": 1,
        "file": {
            "id": file.pk,
            "token": file.token,
            "address": f"/files/{file.token}.pdf",
            "name": "보고서.pdf",
            "kind": "pdf",
            "bytes": len(files.PDF),
            "is_sound": False,
        },
    }
    assert file.uploaded_by.username == reporter.get("/admin/").wsgi_request.user.username


def test_what_is_not_taken_is_said(reporter: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    response = send(reporter, b"<html>", "보고서.pdf")
    assert response.status_code == 400
    assert "올릴 수 없는 파일입니다" in response.json()["error"]["message"]
    assert reporter.post(UPLOAD).json()["error"]["message"] == "파일이 오지 않았습니다."
    assert reporter.get(UPLOAD).status_code == 405
    monkeypatch.setattr(attachment_doors, "_MOST_BYTES", 10)
    assert send(reporter).status_code == 413
    monkeypatch.undo()
    monkeypatch.setattr(attachment_doors, "MOST_AN_HOUR", 1)
    assert send(reporter).status_code == 201
    assert send(reporter).status_code == 429
    assert Attachment.objects.count() == 1


def test_who_may_not_is_refused_in_json(client: Client) -> None:
    assert send(client).status_code == 401
    client.force_login(make_user())
    assert send(client).status_code == 401
    client.force_login(make_user(Role.ADMIN))
    assert send(client).status_code == 403
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(make_user(Role.REPORTER))
    assert send(strict).status_code == 403
    assert not Attachment.objects.exists()


def test_the_list_shows_whose_files_one_may_see(client: Client) -> None:
    contributor = make_user(Role.CONTRIBUTOR)
    make_file(by=contributor)
    other = make_file()
    Attachment.objects.filter(pk=other.pk).update(name="남의 것.pdf")
    address = "/admin/attachments/attachment/"
    client.force_login(contributor)
    html = client.get(address).content.decode()
    assert "감사 보고서.pdf" in html
    assert "남의 것" not in html
    assert client.get(f"{address}{other.pk}/change/").status_code in (302, 403, 404)
    client.force_login(make_user(Role.REPORTER))
    assert "남의 것" in client.get(address).content.decode()


def test_a_file_in_use_is_not_deleted(client: Client) -> None:
    file = make_file()
    kept = Path(file.file.path)
    story = make_draft(body=block(file))
    address = f"/admin/attachments/attachment/{file.pk}/delete/"
    client.force_login(make_user(Role.REPORTER))
    assert client.post(address, {"post": "yes"}).status_code == 403
    client.force_login(make_user(Role.DESK))
    html = client.post(address, {"post": "yes"}, follow=True).content.decode()
    assert "본문에 넣은 기사 1건" in html
    assert kept.exists()
    story.media_uses.all().delete()
    client.post(address, {"post": "yes"})
    assert not Attachment.objects.exists()


def test_a_large_file_is_read_in_pieces() -> None:
    """What a browser sends of more than 2.5 MB comes as a file of its own."""
    sound = io.BytesIO(files.mp3() + bytes(3_000_000))
    client = Client()
    client.force_login(make_user(Role.REPORTER))
    sound.name = "인터뷰.mp3"
    response = client.post(UPLOAD, {"upload": sound})
    assert response.json()["file"]["is_sound"] is True
