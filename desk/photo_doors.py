"""What the scripts of the library ask (static/desk/media): a picture comes in, pictures are
offered, its words are saved. Answers in JSON also when the session is gone or the file too large.
"""

from collections.abc import Callable, Sequence
from datetime import timedelta
from http import HTTPStatus
from typing import Any

from django.contrib.admin import ModelAdmin
from django.core.exceptions import ValidationError
from django.forms import modelform_factory
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.utils import timezone

from accounts.models import User
from desk import photo_search
from desk.asked import is_number
from desk.photo_form import WORDS, PhotoForm
from desk.photo_told import told
from desk.script_doors import answer_json, answers_json, is_longer_than, refusal
from pagecache import publishing
from photos import permissions, uploads
from photos.looks import Alike, find_alike
from photos.models import Photo

OFFERED = 24
# Further back one searches.
LAST_PAGE = 200
# A photographer's day fits in; a script gone wild doesn't.
MOST_AN_HOUR = 600
# Besides the file a form has a few words.
_MOST_BYTES = uploads.MOST_BYTES + 64 * 1024
_TOO_LARGE = "사진은 30MB까지 올릴 수 있습니다. 크기를 줄여 주세요."


@answers_json
def upload(request: HttpRequest, user: User) -> HttpResponse:
    """One picture. 409 with the library's own when it, or one like it, is there already."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    answer = permissions.can_upload_photo(user)
    if not answer:
        return refusal(HTTPStatus.FORBIDDEN, answer.reason)
    if is_too_large(request):
        return refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _TOO_LARGE)
    file = request.FILES.get("upload")
    if file is None:
        return refusal(HTTPStatus.BAD_REQUEST, "사진 파일이 오지 않았습니다.")
    if (file.size or 0) > uploads.MOST_BYTES:
        return refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _TOO_LARGE)
    if _has_sent_enough(user):
        return refusal(
            HTTPStatus.TOO_MANY_REQUESTS,
            f"한 시간에 {MOST_AN_HOUR}장까지 올릴 수 있습니다. 잠시 뒤에 다시 올려 주세요.",
        )
    told_by_user = [name for name in _sent(request) if request.POST[name].strip()]
    form = _words_form(request, Photo(), told_by_user)
    if not form.is_valid():
        return refusal(HTTPStatus.BAD_REQUEST, _first_error(form))
    try:
        photo = uploads.store(file, by=user)
    except ValidationError as error:
        return refusal(HTTPStatus.BAD_REQUEST, " ".join(error.messages))
    if "keep_duplicate" not in request.POST and (alike := find_alike(photo, user)):
        photo.delete()
        return _offer(alike)
    # What was left empty stays as the file itself says.
    _words_form(request, photo, told_by_user).save()
    return answer_json(
        {
            "uploaded": 1,
            "fileName": photo.file.name,
            "url": photo.get_absolute_url(),
            "photo": told(photo, timezone.now()),
        },
        HTTPStatus.CREATED,
    )


@answers_json
def choose(request: HttpRequest, user: User) -> HttpResponse:
    """The newest pictures that have what is typed in ?q=, a page at a time."""
    asked = request.GET.get("page", "1")
    page = min(int(asked), LAST_PAGE) if is_number(asked) and int(asked) else 1
    photos = photo_search.search(photo_search.newest_first(user), request.GET.get("q", ""))
    start = (page - 1) * OFFERED
    rows = list(photos[start : start + OFFERED + 1])
    now = timezone.now()
    return answer_json(
        {
            "photos": [told(photo, now) for photo in rows[:OFFERED]],
            "next": page + 1 if len(rows) > OFFERED and page < LAST_PAGE else None,
        }
    )


def words(screen: "ModelAdmin[Photo]") -> Callable[..., HttpResponse]:
    """Some of the words of a picture, saved as its own screen saves them."""

    @answers_json
    def save(request: HttpRequest, user: User, number: int) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        photo = photo_search.newest_first(user).filter(pk=number).first()
        if photo is None:
            return refusal(HTTPStatus.NOT_FOUND, "이 사진이 없습니다.")
        answer = permissions.can_edit_photo(user, photo)
        if not answer:
            return refusal(HTTPStatus.FORBIDDEN, answer.reason)
        form = _words_form(request, photo, _sent(request))
        if not form.is_valid():
            return refusal(HTTPStatus.BAD_REQUEST, _first_error(form))
        with publishing():
            screen.save_model(request, screen.save_form(request, form, True), form, True)
            screen.save_related(request, form, [], True)
        return answer_json({"photo": told(photo, timezone.now())})

    return save


def _offer(alike: Sequence[Alike]) -> JsonResponse:
    is_exact = any(each.is_exact for each in alike)
    sentence = "이미 있는 사진입니다." if is_exact else "비슷한 사진이 있습니다."
    now = timezone.now()
    offered = [{"is_exact": each.is_exact, "photo": told(each.photo, now)} for each in alike]
    return answer_json(
        {"uploaded": 0, "error": {"message": sentence}, "alike": offered}, HTTPStatus.CONFLICT
    )


def is_too_large(request: HttpRequest) -> bool:
    """Asked before the body is looked at."""
    return is_longer_than(request, _MOST_BYTES)


def _has_sent_enough(user: User) -> bool:
    sent = Photo.objects.filter(uploaded_by=user).order_by("-pk")
    before = sent.values_list("created_at", flat=True)[MOST_AN_HOUR - 1 : MOST_AN_HOUR]
    return any(moment > timezone.now() - timedelta(hours=1) for moment in before)


def _sent(request: HttpRequest) -> list[str]:
    return [name for name in WORDS if name in request.POST]


def _words_form(request: HttpRequest, photo: Photo, names: Sequence[str]) -> Any:
    """Of the words only those; the others stay as they are."""
    return modelform_factory(Photo, form=PhotoForm, fields=names)(request.POST, instance=photo)


def _first_error(form: Any) -> str:
    name, errors = next(iter(form.errors.items()))
    return f"{form.fields[name].label}: {errors[0]}"
