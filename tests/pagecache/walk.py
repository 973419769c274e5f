"""Going through the desk one change at a time, comparing every public page after each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from tests.pagecache.addresses import addresses_of
from tests.pagecache.clock import Clock
from tests.pagecache.forms import form_on
from tests.pagecache.site import Query, Served, Site
from tests.pagecache.world import World

# What a form sends besides its fields.
_BESIDE_FIELDS = ("csrfmiddlewaretoken", "_popup", "_to_field", "action", "select_across")
_BESIDE_ROWS = ("_FORMS", "__prefix__")


@dataclass
class Seen:
    """A page as last served. `answers`: what the database said to `queries` when it was rendered
    at `rendered`."""

    served: Served
    rendered: datetime
    queries: list[Query]
    answers: list[Any]


class Walk:
    def __init__(self, world: World, site: Site, clock: Clock) -> None:
        self.world, self.site, self.clock = world, site, clock
        self.addresses = addresses_of(world)
        self.seen: dict[str, Seen] = {}
        self.client = Client()
        self.client.force_login(world.chief)
        self.changed_by("the beginning")

    def page(self, path: str) -> Served:
        """As it was last served."""
        return self.seen[path].served

    def changed_by(self, what: str, *, thorough: bool = False) -> set[str]:
        """Which addresses show something else than before; all show what a fresh render does.

        A stored page is rendered anew for comparison only if one of the queries that it was made
        from has another answer now: otherwise the same would come out. `thorough`: in any case,
        which takes long.
        """
        changed, stale = set(), []
        for path in self.addresses:
            before, entered = self.seen.get(path), len(self.site.entered)
            served = self.site.get(path)
            if before is None or before.served.page != served.page:
                changed.add(path)
            if before is None or len(self.site.entered) > entered:
                queries = list(self.site.queries)
                answers = self._answers(queries, self.clock.now)
                self.seen[path] = Seen(served, self.clock.now, queries, answers)
            elif thorough or self._answers(before.queries, before.rendered) != before.answers:
                if self.site.fresh(path).page != served.page:
                    stale.append(path)
            self.seen[path].served = served
        self.clock.go(seconds=1)
        assert not stale, f"stale after {what}: {stale}"
        return changed

    def _answers(self, queries: list[Query], asked: datetime) -> list[Any]:
        """To the same questions now: where they said now they say so again."""
        then, now = map(connection.ops.adapt_datetimefield_value, (asked, self.clock.now))
        answers = []
        with connection.cursor() as cursor:
            for sql, values in queries:
                cursor.execute(sql, [now if value == then else value for value in values or ()])
                answers.append(cursor.fetchall())
        return answers

    # --- the desk's forms ---------------------------------------------------------------------

    def form(self, obj: Model) -> dict[str, list[str]]:
        return form_on(self.client.get(_address(obj, "change")), f"{obj._meta.model_name}_form")

    def change(self, obj: Model, **typed: Any) -> set[str]:
        return self.send(_address(obj, "change"), self.form(obj) | typed)

    def add(self, model: type[Model], **typed: Any) -> set[str]:
        address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")
        form = form_on(self.client.get(address), f"{model._meta.model_name}_form")
        return self.send(address, form | typed)

    def delete(self, obj: Model) -> set[str]:
        return self.send(_address(obj, "delete"), {"post": "yes"})

    def change_in_list(self, obj: Model, field: str, value: str) -> set[str]:
        """A column that the list lets people fill in."""
        address = reverse(f"admin:{obj._meta.app_label}_{obj._meta.model_name}_changelist")
        form = form_on(self.client.get(address), "changelist-form")
        rows = [name for name, values in form.items() if values == [str(obj.pk)]]
        (row,) = [name for name in rows if name.endswith("-id")]
        column = row.removesuffix("-id") + f"-{field}"
        assert column in form
        return self.send(address, form | {column: value, "_save": "저장"})

    def send(self, address: str, form: Mapping[str, Any]) -> set[str]:
        response = self.client.post(address, form)
        assert response.status_code == 302, _complaints(response)
        return self.changed_by(address)

    def walk_fields(
        self,
        obj: Model,
        changes: Mapping[str, Any],
        *,
        unseen: frozenset[str] = frozenset(),
    ) -> None:
        """Change each field of the form by itself; all but the `unseen` show somewhere.

        Fails for a field of the form that `changes` doesn't know.
        """
        assert _fields(self.form(obj)) == set(changes)
        for field, value in changes.items():
            shown = self.change(obj, **{field: value})
            assert bool(shown) == (field not in unseen), f"{field} shows at {sorted(shown)}"


def _fields(form: Mapping[str, Any]) -> set[str]:
    return {
        name
        for name in form
        if name not in _BESIDE_FIELDS
        and not name.startswith("_")
        and not any(part in name for part in _BESIDE_ROWS)
        and not name.endswith(("-id", "-masthead"))
    }


def _address(obj: Model, view: str) -> str:
    name = f"admin:{obj._meta.app_label}_{obj._meta.model_name}_{view}"
    return reverse(name, args=[obj.pk])


def _complaints(response: Any) -> object:
    context = response.context
    if context is None or "adminform" not in context:
        return response
    formsets = [formset.formset.errors for formset in context.get("inline_admin_formsets", [])]
    return dict(context["adminform"].form.errors), formsets
