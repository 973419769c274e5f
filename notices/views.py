"""정정·반론·추후보도: all of them, and each at an address of its own. A 고침 is none of these; it
stands with its story."""

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles import page_keys as article_keys
from newsroom.list_pages import page_address, page_of
from notices.models import Notice
from notices.page_keys import NOTICES
from pagecache import cached_page, depends

# As many digits as a row's number can have.
_LARGEST = 2**63 - 1


class _NewestFirst:
    def read(self, start: int, size: int, /) -> tuple[int, Sequence[Notice]]:
        notices = Notice.objects.select_related("article").defer("article__body")
        return notices.count(), list(notices[start : start + size])


@cached_page(query=["page"])
@require_safe
def notice_list(request: HttpRequest) -> HttpResponse:
    depends(NOTICES)
    page = page_of(_NewestFirst(), request)
    _depends_on_stories(page.items)
    return render(
        request,
        "notices/notice_list.html",
        {"page": page, "canonical_path": page_address(reverse("corrections"), page)},
    )


@cached_page()
@require_safe
def notice_detail(request: HttpRequest, pk: int) -> HttpResponse:
    notices = Notice.objects.select_related("article").defer("article__body")
    notice = notices.filter(pk=pk).first() if pk <= _LARGEST else None
    if notice is None:
        depends(NOTICES)
        raise Http404
    _depends_on_stories([notice])
    return render(
        request,
        "notices/notice_detail.html",
        {"notice": notice, "canonical_path": notice.get_absolute_url()},
    )


def _depends_on_stories(notices: Sequence[Notice]) -> None:
    """Their titles, and whether readers see the stories: of one that was withdrawn the notice
    stays and the title doesn't."""
    depends(*(article_keys.card(notice.article_id) for notice in notices))
