"""The tabs over the list of stories, and its filter by section."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from articles import permissions
from articles.models import Article
from desk import counting, queues
from desk.asked import user_of
from desk.queues import Queue
from sections.models import Section

# Queues that are shown as tabs only while something stands in them.
_SHOWN_WHEN_FILLED = frozenset({Queue.REVIEW, Queue.INCOMPLETE, Queue.WITHDRAWN})


class QueueFilter(admin.SimpleListFilter):
    """?queue=: the tabs over the list. Without it, everything that isn't in the trash."""

    template = "admin/articles/article/_tabs.html"
    title = "목록"
    parameter_name = "queue"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        user = user_of(request)
        self.counts = queues.counts(permissions.readable(user, Article.objects.all()), user)
        return [
            (queue.value, queue.label)
            for queue in Queue
            if self.counts[queue] or queue not in _SHOWN_WHEN_FILLED
        ]

    def queue(self) -> Queue:
        value = self.value()
        return Queue(value) if value in Queue.values else Queue.ALL

    def queryset(self, request: HttpRequest, articles: QuerySet[Article]) -> QuerySet[Article]:
        return queues.filter(self.queue(), articles, user_of(request))

    def choices(self, changelist: Any) -> Iterator[dict[str, Any]]:  # type: ignore[override]
        for value, label in self.lookup_choices:
            yield {
                "selected": value == self.queue().value,
                "query_string": changelist.get_query_string({"queue": value}, ["p"]),
                "display": label,
                "count": self.counts[Queue(value)],
                "shown": counting.shown(self.counts[Queue(value)]),
            }


def sections_asked(request: HttpRequest) -> list[int]:
    """The sections that SectionFilter narrows the list to; none where it doesn't."""
    asked = request.GET.get(SectionFilter.parameter_name, "")
    if not (asked.isascii() and asked.isdecimal() and len(asked) < 10):
        return []
    among = Section.objects.filter(Q(pk=asked) | Q(parent=asked)).order_by("pk")
    return list(among.values_list("pk", flat=True))


class SectionFilter(admin.SimpleListFilter):
    """?section=: a section with everything below it."""

    title = "섹션"
    parameter_name = "section"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        found: list[tuple[str, str]] = []
        self.ids: dict[str, list[int]] = {}
        for top in Section.objects.tree():
            self.ids[str(top.pk)] = [top.pk, *(child.pk for child in top.child_list)]
            found.append((str(top.pk), top.name))
            for child in top.child_list:
                self.ids[str(child.pk)] = [child.pk]
                found.append((str(child.pk), f"\u2003{child.name}"))
        return found

    def queryset(self, request: HttpRequest, articles: QuerySet[Article]) -> QuerySet[Article]:
        if self.value() in self.ids:
            return articles.filter(section__in=self.ids[str(self.value())])
        return articles
