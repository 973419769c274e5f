from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.list_views import day_address
from frontpage import page_keys
from frontpage.blocks import arrange
from newsroom.lib.dates import day_bounds, to_seoul
from pagecache import cached_page, depends, until
from sections.models import Section


@cached_page()
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    tree = Section.objects.tree()
    depends(page_keys.FRONT)
    until(day_bounds(to_seoul(now).date())[1])
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
