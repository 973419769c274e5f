"""The page of a list that a request asks for."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest

from newsroom.lib.paging import NoSuchPage, Page, page_number, paginate

PER_PAGE = 20


class _Rows:
    """A queryset that looks for a page's rows by their numbers: to leaf to page 3,000 the database
    then reads numbers and not 60,000 stories, often from an index alone."""

    def __init__(self, rows: "QuerySet[Any]") -> None:
        self._rows = rows

    def count(self) -> int:
        return self._rows.count()

    def __getitem__(self, key: slice) -> Iterable[Model]:
        numbers = list(self._rows.values_list("pk", flat=True)[key])
        # Asked again whether they belong there: one may have been withdrawn in between.
        by_number = {row.pk: row for row in self._rows.filter(pk__in=numbers)}
        return [by_number[number] for number in numbers if number in by_number]


def page_of(rows: "QuerySet[Any]", request: HttpRequest) -> Page[Any]:
    """Three queries.

    Raises Http404 unless ?page= is absent or names an existing page.
    """
    try:
        return paginate(_Rows(rows), page_number(request.GET.get("page")), PER_PAGE)
    except NoSuchPage:
        raise Http404 from None


def page_address(path: str, page: Page[Any]) -> str:
    """The one address of this page of the list at `path`: the first has no parameter."""
    return path if page.number == 1 else f"{path}?page={page.number}"
