"""Addresses that scripts of the desk ask: they answer in JSON also when the session is gone."""

from collections.abc import Callable, Mapping
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache

from desk.asked import is_number
from desk.task_admin import asking_user

_SIGNED_OUT = "로그인이 끊겼습니다. 이 화면을 닫지 말고, 다른 탭에서 로그인한 뒤 다시 해 주세요."


def answers_json(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Instead of AdminSite.admin_view, whose redirect to the login a script can't tell from an
    answer. CSRF is the middleware's business as everywhere."""

    @never_cache
    @wraps(view)
    def door(request: HttpRequest, **said: Any) -> HttpResponse:
        user = asking_user(request)
        if user is None:
            return refusal(HTTPStatus.UNAUTHORIZED, _SIGNED_OUT)
        return view(request, user, **said)

    return door


def refusal(status: HTTPStatus, sentence: str) -> JsonResponse:
    return answer_json({"uploaded": 0, "error": {"message": sentence}}, status)


def answer_json(told: Mapping[str, Any], status: int = HTTPStatus.OK) -> JsonResponse:
    return JsonResponse(told, status=status, json_dumps_params={"ensure_ascii": False})


def is_longer_than(request: HttpRequest, most: int) -> bool:
    """Asked before the body is looked at."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return not is_number(length) or int(length) > most
