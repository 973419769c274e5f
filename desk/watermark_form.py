"""The watermark part of an outlet's form: its picture comes in here, and a sample is shown."""

import base64
import io
from functools import partial
from typing import Any

from django import forms
from django.core.files import File
from django.db import transaction
from django.utils.html import format_html
from django.utils.safestring import SafeString
from PIL import Image

from photos import renditions, watermarks
from photos.models import new_token, photo_storage
from photos.rendering import Unreadable
from reporters.models import Outlet

_SAMPLE = (480, 270)


class OutletForm(forms.ModelForm):
    picture = forms.FileField(
        label="그림",
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/png,image/webp"}),
        help_text="바탕이 투명한 PNG나 WebP. 사진 너비의 5분의 1로 찍힙니다.",
    )
    without_picture = forms.BooleanField(label="지금 그림을 없앱니다", required=False)

    class Meta:
        model = Outlet
        fields = ("name", "is_own", "watermark_text", "watermark_corner", "watermark_opacity")

    def clean_picture(self) -> File | None:
        picture = self.cleaned_data.get("picture")
        if not picture:
            return None
        # The name is what the audit log tells of it.
        return File(io.BytesIO(watermarks.cleaned(picture)), name="새 그림")


def fields(outlet: Outlet | None) -> tuple[str, ...]:
    has_picture = outlet is not None and bool(outlet.watermark_image)
    picture = ("picture", "without_picture") if has_picture else ("picture",)
    return ("watermark_text", *picture, "watermark_corner", "watermark_opacity")


def keep_picture(outlet: Outlet, form: Any) -> None:
    """Before the row is saved: the picture that was sent, or none any more. The one before goes
    when that is committed."""
    before = outlet.watermark_image.name
    sent = form.cleaned_data.get("picture")
    if sent:
        # A name of its own, so that what is being made with the old one stays what it was.
        outlet.watermark_image = photo_storage().save(f"watermarks/{new_token()}.png", sent)
    elif form.cleaned_data.get("without_picture"):
        outlet.watermark_image = ""
    else:
        return
    if before:
        transaction.on_commit(partial(photo_storage().delete, before), robust=True)


def sample(outlet: Outlet) -> SafeString | str:
    """The mark on a picture that goes from dark to light."""
    if outlet.watermark is None:
        return "워터마크가 없습니다."
    try:
        watermark = renditions.loaded(outlet.watermark)
    except Unreadable as error:
        return str(error)
    ground = Image.linear_gradient("L").rotate(90).resize(_SAMPLE)
    frame = ground.point([40 + shade * 4 // 5 for shade in range(256)]).convert("RGB")
    watermark.stamp(frame)
    output = io.BytesIO()
    frame.save(output, format="JPEG", quality=85)
    return format_html(
        '<img class="desk-photo" alt="워터마크 보기" width="{}" height="{}"'
        ' src="data:image/jpeg;base64,{}">',
        *_SAMPLE,
        base64.b64encode(output.getvalue()).decode(),
    )
