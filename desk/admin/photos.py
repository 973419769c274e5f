"""사진: the library. Files come in through photos.uploads only."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html

from desk import photo_doors, photo_library, photo_search, photo_uses
from desk.photo_form import NewPhotoForm, PhotoForm
from desk.photo_replacing_screen import ReplacesPhotos
from desk.photo_told import badges
from desk.task_admin import KeepsWhatIsUsed, PlainKorean, ShowsOnPages, TidyForms, asking_user
from photos import page_keys, permissions, uploads
from photos.looks import find_alike
from photos.models import Photo


@admin.register(Photo)
class PhotoAdmin(ReplacesPhotos, TidyForms, ShowsOnPages, PlainKorean, KeepsWhatIsUsed):
    view_on_site = False
    form = PhotoForm
    list_select_related = ("uploaded_by",)
    search_fields = ("caption",)
    fieldsets = (
        (None, {"fields": ("caption", "credit", "alt", "people", "place", "taken_at")}),
        (
            "권리",
            {"fields": ("source", "licence", "outlet", "expires_on", "is_reuse_forbidden")},
        ),
        ("초점", {"fields": (("focal_x", "focal_y"),)}),
        ("기록", {"fields": ("size", "uploader", "created_at")}),
    )
    readonly_fields = ("size", "uploader", "created_at")
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

    def get_search_results(
        self, request: HttpRequest, queryset: "QuerySet[Photo]", search_term: str
    ) -> tuple["QuerySet[Photo]", bool]:
        """Where a portrait is chosen."""
        return photo_search.search(queryset, search_term), False

    def get_form(
        self, request: HttpRequest, obj: Photo | None = None, change: bool = False, **kwargs: Any
    ) -> type[forms.ModelForm]:
        if obj is None:
            kwargs["form"] = NewPhotoForm
        return super().get_form(request, obj, change=change, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: Photo | None = None) -> Any:
        fields = ("picture", "caption", "credit", "alt", "licence")
        return self.fieldsets if obj else ((None, {"fields": fields}),)

    def formfield_for_dbfield(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and db_field.name == "outlet":
            # Outlets have a screen of their own.
            field.widget.can_add_related = field.widget.can_change_related = False
            field.widget.can_view_related = False
            field.empty_label = "워터마크 없이"  # type: ignore[attr-defined]
        return field

    def get_urls(self) -> list[URLPattern]:
        name = "photos_photo_{}".format
        return [
            path("upload/", photo_doors.upload, name=name("upload")),
            path("choose/", photo_doors.choose, name=name("choose")),
            path("<int:number>/words/", photo_doors.words(self), name=name("words")),
            *super().get_urls(),
        ]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        photo = self.get_object(request, unquote(object_id))
        more: dict[str, Any] = {
            "badges": badges(photo, timezone.now()) if photo else [],
            "is_nav_sidebar_enabled": False,
            "show_save_and_add_another": False,
        }
        return super().change_view(request, object_id, form_url, more | (extra_context or {}))

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return photo_library.screen(request, self.admin_site)

    def page_keys(self, obj: Photo) -> list[str]:
        return [page_keys.photo(obj.pk)]

    def add_view(
        self,
        request: HttpRequest,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The storage may fail when the form has been found right."""
        try:
            return super().add_view(request, form_url, extra_context)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return HttpResponseRedirect(request.path)

    def save_model(self, request: HttpRequest, obj: Photo, form: Any, change: bool) -> None:
        if change:
            super().save_model(request, obj, form, change)
        else:
            obj.uploaded_by = asking_user(request)
            uploads.keep(obj, form.cleaned_data["picture"])
            for alike in find_alike(obj, obj.uploaded_by) if obj.uploaded_by else ():
                address = reverse("admin:photos_photo_change", args=[alike.photo.pk])
                messages.warning(
                    request,
                    format_html(
                        '{} 사진이 이미 있습니다: <a href="{}">{}</a>. 하나만 두면 좋습니다.',
                        "같은" if alike.is_exact else "비슷한",
                        address,
                        alike.photo,
                    ),
                )

    def uses(self, obj: Photo) -> list[str]:
        return photo_uses.uses(obj)

    @admin.display(description="올린 사람")
    def uploader(self, photo: Photo) -> str:
        return photo.uploaded_by.display_name if photo.uploaded_by else "-"

    @admin.display(description="원본 크기")
    def size(self, photo: Photo) -> str:
        return f"{photo.width:,} × {photo.height:,} 화소"
