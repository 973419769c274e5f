"""Who gets a file, as what, and which part of it."""

import io

import pytest
from django.test import Client

from accounts.roles import Role
from articles import workflow
from attachments import uploads
from attachments.models import Attachment
from attachments.parts import Unsatisfiable, asked_part
from tests.attachments import files
from tests.builders import make_draft, make_published, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def make_file(kind: str = "pdf", **fields: object) -> Attachment:
    by = fields.get("by")
    return uploads.store(io.BytesIO(files.ALL[kind]), by=by, name="감사 보고서")


def block(file: Attachment) -> str:
    return f'<p>글</p><figure data-file="{file.token}.{file.kind}"></figure>'


def test_it_is_public_while_readers_see_a_story_with_it(client: Client) -> None:
    file = make_file()
    address = file.get_absolute_url()
    unknown = client.get(f"/files/{'0' * 32}.pdf")
    assert unknown.status_code == 404
    assert client.get(address).content == unknown.content
    make_draft(body=block(file))
    assert client.get(address).status_code == 404
    story = make_published(body=block(file))
    response = client.get(address)
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-cache"
    assert b"".join(response) == files.PDF
    assert client.get(address, headers={"If-None-Match": response["ETag"]}).status_code == 304
    assert client.get(address.replace(".pdf", ".hwp")).status_code == 404
    workflow.withdraw(story, by=None, reason="오보")
    assert client.get(address).status_code == 404


def test_staff_see_it_before_readers_do(client: Client) -> None:
    contributor = make_user(Role.CONTRIBUTOR)
    theirs, other = make_file(by=contributor), make_file()
    for user, sees_other in ((make_user(Role.REPORTER), True), (contributor, False)):
        client.force_login(user)
        response = client.get(theirs.get_absolute_url())
        assert (response.status_code, response["Cache-Control"]) == (200, "private, no-store")
        assert (client.get(other.get_absolute_url()).status_code == 200) is sees_other


@pytest.mark.parametrize(
    ("kind", "content_type", "disposition"),
    [
        ("pdf", "application/pdf", "attachment"),
        ("hwp", "application/octet-stream", "attachment"),
        ("mp3", "audio/mpeg", "inline"),
    ],
)
def test_a_document_is_downloaded_and_runs_nothing(
    client: Client, kind: str, content_type: str, disposition: str
) -> None:
    file = make_file(kind)
    make_published(body=block(file))
    response = client.get(file.get_absolute_url())
    assert response["Content-Type"] == content_type
    assert response["Content-Disposition"].startswith(f"{disposition}; filename*=utf-8''%EA%B0%90")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"


def test_a_player_gets_the_part_it_asks_for(client: Client) -> None:
    file = make_file("mp3")
    make_published(body=block(file))
    content = files.ALL["mp3"]
    address = file.get_absolute_url()
    response = client.get(address, headers={"Range": "bytes=100-199"})
    assert response.status_code == 206
    assert b"".join(response) == content[100:200]
    assert response["Content-Range"] == f"bytes 100-199/{len(content)}"
    assert response["Content-Length"] == "100"
    assert response["Accept-Ranges"] == "bytes"
    response = client.get(address, headers={"Range": f"bytes={len(content)}-"})
    assert (response.status_code, response["Content-Range"]) == (416, f"bytes */{len(content)}")
    response = client.get(address, headers={"Range": "bytes=0-9", "If-Range": '"another"'})
    assert response.status_code == 200
    head = client.head(address, headers={"Range": "bytes=0-9"})
    assert (head.status_code, b"".join(head)) == (206, b"")


@pytest.mark.parametrize(
    ("header", "part"),
    [
        ("bytes=0-0", range(1)),
        ("bytes=2-", range(2, 10)),
        ("bytes=-3", range(7, 10)),
        ("bytes=-30", range(10)),
        ("bytes=5-99", range(5, 10)),
        ("", None),
        ("bytes=5-2", None),
        ("bytes=0-1,3-4", None),
        ("bytes=-", None),
        ("items=0-1", None),
        (f"bytes={'9' * 30}-", None),
    ],
)
def test_a_range_is_read_as_browsers_write_it(header: str, part: range | None) -> None:
    assert asked_part(header, 10) == part


@pytest.mark.parametrize("header", ["bytes=10-", "bytes=99-100", "bytes=-0"])
def test_nothing_is_no_range(header: str) -> None:
    with pytest.raises(Unsatisfiable):
        asked_part(header, 10)


def test_a_file_that_was_lost_is_a_404(client: Client) -> None:
    file = make_file()
    make_published(body=block(file))
    file.file.storage.delete(file.file.name)
    assert client.get(file.get_absolute_url()).status_code == 404
