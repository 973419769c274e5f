"""What is written down with a picture."""

from typing import Any

from django import forms

from desk.moment_field import MomentField
from desk.task_admin import NameField
from photos import uploads
from photos.licences import GROUPED, Licence
from photos.models import Photo
from reporters.models import Outlet

_TEXTS = ("caption", "credit", "alt", "people", "place", "source")
# What is filled in for a picture right after its upload, on the grid or where it is chosen.
WORDS = ("caption", "alt", "credit", "people", "place", "licence")


class PhotoForm(forms.ModelForm):
    class Meta:
        model = Photo
        fields: tuple[str, ...] = (
            *_TEXTS,
            *("taken_at", "licence", "outlet", "expires_on", "is_reuse_forbidden"),
            *("focal_x", "focal_y"),
        )
        field_classes = dict.fromkeys(_TEXTS, NameField) | {"taken_at": MomentField}
        widgets = {
            "taken_at": forms.DateTimeInput(
                attrs={"autocomplete": "off", "placeholder": "2025.10.29 14:05", "data-moment": ""}
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "licence" in self.fields:
            self.fields["licence"].choices = GROUPED  # type: ignore[attr-defined]
        for name, where in (("focal_x", "왼쪽"), ("focal_y", "위")):
            if name in self.fields:
                field = self.fields[name]
                field.widget = forms.NumberInput(attrs={"min": 0, "max": 100, "step": 1})
                field.required = False
                field.help_text = f"{where}에서 몇 %인지."
                field.error_messages["max_value"] = "0에서 100 사이로 적어 주세요."

    def save(self, commit: bool = True) -> Any:
        """A picture of our own gets our outlet, and so its watermark, when that is said of it."""
        photo: Photo = self.instance
        if "licence" in self.changed_data and photo.licence == Licence.OWN and not photo.outlet_id:
            photo.outlet = Outlet.own()
        return super().save(commit)

    def clean_focal_x(self) -> int:
        return self._placed("focal_x")

    def clean_focal_y(self) -> int:
        return self._placed("focal_y")

    def _placed(self, name: str) -> int:
        """Left empty, it stays where it is."""
        typed: int | None = self.cleaned_data[name]
        placed: int = getattr(self.instance, name)
        return placed if typed is None else typed


class NewPhotoForm(PhotoForm):
    """With the file: one at a time, for browsers that run no script."""

    picture = forms.FileField(
        label="사진 파일",
        widget=forms.FileInput(attrs={"accept": "image/*,.heic,.heif"}),
        help_text="JPEG, PNG, WebP, GIF, HEIC. 30MB까지. 촬영 위치 같은 숨은 정보는 지우고 내보냅니다.",
    )

    class Meta(PhotoForm.Meta):
        fields: tuple[str, ...] = ("caption", "credit", "alt", "licence")

    def clean_picture(self) -> uploads.Picture:
        return uploads.read(self.cleaned_data["picture"])
