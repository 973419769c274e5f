"""Serve picture files: to everyone while a story that readers see uses them, else to staff.

Readers get renditions only, at the address of the whole picture too: the master has no watermark.
"""

from typing import NamedTuple

from django.core.files import File
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from photos import permissions, renditions, shapes
from photos.models import Photo, photo_storage
from photos.placeholders import placeholder

CONTENT_TYPES = {
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "gif": "image/gif",
}


class _Served(NamedTuple):
    """`file` is None for whoever has it already."""

    file: File | None
    content_type: str
    etag: str


@require_safe
def photo_file(request: HttpRequest, token: str, extension: str) -> HttpResponseBase:
    """The same 404 for a picture that is not there and one that nobody may see yet."""
    photo = _find(token)
    if photo is not None and photo.extension != extension:
        photo = None
    # Asked for public and unknown ones too: the answer's Vary tells that the session was looked at.
    is_staff = _staff_may_see(request, photo)
    if photo is None or not (is_staff or photo.is_public):
        raise Http404
    if is_staff:
        try:
            return _respond(_master(request, photo), public=False)
        except FileNotFoundError:
            raise Http404 from None
    return _rendition(request, photo, "whole", shapes.WIDTHS[-1], "jpg", public=True)


@require_safe
def rendition(
    request: HttpRequest, token: str, shape: str, width: str, extension: str
) -> HttpResponseBase:
    """As photo_file, for staff too: what readers see."""
    photo = _find(token)
    public = photo is not None and photo.is_public
    may_see = public or _staff_may_see(request, photo)
    if photo is None or not may_see:
        raise Http404
    return _rendition(request, photo, shape, int(width), extension, public=public)


def _rendition(
    request: HttpRequest, photo: Photo, shape: str, width: int, extension: str, *, public: bool
) -> HttpResponseBase:
    try:
        served = _made(request, photo, shape, width, extension) or _unmade(request, photo)
    except FileNotFoundError:
        raise Http404 from None
    if served is not None:
        return _respond(served, public=public)
    image = placeholder(photo.colour, photo.width, photo.height, shape, extension)
    response = HttpResponse(image, content_type=shapes.CONTENT_TYPES[extension])
    response["Cache-Control"] = "no-store"
    return response


def _made(
    request: HttpRequest, photo: Photo, shape: str, width: int, extension: str
) -> _Served | None:
    """None when there is none."""
    while photo.rendition_set:
        name = renditions.file_name(photo, shape, width, extension)
        etag = quote_etag(name.removeprefix(f"{renditions.FOLDER}/"))
        try:
            file = None if _has(request, etag) else photo_storage().open(name, "rb")
        except FileNotFoundError:
            asked = photo.rendition_set
            renditions.reread(photo)
            if photo.rendition_set == asked:
                # Lost, not replaced this moment.
                renditions.mark_lost(photo)
        else:
            return _Served(file, shapes.CONTENT_TYPES[extension], etag)
    return None


def _unmade(request: HttpRequest, photo: Photo) -> _Served | None:
    """The master where nothing can be made of it, unless it ought to have a watermark."""
    is_marked = photo.outlet is not None and photo.outlet.watermark is not None
    return _master(request, photo) if photo.rendition_problem and not is_marked else None


def _master(request: HttpRequest, photo: Photo) -> _Served:
    etag = quote_etag(photo.token)
    file = None if _has(request, etag) else photo.file.open("rb")
    return _Served(file, CONTENT_TYPES[photo.extension], etag)


def _has(request: HttpRequest, etag: str) -> bool:
    return request.headers.get("If-None-Match") == etag


def _respond(served: _Served, *, public: bool) -> HttpResponseBase:
    response: HttpResponseBase
    if served.file is None:
        response = HttpResponseNotModified()
    else:
        response = FileResponse(served.file, content_type=served.content_type)
    # A withdrawn story's picture must be gone at the next request, so it is asked for each time.
    response["Cache-Control"] = "no-cache" if public else "private, no-store"
    response["ETag"] = served.etag
    return response


def _find(token: str) -> Photo | None:
    if "\0" in token:  # PostgreSQL has no text with one
        return None
    return Photo.objects.select_related("outlet").filter(token=token).first()


def _staff_may_see(request: HttpRequest, photo: Photo | None) -> bool:
    user = request.user
    if not user.is_authenticated or photo is None:
        return False
    return bool(permissions.can_see_photo(user, photo))
