"""`{% photo_uses photo %}`: where a picture is used, as far as the user may know."""

from typing import Any

from django import template
from django.urls import reverse

from articles.photo_places import MOST, uses_of
from desk.asked import user_of
from photos.models import Photo

register = template.Library()

# Further down nobody reads; the number is told.
_SHOWN = 100


@register.inclusion_tag("admin/photos/photo/_where_used.html", takes_context=True)
def photo_uses(context: dict[str, Any], photo: Photo) -> dict[str, Any]:
    uses = uses_of(photo, user_of(context["request"]))
    reporters = list(photo.reporters.select_related("outlet").order_by("name", "pk")[:_SHOWN])
    return {
        "photo": photo,
        "uses": uses.shown[:_SHOWN],
        "more": len(uses.shown) - _SHOWN,
        "hidden": uses.hidden,
        "most": MOST if uses.is_cut else None,
        "reporters": reporters,
        "replace_url": reverse("admin:photos_photo_replace", args=[photo.pk]),
        "is_used": bool(uses.shown or uses.hidden or reporters),
    }
