"""A section's page: its stories and those of its children, newest first."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from newsroom.list_pages import page_address, page_of
from pagecache import cached_page
from sections.models import Section


@cached_page(query=["page"])
@require_safe
def section_detail(request: HttpRequest, slug: str) -> HttpResponse:
    now = timezone.now()
    tree = Section.objects.tree()
    section, top = _find(tree, slug)
    # The stories' model is reached through the reverse manager: sections stand below articles.
    stories = section.articles.model.objects.numbered("section", section.pk, now)
    page = page_of(stories, request)
    return render(
        request,
        "sections/section_detail.html",
        {
            "section": section,
            "top_section": top,
            "navigation": tree,
            "page": page,
            "canonical_path": page_address(section.get_absolute_url(), page),
        },
    )


def _find(tree: list[Section], slug: str) -> tuple[Section, Section]:
    """The section and the top section it stands under (itself, if it is one)."""
    for top in tree:
        for section in top.with_children():
            if section.slug == slug:
                return section, top
    raise Http404
