"""What the scripts of the library ask (static/desk/media): a picture comes in, pictures are
offered, its words are saved. Answers in JSON also when the session is gone or the file too large.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.contrib.admin import ModelAdmin
from django.core.exceptions import ValidationError
from django.forms import modelform_factory
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from accounts.models import User
from desk import photo_search
from desk.asked import is_number
from desk.photo_form import WORDS, PhotoForm
from desk.photo_told import told
from desk.task_admin import asking_user
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
_SIGNED_OUT = "로그인이 끊겼습니다. 이 화면을 닫지 말고, 다른 탭에서 로그인한 뒤 다시 해 주세요."


def _answers_json(
    view: Callable[..., HttpResponse],
) -> Callable[..., HttpResponse]:
    """Instead of AdminSite.admin_view, whose redirect to the login a script can't tell from an
    answer. CSRF is the middleware's business as everywhere."""

    @never_cache
    @wraps(view)
    def door(request: HttpRequest, **said: Any) -> HttpResponse:
        user = asking_user(request)
        if user is None:
            return _refusal(HTTPStatus.UNAUTHORIZED, _SIGNED_OUT)
        return view(request, user, **said)

    return door


@_answers_json
def upload(request: HttpRequest, user: User) -> HttpResponse:
    """One picture. 409 with the library's own when it, or one like it, is there already."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    answer = permissions.can_upload_photo(user)
    if not answer:
        return _refusal(HTTPStatus.FORBIDDEN, answer.reason)
    if is_too_large(request):
        return _refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _TOO_LARGE)
    file = request.FILES.get("upload")
    if file is None:
        return _refusal(HTTPStatus.BAD_REQUEST, "사진 파일이 오지 않았습니다.")
    if (file.size or 0) > uploads.MOST_BYTES:
        return _refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _TOO_LARGE)
    if _has_sent_enough(user):
        return _refusal(
            HTTPStatus.TOO_MANY_REQUESTS,
            f"한 시간에 {MOST_AN_HOUR}장까지 올릴 수 있습니다. 잠시 뒤에 다시 올려 주세요.",
        )
    form = _words_form(request, Photo())
    if not form.is_valid():
        return _refusal(HTTPStatus.BAD_REQUEST, _first_error(form))
    try:
        photo = uploads.store(file, by=user)
    except ValidationError as error:
        return _refusal(HTTPStatus.BAD_REQUEST, " ".join(error.messages))
    if "keep_duplicate" not in request.POST and (alike := find_alike(photo, user)):
        photo.delete()
        return _offer(alike)
    _words_form(request, photo).save()
    return _json(
        {
            "uploaded": 1,
            "fileName": photo.file.name,
            "url": photo.get_absolute_url(),
            "photo": told(photo, timezone.now()),
        },
        HTTPStatus.CREATED,
    )


@_answers_json
def choose(request: HttpRequest, user: User) -> HttpResponse:
    """The newest pictures that have what is typed in ?q=, a page at a time."""
    asked = request.GET.get("page", "1")
    page = min(int(asked), LAST_PAGE) if is_number(asked) and int(asked) else 1
    photos = photo_search.search(photo_search.newest_first(user), request.GET.get("q", ""))
    start = (page - 1) * OFFERED
    rows = list(photos[start : start + OFFERED + 1])
    now = timezone.now()
    return _json(
        {
            "photos": [told(photo, now) for photo in rows[:OFFERED]],
            "next": page + 1 if len(rows) > OFFERED and page < LAST_PAGE else None,
        }
    )


def words(screen: "ModelAdmin[Photo]") -> Callable[..., HttpResponse]:
    """Some of the words of a picture, saved as its own screen saves them."""

    @_answers_json
    def save(request: HttpRequest, user: User, number: int) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        photo = photo_search.newest_first(user).filter(pk=number).first()
        if photo is None:
            return _refusal(HTTPStatus.NOT_FOUND, "이 사진이 없습니다.")
        answer = permissions.can_edit_photo(user, photo)
        if not answer:
            return _refusal(HTTPStatus.FORBIDDEN, answer.reason)
        form = _words_form(request, photo)
        if not form.is_valid():
            return _refusal(HTTPStatus.BAD_REQUEST, _first_error(form))
        with publishing():
            screen.save_model(request, screen.save_form(request, form, True), form, True)
            screen.save_related(request, form, [], True)
        return _json({"photo": told(photo, timezone.now())})

    return save


def _offer(alike: Sequence[Alike]) -> JsonResponse:
    is_exact = any(each.is_exact for each in alike)
    sentence = "이미 있는 사진입니다." if is_exact else "비슷한 사진이 있습니다."
    now = timezone.now()
    offered = [{"is_exact": each.is_exact, "photo": told(each.photo, now)} for each in alike]
    return _json(
        {"uploaded": 0, "error": {"message": sentence}, "alike": offered}, HTTPStatus.CONFLICT
    )


def is_too_large(request: HttpRequest) -> bool:
    """Asked before the body is looked at."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return not is_number(length) or int(length) > _MOST_BYTES


def _has_sent_enough(user: User) -> bool:
    sent = Photo.objects.filter(uploaded_by=user).order_by("-pk")
    before = sent.values_list("created_at", flat=True)[MOST_AN_HOUR - 1 : MOST_AN_HOUR]
    return any(moment > timezone.now() - timedelta(hours=1) for moment in before)


def _words_form(request: HttpRequest, photo: Photo) -> Any:
    """Of the words only those that were sent; the others stay as they are."""
    sent = [name for name in WORDS if name in request.POST]
    return modelform_factory(Photo, form=PhotoForm, fields=sent)(request.POST, instance=photo)


def _first_error(form: Any) -> str:
    name, errors = next(iter(form.errors.items()))
    return f"{form.fields[name].label}: {errors[0]}"


def _refusal(status: HTTPStatus, sentence: str) -> JsonResponse:
    return _json({"uploaded": 0, "error": {"message": sentence}}, status)


def _json(told: Mapping[str, Any], status: int = HTTPStatus.OK) -> JsonResponse:
    return JsonResponse(told, status=status, json_dumps_params={"ensure_ascii": False})
