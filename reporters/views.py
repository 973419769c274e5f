"""A reporter's page: who they are and all they have published."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from newsroom.list_pages import page_address, page_of
from pagecache import cached_page, depends
from reporters import page_keys
from reporters.models import Reporter


@cached_page(query=["page"])
@require_safe
def reporter_detail(request: HttpRequest, pk: int) -> HttpResponse:
    now = timezone.now()
    depends(page_keys.reporter(pk))
    reporter = get_object_or_404(Reporter.objects.select_related("outlet", "photo"), pk=pk)
    page_keys.depends_on_reporters([reporter])
    # The stories' model is reached through the reverse manager: reporters stand below articles.
    page = page_of(reporter.articles.model.objects.numbered("reporter", pk, now), request)
    return render(
        request,
        "reporters/reporter_detail.html",
        {
            "reporter": reporter,
            "page": page,
            "canonical_path": page_address(reporter.get_absolute_url(), page),
        },
    )
