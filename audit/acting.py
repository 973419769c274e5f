"""Which request is being answered, so that whatever changes on the way knows who asked for it."""

from collections.abc import Callable
from contextvars import ContextVar
from ipaddress import ip_address

from django.http import HttpRequest, HttpResponse

from accounts.models import User

_asking: ContextVar[HttpRequest | None] = ContextVar("audit_asking", default=None)


def remember_request(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware, after the one that knows the user."""

    def respond(request: HttpRequest) -> HttpResponse:
        token = _asking.set(request)
        try:
            return get_response(request)
        finally:
            _asking.reset(token)

    return respond


def acting_user() -> User | None:
    """The signed-in user of the request; None outside one."""
    request = _asking.get()
    user = getattr(request, "user", None)
    return user if user is not None and user.is_authenticated else None


def acting_address() -> str | None:
    request = _asking.get()
    return None if request is None else address_of(request)


def address_of(request: HttpRequest) -> str | None:
    """The client's address. What nginx says of it counts only from this very machine, where
    deploy/nginx.conf puts it in place of whatever the client sent."""
    direct = _address(request.META.get("REMOTE_ADDR", ""))
    if direct is not None and ip_address(direct).is_loopback:
        forwarded = request.headers.get("x-forwarded-for", "").rpartition(",")[2]
        return _address(forwarded) or direct
    return direct


def _address(text: str) -> str | None:
    try:
        return str(ip_address(text.strip()))
    except ValueError:
        return None
