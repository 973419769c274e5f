"""What every public page says of its publisher; read only when a template asks for it."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from mastheads.models import Masthead


def masthead(request: HttpRequest) -> dict[str, object]:
    """`masthead`, and `site_url`: absolute addresses come from settings, never from headers."""
    return {
        "masthead": SimpleLazyObject(Masthead.current),
        "site_url": settings.NEWSROOM_SITE_URL,
        "has_site_font": settings.HAS_SITE_FONT,
    }
