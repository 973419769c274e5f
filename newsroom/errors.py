"""Error pages: Korean sentences that say what to do, and nothing of what was asked for.

The answer for an unpublished story is the very bytes of the answer for an unknown address.
"""

import sys

from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader

from pagecache.page_store.place import StoreOutOfReach

FALLBACK = (
    "<!doctype html><html lang=ko><title>오류</title><h1>페이지를 보여 드리지 못했습니다</h1>"
)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _error(request, "400.html", 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _error(request, "403.html", 403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _error(request, "404.html", 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Asks nothing of the database or of the request: either may be what failed.

    503 for what passes or is for others to mend: no database, or page files out of reach.
    """
    error = sys.exc_info()[1]
    try:
        if isinstance(error, StoreOutOfReach | OperationalError | InterfaceError):
            told = {"reason": str(error) if isinstance(error, StoreOutOfReach) else ""}
            return HttpResponse(loader.render_to_string("503.html", told), status=503)
        return HttpResponse(loader.render_to_string("500.html"), status=500)
    except Exception:  # a missing template or manifest must not hide the error itself
        return HttpResponse(FALLBACK, status=500)


def _error(request: HttpRequest, template: str, status: int) -> HttpResponse:
    try:
        return render(request, template, status=status)
    except DatabaseError:
        # Without navigation and masthead, but still the right status and sentence.
        return HttpResponse(loader.render_to_string(template), status=status)
