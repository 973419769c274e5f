"""Who gets which rendition, and what stands there until there is one."""

import io
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from accounts.roles import Role
from articles import workflow
from photos import renditions
from photos.models import Photo
from reporters.models import Outlet
from tests.builders import (
    make_draft,
    make_photo,
    make_published,
    make_rendered_photo,
    make_user,
    own_outlet,
)

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def image_in(response: Any) -> Image.Image:
    content = b"".join(response) if response.streaming else response.content
    return Image.open(io.BytesIO(content))


def address(photo: Photo, extension: str = "webp") -> str:
    return photo.rendition_address("square", 960, extension)


def test_readers_get_it_while_a_story_shows_it(client: Client) -> None:
    photo = make_rendered_photo()
    article = make_published(lead_photo_id=photo.pk)
    for extension, content_type in (("webp", "image/webp"), ("jpg", "image/jpeg")):
        response = client.get(address(photo, extension))
        assert (response.status_code, response["Content-Type"]) == (200, content_type)
        assert response["Cache-Control"] == "no-cache"
        assert image_in(response).size == (40, 40)
        again = client.get(address(photo, extension), headers={"If-None-Match": response["ETag"]})
        assert (again.status_code, again["ETag"]) == (304, response["ETag"])
    renditions.make(photo)
    other = client.get(address(photo), headers={"If-None-Match": response["ETag"]})
    assert other.status_code == 200
    workflow.withdraw(article, by=None, reason="오보")
    assert client.get(address(photo)).status_code == 404


def test_before_that_it_is_for_staff_alone(client: Client) -> None:
    uploader = make_user(Role.CONTRIBUTOR)
    photo = make_rendered_photo(by=uploader)
    make_draft(lead_photo_id=photo.pk)
    hidden = client.get(address(photo))
    unknown = client.get(f"/photos/{'0' * 32}/square-960.webp")
    assert (hidden.status_code, hidden.content) == (404, unknown.content)
    assert str(hidden.headers) == str(unknown.headers)
    for user, status in (
        (uploader, 200),
        (make_user(Role.DESK), 200),
        (make_user(Role.CONTRIBUTOR), 404),
        (make_user(Role.ADMIN), 404),
    ):
        client.force_login(user)
        response = client.get(address(photo))
        assert response.status_code == status
        if status == 200:
            assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    "name",
    ["square-961.webp", "square-960.png", "round-960.webp", "square-0960.webp", "square-960.webp/"],
)
def test_there_are_no_other_names(client: Client, name: str) -> None:
    photo = make_rendered_photo()
    make_published(lead_photo_id=photo.pk)
    assert client.get(f"/photos/{photo.token}/{name}").status_code == 404


@pytest.mark.parametrize(("extension", "kind"), [("webp", "WEBP"), ("jpg", "JPEG")])
def test_until_it_is_ready_its_colour_stands_in_its_shape(
    client: Client, extension: str, kind: str
) -> None:
    photo = make_photo()
    Photo.objects.update(colour="#20a040", width=4000, height=3000)
    make_published(lead_photo_id=photo.pk)
    response = client.get(photo.rendition_address("wide", 1600, extension))
    assert (response.status_code, response["Cache-Control"]) == (200, "no-store")
    image = image_in(response)
    assert image.format == kind
    assert image.width * 9 == image.height * 16
    red, green, blue = image.convert("RGB").getpixel((5, 5))
    assert (abs(red - 0x20), abs(green - 0xA0), abs(blue - 0x40)) < (9, 9, 9)
    assert len(response.content) < 1500


def test_the_whole_picture_is_the_master_for_staff_and_a_rendition_for_readers(
    client: Client,
) -> None:
    photo = make_photo()
    make_published(lead_photo_id=photo.pk)
    assert client.get(photo.get_absolute_url())["Cache-Control"] == "no-store"
    renditions.make(photo)
    readers = client.get(photo.get_absolute_url())
    rendition = client.get(photo.rendition_address("whole", 1600, "jpg"))
    assert b"".join(readers) == b"".join(rendition)
    assert (readers["Cache-Control"], readers["Content-Type"]) == ("no-cache", "image/jpeg")
    assert "Cookie" in readers["Vary"]
    client.force_login(make_user(Role.REPORTER))
    master = client.get(photo.get_absolute_url())
    assert b"".join(master) == photo.file.open().read()
    assert master["Cache-Control"] == "private, no-store"
    # An administrator is a reader here.
    client.force_login(make_user(Role.ADMIN))
    assert client.get(photo.get_absolute_url())["ETag"] == readers["ETag"]


def test_what_cannot_be_made_is_shown_as_it_is_kept_unless_it_is_to_be_marked(
    client: Client,
) -> None:
    photo = make_photo()
    make_published(lead_photo_id=photo.pk)
    Photo.objects.update(is_rendition_due=False, rendition_problem="안 됩니다.")
    response = client.get(address(photo))
    assert (response["Content-Type"], response["Cache-Control"]) == ("image/jpeg", "no-cache")
    assert image_in(response).size == (60, 40)
    outlet = own_outlet()
    Photo.objects.update(outlet=outlet)
    assert client.get(address(photo))["Content-Type"] == "image/jpeg"
    Outlet.objects.update(watermark_text="NEWS")
    for path in (address(photo), photo.get_absolute_url()):
        assert client.get(path)["Cache-Control"] == "no-store"


def test_files_that_were_lost_are_made_again(client: Client) -> None:
    photo = make_rendered_photo()
    make_published(lead_photo_id=photo.pk)
    renditions.delete_set(photo.token, photo.rendition_set)
    assert client.get(address(photo))["Cache-Control"] == "no-store"
    photo.refresh_from_db()
    assert (photo.rendition_set, photo.is_rendition_due) == ("", True)
    renditions.make(photo)
    assert client.get(address(photo))["Cache-Control"] == "no-cache"


def test_a_set_that_is_replaced_between_row_and_file_is_not_lost(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = make_rendered_photo()
    make_published(lead_photo_id=photo.pk)
    file_name = renditions.file_name

    def replaced_meanwhile(found: Photo, *args: object) -> str:
        name = file_name(found, *args)
        monkeypatch.setattr(renditions, "file_name", file_name)
        renditions.make(Photo.objects.get())
        renditions.delete_set(found.token, found.rendition_set)
        return name

    monkeypatch.setattr(renditions, "file_name", replaced_meanwhile)
    response = client.get(address(photo))
    assert (response.status_code, response["Cache-Control"]) == (200, "no-cache")
    assert image_in(response).size == (40, 40)


def test_a_picture_costs_three_queries(
    client: Client, django_assert_max_num_queries: object
) -> None:
    photo = make_rendered_photo()
    make_published(lead_photo_id=photo.pk)
    with django_assert_max_num_queries(3):
        client.get(address(photo))
