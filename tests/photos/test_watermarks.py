import io
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image, ImageChops

from accounts.roles import Role
from audit.models import Entry
from photos import fonts, renditions, watermarks
from photos.models import Photo, photo_storage
from photos.watermarks import Corner, Watermark
from reporters.models import Outlet
from tests.builders import make_photo, make_rendered_photo, make_user, own_outlet, picture
from tests.pagecache.forms import form_on

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

needs_hangul = pytest.mark.skipif(not fonts.can_draw("한"), reason="no font with Hangul here")


def logo(mode: str = "RGBA", kind: str = "PNG") -> io.BytesIO:
    file = io.BytesIO()
    colour = (255, 255, 255, 255) if mode == "RGBA" else (255, 255, 255)
    image = Image.new(mode, (80, 40), colour)
    if mode == "RGBA":
        image.paste((0, 0, 0, 0), (0, 0, 80, 2))
    image.save(file, format=kind)
    file.seek(0)
    return file


def png() -> bytes:
    return watermarks.cleaned(logo())


def changed_part(watermark: Watermark, mode: str = "RGB") -> tuple[int, int, int, int]:
    frame = Image.new(mode, (400, 300), (0, 0, 0, 255)[: len(mode)])
    before = frame.copy()
    watermark.stamp(frame)
    changed = ImageChops.difference(frame.convert("RGB"), before.convert("RGB")).getbbox()
    assert changed is not None
    return changed


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
@pytest.mark.parametrize("corner", Corner.values)
@pytest.mark.parametrize("is_image", [True, False])
def test_it_stands_in_its_corner(corner: str, mode: str, is_image: bool) -> None:
    mark = Watermark("NEWS", png() if is_image else b"", corner, 100)
    left, top, right, bottom = changed_part(mark, mode)
    assert (left < 20) == corner.endswith("left")
    assert (right > 380) == corner.endswith("right")
    assert (top < 30) == corner.startswith("top")
    assert (bottom > 280) == corner.startswith("bottom")


def test_it_keeps_its_share_of_the_picture_and_its_opacity() -> None:
    for width in (1600, 480):
        frame = Image.new("RGB", (width, width), "black")
        Watermark("", png(), "top-left", 50).stamp(frame)
        left, _, right, _ = frame.getbbox()
        assert (right - left) / width == pytest.approx(0.2, abs=0.01)
        assert max(frame.getextrema()[0]) == pytest.approx(128, abs=3)


def test_a_long_text_and_a_tiny_picture_fit() -> None:
    left, _, right, _ = changed_part(Watermark("N" * 40, b"", "bottom-right", 100))
    assert right - left <= 220
    frame = Image.new("RGB", (3, 2), "black")
    Watermark("N" * 40, b"", "bottom-right", 100).stamp(frame)
    Watermark("", png(), "bottom-right", 100).stamp(frame)


@needs_hangul
def test_hangul_is_drawn() -> None:
    one, other = (
        changed_part(Watermark(text, b"", "top-left", 100)) for text in ("가", "가온신문")
    )
    assert other[2] - other[0] > 2 * (one[2] - one[0])


def test_it_is_on_renditions_and_not_on_the_master() -> None:
    outlet = own_outlet()
    plain = make_rendered_photo()
    master = plain.file.open().read()
    outlet.watermark_text, outlet.watermark_opacity = "NEWS", 100
    outlet.save()
    marked = make_rendered_photo()
    marked.outlet = outlet
    marked.save()
    renditions.make(marked)
    for shape in ("whole", "square", "landscape", "wide"):
        with (
            photo_storage().open(renditions.file_name(plain, shape, 480, "jpg")) as one,
            photo_storage().open(renditions.file_name(marked, shape, 480, "jpg")) as other,
        ):
            assert one.read() != other.read(), shape
    assert marked.file.open().read() == master


