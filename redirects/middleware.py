"""Answer an unknown address from the table of old addresses."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from pagecache import depends, until
from redirects import page_keys
from redirects.models import Redirect


class OldAddressMiddleware:
    """A 404 whose whole path, query string included, is in the table becomes a 301.

    A redirect to a story that readers can't see stays the 404 it was: that a story exists is not
    to be told before it is published.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 404 and request.method in {"GET", "HEAD"}:
            target = target_of(request.get_full_path())
            if target:
                return HttpResponsePermanentRedirect(target)
        return response


def target_of(path: str) -> str:
    """The address `path` has moved to, or "" when there is none to tell."""
    if len(path) > 500:
        return ""
    depends(page_keys.old_address(path))
    redirect = Redirect.objects.select_related("article").filter(old_path=path).first()
    if redirect is not None:
        if redirect.article is None:
            return redirect.new_path
        if redirect.article.is_known_to_readers:
            return redirect.article.get_absolute_url()
        until(redirect.article.visible_from)
    depends(page_keys.UNKNOWN)
    return ""
