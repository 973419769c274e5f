"""Pictures in a bucket: moto speaks S3 on a port of this machine."""

import logging
from collections.abc import Iterator
from datetime import timedelta

import boto3
import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import storages
from django.test import Client
from django.utils import timezone
from moto.server import ThreadedMotoServer

from accounts.roles import Role
from newsroom import environment
from photos import renditions, sweep, uploads
from photos.models import Photo, photo_storage
from tests.builders import make_photo, make_published, make_user, picture

pytestmark = [pytest.mark.django_db, pytest.mark.any_database, pytest.mark.slow]

BUCKET = "newsroom-pictures"


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture(autouse=True)
def bucket(endpoint: str, settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    for name, value in {
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
        "AWS_DEFAULT_REGION": "ap-northeast-2",
        "NEWSROOM_S3_ENDPOINT": endpoint,
    }.items():
        monkeypatch.setenv(name, value)
    resource = boto3.resource("s3", endpoint_url=endpoint)
    made = resource.create_bucket(
        Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "ap-northeast-2"}
    )
    settings.STORAGES = settings.STORAGES | {
        "photos": environment.s3("photos.bucket.PhotoBucket", BUCKET, "photos")
    }
    storage = storages["photos"]
    for field in (Photo._meta.get_field("file"), Photo._meta.get_field("original")):
        monkeypatch.setattr(field, "storage", storage)
    yield made
    made.objects.all().delete()
    made.delete()


def logged_in(role: Role) -> Client:
    client = Client()
    client.force_login(make_user(role))
    return client


def keys(bucket) -> set[str]:
    return {entry.key for entry in bucket.objects.all()}


def test_a_picture_its_original_and_renditions_lie_in_the_bucket_alone(bucket) -> None:
    photo = make_photo()
    renditions.make(photo)
    start = f"photos/renditions/{photo.token}/{photo.rendition_set}"
    expected = {f"photos/{photo.file.name}", f"photos/originals/{photo.token}.jpg"}
    assert expected < keys(bucket)
    assert f"{start}/whole-480.webp" in keys(bucket)


def test_readers_and_staff_get_it_from_there() -> None:
    photo = make_photo()
    renditions.make(photo)
    make_published(lead_photo_id=photo.pk)
    answer = Client().get(photo.rendition_address("wide", 480, "webp"))
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
    assert answer.getvalue()[8:12] == b"WEBP"
    staff = logged_in(Role.REPORTER).get(photo.get_absolute_url())
    with photo.file.storage.open(photo.file.name) as file:
        assert staff.getvalue() == file.read()


def test_nothing_in_it_has_an_address_of_its_own(settings) -> None:
    backend = environment.s3("photos.bucket.PrivateBucket", BUCKET, "attachments")
    settings.STORAGES = settings.STORAGES | {"attachments": backend}
    for name in ("photos", "attachments"):
        with pytest.raises(ValueError, match="not accessible"):
            storages[name].url("a.jpg")


def test_the_picture_is_not_read_back_to_be_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(name: str, mode: str = "rb") -> None:
        raise AssertionError(name)

    monkeypatch.setattr(photo_storage(), "open", fail)
    photo = make_photo()
    assert (photo.width, photo.height) == (60, 40)


def test_an_original_has_no_address(bucket) -> None:
    photo = make_photo()
    client = logged_in(Role.CHIEF)
    for address in (f"/photos/{photo.original.name}", f"/photos/originals/{photo.token}.jpg"):
        assert client.get(address).status_code == 404


def test_what_is_gone_is_a_404_and_what_fails_a_sentence(bucket, monkeypatch) -> None:
    photo = make_photo()
    photo.file.storage.delete(photo.file.name)
    assert logged_in(Role.REPORTER).get(photo.get_absolute_url()).status_code == 404
    before = keys(bucket)
    monkeypatch.setattr(photo_storage(), "bucket_name", "no-such-bucket")
    monkeypatch.setattr(photo_storage(), "_bucket", None)
    with pytest.raises(ValidationError, match="보관하지 못했습니다"):
        uploads.store(picture(), by=None)
    assert keys(bucket) == before
    assert Photo.objects.count() == 1


def test_the_bucket_is_swept(bucket) -> None:
    kept = make_photo()
    renditions.make(kept)
    known = keys(bucket)
    gone = f"photos/renditions/{kept.token}/{'0' * 16}/whole-480.webp"
    for key in (f"photos/{'a' * 32}.jpg", f"photos/originals/{'a' * 32}.png", gone):
        bucket.put_object(Key=key, Body=b"picture")
    assert sweep.sweep(timezone.now()) == 0
    assert sweep.sweep(timezone.now() + sweep.KEPT + timedelta(minutes=1)) == 3
    assert keys(bucket) == known