def test_another_watermark_has_the_outlets_pictures_made_anew_and_no_others() -> None:
    outlet, other = own_outlet(), Outlet.objects.create(name="다른 매체")
    of_outlet, of_other = make_photo(), make_photo()
    Photo.objects.filter(pk=of_outlet.pk).update(outlet=outlet)
    Photo.objects.filter(pk=of_other.pk).update(outlet=other)

    def due_after(**changes: Any) -> set[int]:
        Photo.objects.update(is_rendition_due=False)
        for name, value in changes.items():
            setattr(outlet, name, value)
        outlet.save()
        return set(Photo.objects.filter(is_rendition_due=True).values_list("pk", flat=True))

    assert due_after(name="새 이름") == set()
    assert due_after(watermark_corner="top-left") == set()  # there is nothing to put there
    assert due_after(watermark_text="NEWS") == {of_outlet.pk}
    assert due_after(name="예시신문") == set()
    assert due_after(watermark_opacity=20) == {of_outlet.pk}
    Photo.objects.update(is_rendition_due=False)
    outlet.delete()
    assert Photo.objects.filter(is_rendition_due=True).get() == of_outlet


def test_a_mark_that_cannot_be_drawn_is_a_problem_and_no_picture_without_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    outlet = own_outlet()
    outlet.watermark_image = "watermarks/lost.png"
    outlet.save()
    photo = make_photo()
    Photo.objects.update(outlet=outlet)
    photo.refresh_from_db()
    renditions.make(photo)
    assert "워터마크 그림이 없습니다" in photo.rendition_problem
    Outlet.objects.update(watermark_image="", watermark_text="가온")
    monkeypatch.setattr(fonts, "can_draw", lambda text: False)
    photo = Photo.objects.get()
    renditions.make(photo)
    assert "글꼴" in photo.rendition_problem
    assert photo.rendition_set == ""


def test_without_a_font_hangul_is_refused_and_ascii_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(fonts, "_found", lambda: None)
    watermarks.check_text("NEWS (c) 2026")
    for text in ("가온신문", "NEWS 가"):
        with pytest.raises(ValidationError, match="글꼴"):
            watermarks.check_text(text)
        with pytest.raises(ValidationError, match="글꼴"):
            Outlet(name="가온", watermark_text=text).full_clean()


def test_its_picture_is_a_clean_png_with_a_transparent_ground() -> None:
    with Image.open(io.BytesIO(png())) as image:
        assert (image.format, image.mode, image.size) == ("PNG", "RGBA", (80, 40))
    for refused in (logo("RGB"), picture(), io.BytesIO(b"no picture")):
        with pytest.raises(ValidationError):
            watermarks.cleaned(refused)


def signed_in(role: Role) -> Client:
    client = Client()
    client.force_login(make_user(role))
    return client


def test_its_screen_keeps_replaces_and_removes_the_picture(
    django_capture_on_commit_callbacks: Any,
) -> None:
    outlet, client = own_outlet(), signed_in(Role.ADMIN)
    path = f"/admin/reporters/outlet/{outlet.pk}/change/"
    storage = photo_storage()

    def send(**typed: Any) -> Any:
        data = form_on(client.get(path), "outlet_form") | typed
        with django_capture_on_commit_callbacks(execute=True):
            response = client.post(path, data)
        outlet.refresh_from_db()
        return response

    def upload(file: io.BytesIO) -> SimpleUploadedFile:
        return SimpleUploadedFile("mark.png", file.read(), "image/png")

    assert send(picture=upload(logo())).status_code == 302
    first = outlet.watermark_image.name
    assert first.startswith("watermarks/")
    assert storage.exists(first)
    assert "새 그림" in Entry.objects.latest("pk").after
    assert "data:image/jpeg;base64," in client.get(path).content.decode()
    assert send(watermark_corner="top-left").status_code == 302
    assert outlet.watermark_image.name == first
    assert send(picture=upload(logo())).status_code == 302
    second = outlet.watermark_image.name
    assert (storage.exists(first), storage.exists(second)) == (False, True)
    refused = send(picture=upload(logo("RGB")))
    assert "바탕이 투명한" in refused.content.decode()
    assert outlet.watermark_image.name == second
    assert "10" in send(watermark_opacity="9").content.decode()
    assert outlet.watermark_opacity == 60
    assert send(without_picture="on").status_code == 302
    assert (outlet.watermark_image.name, storage.exists(second)) == ("", False)


def test_whoever_may_not_change_settings_sees_it_and_sends_nothing() -> None:
    outlet = own_outlet()
    outlet.watermark_text = "NEWS"
    outlet.save()
    client = signed_in(Role.REPORTER)
    path = f"/admin/reporters/outlet/{outlet.pk}/change/"
    page = client.get(path).content.decode()
    assert "data:image/jpeg" in page
    assert 'name="picture"' not in page
    assert client.post(path, {"name": "다른 이름"}).status_code == 403
