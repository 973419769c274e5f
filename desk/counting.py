"""Counts for the desk that stay cheap however many stories there are: up to a limit, one query."""

from collections.abc import Mapping
from typing import cast

from django.core.paginator import Page, Paginator
from django.db.models import IntegerField, QuerySet, Subquery
from django.utils.functional import cached_property

from accounts.models import User
from articles.models import Article

# What waits for somebody is counted exactly; beyond this a number says no more than "many".
MOST_COUNTED = 1_000
# How far a list can be leafed through; what lies deeper is found by section or title.
MOST_LISTED = 10_000


class _Count(Subquery):
    """The number of rows of the subquery."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()


def count_each(user: User, pools: "Mapping[str, QuerySet[Article]]") -> dict[str, int]:
    """How many stories each pool has, MOST_COUNTED + 1 standing for any more. One query, which
    hangs on the user's own row because it has to hang on some row."""
    if not pools:
        return {}
    counts = {
        name: _Count(pool.order_by().values("pk")[: MOST_COUNTED + 1])
        for name, pool in pools.items()
    }
    return cast(dict[str, int], User.objects.filter(pk=user.pk).values(**counts).get())


def shown(count: int) -> str:
    """A count as the desk reads it."""
    return f"{count:,}" if count <= MOST_COUNTED else f"{MOST_COUNTED:,}+"


class LimitedPaginator(Paginator):
    """Pages of the first MOST_LISTED rows; the rest is never counted."""

    @cached_property
    def count(self) -> int:
        rows = self.object_list
        assert isinstance(rows, QuerySet)  # noqa: S101  the change list has nothing else
        return rows.order_by()[:MOST_LISTED].count()

    def page(self, number: int | str) -> Page:
        """Found by its stories' numbers: databases sort by carrying whole rows about, bodies and
        all."""
        page = super().page(number)
        rows = page.object_list
        assert isinstance(rows, QuerySet)  # noqa: S101  as above
        numbers = list(rows.values_list("pk", flat=True))
        page.object_list = self.object_list.filter(pk__in=numbers)  # type: ignore[attr-defined]
        return page
