"""Speculation rules: Chromium begins to fetch the next page when a finger goes down on its link.

Not before, as when a mouse rests on it: what is fetched then may be shown minutes later, and a page
has to be as it stands when it is asked for. Nothing is drawn ahead, so no reader is counted who
never came. https://html.spec.whatwg.org/multipage/speculative-loading.html
"""

import json
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

_PAGES = ("/", "/articles/*", "/sections/*", "/reporters/*", "/tags/*", "/archive/*")
_RULES = {
    "prefetch": [{"where": {"href_matches": page}, "eagerness": "conservative"} for page in _PAGES]
}


@cache_control(public=True, max_age=24 * 60 * 60)
@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    return HttpResponse(json.dumps(_RULES), content_type="application/speculationrules+json")


def name_rules(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """On every page but the desk's."""
    header = f'"{reverse("speculation_rules")}"'

    def respond(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        is_page = response.get("Content-Type", "").startswith("text/html")
        if is_page and not request.path_info.startswith("/admin/"):
            response["Speculation-Rules"] = header
        return response

    return respond
