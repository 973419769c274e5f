"""사진: the library. Files come in through photos.uploads only."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from desk import photo_uses
from desk.task_admin import KeepsWhatIsUsed, PlainKorean, ShowsOnPages, TidyForms, asking_user
from photos import page_keys, permissions, uploads
from photos.models import Photo


class PhotoForm(forms.ModelForm):
    class Meta:
        model = Photo
        fields = ("caption", "credit", "alt")


class NewPhotoForm(PhotoForm):
    picture = forms.FileField(
        label="사진 파일",
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/gif"}),
        help_text="JPEG, PNG, WebP, GIF. 30MB까지. 촬영 위치 같은 숨은 정보는 지우고 보관합니다.",
    )

    def clean_picture(self) -> uploads.Picture:
        return uploads.read(self.cleaned_data["picture"])


@admin.register(Photo)
class PhotoAdmin(TidyForms, ShowsOnPages, PlainKorean, KeepsWhatIsUsed):
    view_on_site = False
    form = PhotoForm
    list_display = ("thumbnail", "__str__", "credit", "uploaded_by", "created_at")
    list_display_links = ("thumbnail", "__str__")
    list_filter = ("created_at",)
    list_select_related = ("uploaded_by",)
    list_per_page = 48
    search_fields = ("caption", "credit", "alt")
    fields = ("preview", "caption", "credit", "alt", "size", "uploaded_by", "created_at")
    readonly_fields = ("preview", "size", "uploaded_by", "created_at")
    use_advice = "기사에서 먼저 빼 주세요."

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_add_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Photo | None = None) -> bool:
        user = asking_user(request)
        if user is None or obj is None:
            return user is not None
        return bool(permissions.can_see_photo(user, obj))

    def has_add_permission(self, request: HttpRequest) -> bool:
        user = asking_user(request)
        return user is not None and bool(permissions.can_add_photo(user))

    def has_change_permission(self, request: HttpRequest, obj: Photo | None = None) -> bool:
        user = asking_user(request)
        if user is None or obj is None:
            return user is not None
        return bool(permissions.can_edit_photo(user, obj))

    def has_delete_permission(self, request: HttpRequest, obj: Photo | None = None) -> bool:
        return self.has_change_permission(request, obj)

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Photo]":
        """Also what autocomplete fields offer."""
        photos = super().get_queryset(request)
        user = asking_user(request)
        return permissions.visible_photos(user, photos) if user else photos.none()

    def get_form(
        self, request: HttpRequest, obj: Photo | None = None, change: bool = False, **kwargs: Any
    ) -> type[forms.ModelForm]:
        if obj is None:
            kwargs["form"] = NewPhotoForm
        return super().get_form(request, obj, change=change, **kwargs)

    def get_fields(self, request: HttpRequest, obj: Photo | None = None) -> Any:
        return self.fields if obj else ("picture", "caption", "credit", "alt")

    def page_keys(self, obj: Photo) -> list[str]:
        return [page_keys.photo(obj.pk)]

    def save_model(self, request: HttpRequest, obj: Photo, form: Any, change: bool) -> None:
        if change:
            super().save_model(request, obj, form, change)
        else:
            obj.uploaded_by = asking_user(request)
            uploads.keep(obj, form.cleaned_data["picture"])

    def uses(self, obj: Photo) -> list[str]:
        return photo_uses.uses(obj)

    @admin.display(description="사진")
    def thumbnail(self, photo: Photo) -> SafeString:
        return format_html(
            '<img class="desk-thumbnail" src="{}" alt="{}" loading="lazy">',
            photo.get_absolute_url(),
            photo,
        )

    @admin.display(description="사진")
    def preview(self, photo: Photo) -> SafeString:
        return format_html(
            '<a href="{0}"><img class="desk-photo" src="{0}" alt="{1}"></a>',
            photo.get_absolute_url(),
            photo.alt,
        )

    @admin.display(description="크기")
    def size(self, photo: Photo) -> str:
        return f"{photo.width:,} × {photo.height:,} 화소"
