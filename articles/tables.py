"""Rows straight into a table: COPY on PostgreSQL, one prepared INSERT on SQLite."""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any

from django.db import connection, models


class Table:
    """`names` are the fields (attnames) in which rows come; leaving one out is an error here, so
    that a new column is noticed before a database refuses it."""

    def __init__(self, model: type[models.Model], *names: str) -> None:
        wanted = {field.attname for field in _written(model) if not field.primary_key}
        if wanted ^ set(names) - {"id"}:
            raise TypeError(f"{model.__name__}: {sorted(wanted ^ set(names))}")
        quote = connection.ops.quote_name
        columns = {field.attname: quote(field.column) for field in _written(model)}
        into = ", ".join(columns[name] for name in names)
        self._into = f"{quote(model._meta.db_table)} ({into})"
        self._width = len(names)

    def write(self, rows: Iterable[Sequence[Any]]) -> None:
        # COPY is the driver's own: Django turns its errors into Django's only when asked.
        with connection.wrap_database_errors, connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {self._into} FROM STDIN") as copy:
                    for row in rows:
                        copy.write_row(row)
            else:
                places = ", ".join(["%s"] * self._width)
                # Table and column names are the models' own.
                sql = f"INSERT INTO {self._into} VALUES ({places})"  # noqa: S608
                cursor.executemany(sql, [[_adapted(value) for value in row] for row in rows])


def insert(model: type[models.Model], instances: Sequence[models.Model]) -> None:
    """What bulk_create does, for rows whose columns are all set and of their own types.

    Either all instances have a primary key (`new_numbers`) or none, and none is learnt.
    """
    if not instances:
        return
    fields = [
        field for field in _written(model) if not field.primary_key or instances[0].pk is not None
    ]
    values = attrgetter(*(field.attname for field in fields))
    Table(model, *(field.attname for field in fields)).write(
        _with_json(fields, map(values, instances))
    )
    for instance in instances:
        instance._state.adding = False
        instance._state.db = connection.alias


def new_numbers(model: type[models.Model], count: int) -> list[int]:
    """Primary keys that nothing else gets or got. Within the transaction that writes them."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
                [table, count],
            )
            return [number for (number,) in cursor.fetchall()]
        # SQLite has one writer at a time: the transaction holds the lock from its start. It
        # keeps the highest number ever given, also of a row that is gone.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        highest = next(iter(cursor.fetchone() or ()), 0)
    return list(range(highest + 1, highest + 1 + count))


def _written(model: type[models.Model]) -> list[Any]:
    return [field for field in model._meta.concrete_fields if not field.generated]


def _with_json(fields: Sequence[Any], rows: Iterable[Sequence[Any]]) -> Iterable[Sequence[Any]]:
    """The rows with the values of JSON fields as text."""
    writers: list[tuple[int, Callable[[Any], str]]] = [
        (place, json.JSONEncoder().encode if field.encoder is None else field.encoder().encode)
        for place, field in enumerate(fields)
        if isinstance(field, models.JSONField)
    ]
    for row in rows:
        told = list(row)
        for place, write in writers:
            told[place] = write(told[place])
        yield told


def _adapted(value: Any) -> Any:
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return value
