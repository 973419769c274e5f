"""Counts for the desk that stay cheap however many stories there are: up to a limit, one query."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django.core.paginator import Page, Paginator
from django.db.models import IntegerField, QuerySet, Subquery
from django.db.models.expressions import Combinable
from django.utils.functional import cached_property

from accounts.models import User
from articles.models import Article

# What waits for somebody is counted exactly; beyond this a number says no more than "many".
MOST_COUNTED = 1_000
# How far a list can be leafed through; what lies deeper is found by section or title.
MOST_LISTED = 10_000
# On how many stories one button acts; each is shown and named first.
MOST_AT_ONCE = 500


# Stories, or other rows, as one or more querysets that may share some. Each part is read by itself, and no further
# than asked: a condition that says OR instead is one for which databases have no index.
Pool = tuple["QuerySet[Any]", ...]


def first_of(pool: Pool, most: int, order: Sequence[str | Combinable] = ()) -> "QuerySet[Any]":
    """The first `most` stories of the pool in this order; any so many where there is none."""
    if len(pool) == 1:
        return pool[0].order_by(*order)[:most]
    # The slices stand in subqueries: SQLite allows no LIMIT in the parts of a UNION.
    parts = [
        Article.objects.filter(pk__in=part.order_by(*order).values("pk")[:most])
        .order_by()
        .values("pk")
        for part in pool
    ]
    together = Article.objects.filter(pk__in=parts[0].union(*parts[1:]))
    return together.order_by(*order)[:most]


class _Count(Subquery):
    """The number of rows of the subquery."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()
    empty_result_set_value = 0


def count_each(user: User, pools: Mapping[str, Pool], most: int | None = None) -> dict[str, int]:
    """How many stories each pool has, `most` + 1 (MOST_COUNTED + 1) standing for any more. One
    query, which hangs on the user's own row because it has to hang on some row."""
    if not pools:
        return {}
    limit = (MOST_COUNTED if most is None else most) + 1
    counts = {name: _Count(first_of(pool, limit).values("pk")) for name, pool in pools.items()}
    return cast(dict[str, int], User.objects.filter(pk=user.pk).values(**counts).get())


def shown(count: int) -> str:
    """A count as the desk reads it."""
    return f"{count:,}" if count <= MOST_COUNTED else f"{MOST_COUNTED:,}+"


class LimitedPaginator(Paginator):
    """Pages of the first MOST_LISTED rows; the rest is never counted.

    `pool` is the stories of the list once more, for lists that are quicker read in parts.
    """

    def __init__(
        self, rows: "QuerySet[Article]", *args: Any, pool: Pool = (), **kwargs: Any
    ) -> None:
        super().__init__(rows, *args, **kwargs)
        self.pool = pool or (rows,)
        self.order = rows.query.order_by

    @cached_property
    def count(self) -> int:
        return first_of(self.pool, MOST_LISTED).count()

    @property
    def is_cut(self) -> bool:
        """Whether there may be more rows than can be leafed through."""
        return self.count >= MOST_LISTED

    def page(self, number: int | str) -> Page:
        """Found by its stories' numbers: databases sort by carrying whole rows about, bodies and
        all."""
        page = super().page(number)
        start, end = page.start_index(), page.end_index()
        stories = first_of(self.pool, end, self.order)
        numbers = list(stories.values_list("pk", flat=True)[max(start - 1, 0) :])
        page.object_list = self.object_list.filter(pk__in=numbers)  # type: ignore[attr-defined]
        return page
