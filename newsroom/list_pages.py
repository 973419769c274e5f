"""The page of a list that a request asks for."""

from typing import Any

from django.http import Http404, HttpRequest

from newsroom.lib.paging import NoSuchPage, Page, Source, page_number, paginate

PER_PAGE = 20


def page_of(rows: Source, request: HttpRequest) -> Page[Any]:
    """Raises Http404 unless ?page= is absent or names an existing page."""
    try:
        return paginate(rows, page_number(request.GET.get("page")), PER_PAGE)
    except NoSuchPage:
        raise Http404 from None


def page_address(path: str, page: Page[Any]) -> str:
    """The one address of this page of the list at `path`: the first has no parameter."""
    return path if page.number == 1 else f"{path}?page={page.number}"
