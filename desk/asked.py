"""Who asks for an editors' screen, and the numbers that come with what they ask."""

from collections.abc import Mapping

from django.contrib.admin.exceptions import DisallowedModelAdminLookup
from django.contrib.admin.views.main import SEARCH_VAR
from django.http import HttpRequest

from accounts.models import User

_LONGEST_NUMBER = 18


def user_of(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101  the admin site let nobody else in
    return request.user


def is_number(text: str) -> bool:
    """Whether this can be the number of a row."""
    return text.isascii() and text.isdecimal() and len(text) <= _LONGEST_NUMBER


def refuse_unsearchable(request: HttpRequest) -> None:
    """400 for a list filtered by what no database can look for; the search box finds nothing
    then."""
    for name, values in request.GET.lists():
        if name != SEARCH_VAR and any("\0" in value for value in values):
            raise DisallowedModelAdminLookup(f"NUL in {name}")


def seen_revision(posted: Mapping[str, str]) -> int:
    """The revision the person saw; 0, which no story stands at, when they don't say."""
    number = posted.get("revision", "")
    return int(number) if is_number(number) else 0
