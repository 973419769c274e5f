"""Going through the desk one change at a time, comparing every public page after each."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Model
from django.test import Client
from django.urls import reverse

from tests.pagecache.addresses import addresses_of
from tests.pagecache.clock import Clock
from tests.pagecache.forms import form_on
from tests.pagecache.site import Served, Site
from tests.pagecache.world import World

# What a form sends besides its fields.
_BESIDE_FIELDS = ("csrfmiddlewaretoken", "_popup", "_to_field", "action", "select_across")
_BESIDE_ROWS = ("_FORMS", "__prefix__")


class Walk:
    def __init__(self, world: World, site: Site, clock: Clock) -> None:
        self.world, self.site, self.clock = world, site, clock
        self.addresses = addresses_of(world)
        self.seen: dict[str, Served] = {}
        self.client = Client()
        self.client.force_login(world.chief)
        self.changed_by("the beginning")
        # What was just rendered is compared too, this once.
        different = [path for path in self.addresses if not self._is_fresh(path)]
        assert not different, f"rendered for the store, these differ: {different}"

    def changed_by(self, what: str) -> set[str]:
        """Which addresses show something else than before; all show what a fresh render does."""
        self.clock.go(seconds=1)
        changed, stale = set(), []
        for path in self.addresses:
            rendered = len(self.site.entered)
            served = self.site.get(path)
            was_stored = len(self.site.entered) == rendered
            if path not in self.seen or self.seen[path].page != served.page:
                changed.add(path)
            self.seen[path] = served
            if was_stored and not self._is_fresh(path):
                stale.append(path)
        assert not stale, f"stale after {what}: {stale}"
        return changed

    def _is_fresh(self, path: str) -> bool:
        return self.site.fresh(path).page == self.seen[path].page

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
