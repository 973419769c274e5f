"""The navigation bar: the top sections with their children, one query when asked for."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from sections.models import Section


def navigation(request: HttpRequest) -> dict[str, object]:
    """`navigation`; a view that has the tree already passes its own and saves the query."""
    return {"navigation": SimpleLazyObject(Section.objects.tree)}
