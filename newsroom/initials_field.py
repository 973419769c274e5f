"""A column with the initials of a row's name, so that rows are found by them."""

from typing import Any

from django.db import models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.query_utils import DeferredAttribute

from newsroom.lib.initials import initials

AT_ONCE = 1_000


class _OfName(DeferredAttribute):
    """Made of the name whenever it is read, so that rows written by the hundred or from a fixture
    have it, too."""

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        return self if instance is None else initials("".join(instance.name.split()))

    def __set__(self, instance: Any, value: Any) -> None:
        # What isn't there, Django takes for deferred and doesn't save.
        instance.__dict__[self.field.attname] = value


class InitialsField(models.CharField):
    """Initials of `name` without its spaces, in the order of code points. Nobody sets it."""

    descriptor_class = _OfName

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # The database's own default: the version before this column writes rows while it's added.
        super().__init__(
            *args,
            **kwargs | {"blank": True, "db_default": "", "editable": False, "serialize": False},
        )

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        for given in ("blank", "db_default", "editable", "serialize"):
            kwargs.pop(given, None)
        return name, path, args, kwargs

    def db_parameters(self, connection: BaseDatabaseWrapper) -> Any:
        found = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            found["collation"] = "C"
        return found


def fill(model: type[models.Model]) -> None:
    """For rows that were there before the column, some at a time."""
    rows = model._default_manager.filter(initials="").order_by("pk")
    last = 0
    while some := list(rows.filter(pk__gt=last)[:AT_ONCE]):
        with transaction.atomic():
            model._default_manager.bulk_update(some, ["initials"], batch_size=200)
        last = some[-1].pk
