"""What Django itself answers: nobody's copy of it may be kept."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

Respond = Callable[[HttpRequest], HttpResponse]


def keep_out_of_caches(get_response: Respond) -> Respond:
    """`no-store` for whoever has a session; for others `no-cache`, which asks again each time."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not response.has_header("Cache-Control"):
            signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES
            response["Cache-Control"] = "no-store" if signed_in else "no-cache"
        return response

    return respond
