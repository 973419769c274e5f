"""Links to the policy pages in every public page's footer."""

from functools import partial

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from pagecache import depends, remembered
from pages.models import Page
from pages.page_keys import PAGES


def footer_pages(request: HttpRequest) -> dict[str, object]:
    return {"footer_pages": SimpleLazyObject(partial(remembered, "footer pages", _footer_pages))}


def _footer_pages() -> list[Page]:
    depends(PAGES)
    return list(Page.objects.filter(show_in_footer=True).only("slug", "title", "order"))
