"""Serve picture files: to everyone while a story that readers see uses them, else to staff."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from photos import permissions
from photos.models import Photo

CONTENT_TYPES = {
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "gif": "image/gif",
}


@require_safe
def photo_file(request: HttpRequest, token: str, extension: str) -> HttpResponseBase:
    """The same 404 for a picture that is not there and one that nobody may see yet."""
    photo = _find(token, extension)
    public = photo is not None and photo.is_public
    # Asked for unknown ones too: the answer's Vary tells that the session was looked at.
    may_see = public or _staff_may_see(request, photo)
    if photo is None or not may_see:
        raise Http404
    etag = quote_etag(token)
    response: HttpResponseBase
    if request.headers.get("If-None-Match") == etag:
        response = HttpResponseNotModified()
    else:
        try:
            file = photo.file.open("rb")
        except FileNotFoundError:
            raise Http404 from None
        response = FileResponse(file, content_type=CONTENT_TYPES[photo.extension])
    # A withdrawn story's picture must be gone at the next request, so it is asked for each time.
    response["Cache-Control"] = "no-cache" if public else "private, no-store"
    response["ETag"] = etag
    return response


def _find(token: str, extension: str) -> Photo | None:
    if "\0" in token:  # PostgreSQL has no text with one
        return None
    photo = Photo.objects.filter(token=token).first()
    return photo if photo and photo.extension == extension else None


def _staff_may_see(request: HttpRequest, photo: Photo | None) -> bool:
    user = request.user
    if not user.is_authenticated or photo is None:
        return False
    return bool(permissions.can_see_photo(user, photo))
