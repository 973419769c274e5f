"""Serve attachments: to everyone while a story that readers see uses them, else to staff.

A document is only ever downloaded, and whatever is in it, it runs nothing of our site.
"""

from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotModified,
    StreamingHttpResponse,
)
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header, quote_etag
from django.views.decorators.http import require_safe

from attachments import permissions
from attachments.kinds import CONTENT_TYPES, Kind
from attachments.models import Attachment
from attachments.parts import Part, Unsatisfiable, asked_part

_POLICY = "default-src 'none'; sandbox"


@require_safe
def attachment_file(request: HttpRequest, token: str, extension: str) -> HttpResponseBase:
    """The same 404 for a file that is not there and one that nobody may see yet."""
    file = None if "\0" in token else Attachment.objects.filter(token=token).first()
    if file is not None and file.kind != extension:
        file = None
    # Asked for public and unknown ones too: the answer's Vary tells that the session was looked at.
    is_staff = _staff_may_see(request, file)
    if file is None or not (is_staff or file.is_public):
        raise Http404
    try:
        response = _answer(request, file)
    except FileNotFoundError:
        raise Http404 from None
    # A withdrawn story's file must be gone at the next request, so it is asked for each time.
    response["Cache-Control"] = "private, no-store" if is_staff else "no-cache"
    response["ETag"] = quote_etag(file.token)
    response["Accept-Ranges"] = "bytes"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = _POLICY
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def _answer(request: HttpRequest, file: Attachment) -> HttpResponseBase:
    etag = quote_etag(file.token)
    if request.headers.get("If-None-Match") == etag:
        return HttpResponseNotModified()
    response: HttpResponseBase
    try:
        part = _asked_part(request, file, etag)
    except Unsatisfiable:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{file.bytes}"})
    opened = file.file.open("rb")
    if part is None:
        response = FileResponse(opened)
        response["Content-Length"] = str(file.bytes)
    else:
        response = StreamingHttpResponse(Part(opened, part), status=206)
        response["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{file.bytes}"
        response["Content-Length"] = str(len(part))
    response["Content-Type"] = CONTENT_TYPES[Kind(file.kind)]
    response["Content-Disposition"] = (
        content_disposition_header(not file.is_sound, file.name) or "attachment"
    )
    return response


def _asked_part(request: HttpRequest, file: Attachment, etag: str) -> range | None:
    if request.headers.get("If-Range", etag) != etag:
        return None
    return asked_part(request.headers.get("Range", ""), file.bytes)


def _staff_may_see(request: HttpRequest, file: Attachment | None) -> bool:
    user = request.user
    if not user.is_authenticated or file is None:
        return False
    return bool(permissions.can_see_file(user, file))
