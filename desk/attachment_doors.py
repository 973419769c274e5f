"""What the editor's script asks: a sound or a document comes in (static/desk/media/upload.js)."""

from datetime import timedelta
from http import HTTPStatus
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils import timezone

from accounts.models import User
from attachments import permissions, uploads
from attachments.models import Attachment
from desk.script_doors import answer_json, answers_json, is_longer_than, refusal

MOST_AN_HOUR = 100
# Besides the file a form has a few words.
_MOST_BYTES = uploads.MOST_SOUND_BYTES + 64 * 1024
_TOO_LARGE = "파일은 문서 30MB, 소리 100MB까지 올릴 수 있습니다."


@answers_json
def upload(request: HttpRequest, user: User) -> HttpResponse:
    """One file."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    may = permissions.can_upload_file(user)
    if not may:
        return refusal(HTTPStatus.FORBIDDEN, may.reason)
    if is_longer_than(request, _MOST_BYTES):
        return refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _TOO_LARGE)
    if _has_sent_enough(user):
        return refusal(
            HTTPStatus.TOO_MANY_REQUESTS,
            f"한 시간에 {MOST_AN_HOUR}개까지 올릴 수 있습니다. 잠시 뒤에 다시 올려 주세요.",
        )
    file = request.FILES.get("upload")
    if file is None:
        return refusal(HTTPStatus.BAD_REQUEST, "파일이 오지 않았습니다.")
    try:
        stored = uploads.store(file, by=user, name=file.name or "")
    except ValidationError as error:
        return refusal(HTTPStatus.BAD_REQUEST, " ".join(error.messages))
    return answer_json({"uploaded": 1, "file": told(stored)}, HTTPStatus.CREATED)


def told(file: Attachment) -> dict[str, Any]:
    return {
        "id": file.pk,
        "token": file.token,
        "address": file.get_absolute_url(),
        "name": file.name,
        "kind": file.kind,
        "bytes": file.bytes,
        "is_sound": file.is_sound,
    }


def _has_sent_enough(user: User) -> bool:
    since = timezone.now() - timedelta(hours=1)
    sent = Attachment.objects.filter(uploaded_by=user).order_by("-pk")
    before = sent.values_list("created_at", flat=True)[MOST_AN_HOUR - 1 : MOST_AN_HOUR]
    return any(moment > since for moment in before)
