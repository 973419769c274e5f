from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.list_views import day_address
from frontpage.blocks import arrange
from newsroom.lib.dates import to_seoul
from sections.models import Section


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    tree = Section.objects.tree()
    return render(
        request,
        "frontpage/front.html",
        {
            "front": arrange(tree, now=now),
            "navigation": tree,
            "now": now,
            "today_path": day_address(to_seoul(now).date()),
            "canonical_path": "/",
        },
    )
