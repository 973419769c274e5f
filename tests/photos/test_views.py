"""Who gets a picture file: everyone while a visible story uses it, staff otherwise."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.roles import Role
from articles import workflow
from photos import renditions
from tests.builders import (
    make_draft,
    make_photo,
    make_published,
    make_rendered_photo,
    make_reporter,
    make_user,
)

pytestmark = pytest.mark.django_db


def test_a_published_storys_picture_is_public_and_cookieless(client: Client) -> None:
    photo = make_rendered_photo()
    make_published(lead_photo_id=photo.pk)
    response = client.get(photo.get_absolute_url())
    assert response.status_code == 200
    assert response["Content-Type"] == "image/jpeg"
    assert response["Cache-Control"] == "no-cache"
    assert not response.cookies
    again = client.get(photo.get_absolute_url(), headers={"If-None-Match": response["ETag"]})
    assert again.status_code == 304


def test_it_is_gone_at_the_next_request_after_withdrawal(client: Client) -> None:
    photo = make_rendered_photo()
    article = make_published(lead_photo_id=photo.pk)
    etag = client.get(photo.get_absolute_url())["ETag"]
    workflow.withdraw(article, by=None, reason="오보")
    response = client.get(photo.get_absolute_url(), headers={"If-None-Match": etag})
    assert response.status_code == 404


def test_a_scheduled_storys_picture_waits(client: Client) -> None:
    photo = make_photo()
    article = workflow.submit(make_draft(lead_photo_id=photo.pk), by=None)
    article = workflow.approve(article, by=None)
    workflow.schedule(article, by=None, at=timezone.now() + timedelta(hours=1))
    assert client.get(photo.get_absolute_url()).status_code == 404


def test_an_unpublished_picture_is_for_staff_only(client: Client) -> None:
    uploader, stranger = make_user(Role.CONTRIBUTOR), make_user(Role.CONTRIBUTOR)
    photo = make_photo(by=uploader)
    assert client.get(photo.get_absolute_url()).status_code == 404
    for user, status in (
        (uploader, 200),
        (stranger, 404),
        (make_user(Role.REPORTER), 200),
        (make_user(Role.DESK), 200),
        (make_user(Role.CHIEF), 200),
        (make_user(Role.ADMIN), 404),
        (make_user(Role.CHIEF, is_active=False), 404),
    ):
        client.force_login(user)
        response = client.get(photo.get_absolute_url())
        assert response.status_code == status, user.roles
        if status == 200:
            assert response["Cache-Control"] == "private, no-store"


def test_a_reporters_portrait_is_public(client: Client) -> None:
    photo = make_photo()
    make_reporter(photo=photo)
    assert client.get(photo.get_absolute_url()).status_code == 200


def test_unknown_addresses_are_the_same_404(client: Client) -> None:
    hidden = make_photo()
    wrong_extension = hidden.get_absolute_url().replace(".jpg", ".png")
    nowhere = (f"/photos/{'0' * 32}.jpg", "/photos/%00.jpg")
    answers = [client.get(path) for path in (hidden.get_absolute_url(), wrong_extension, *nowhere)]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert len({str(answer.headers) for answer in answers}) == 1


def test_a_lost_file_is_a_404(client: Client) -> None:
    photo = make_photo()
    make_published(lead_photo_id=photo.pk)
    photo.file.storage.delete(photo.file.name)
    renditions.make(photo)
    assert client.get(photo.get_absolute_url()).status_code == 404
