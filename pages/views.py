from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from pagecache import cached_page, depends
from pages import page_keys
from pages.models import Page


@cached_page()
@require_safe
def page_detail(request: HttpRequest, slug: str) -> HttpResponse:
    depends(page_keys.page(slug))
    page = get_object_or_404(Page, slug=slug)
    return render(
        request,
        "pages/page_detail.html",
        {"page": page, "canonical_path": page.get_absolute_url()},
    )
