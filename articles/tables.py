"""Rows straight into a table: COPY on PostgreSQL, one prepared INSERT on SQLite."""

import functools
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
        fields = {field.attname: field for field in _written(model)}
        into = ", ".join(quote(fields[name].column) for name in names)
        self._into = f"{quote(model._meta.db_table)} ({into})"
        self._width = len(names)
        self._writers = [
            (place, writer)
            for place, name in enumerate(names)
            if (writer := _writer(fields[name])) is not None
        ]

    def write(self, rows: Iterable[Sequence[Any]]) -> None:
        if self._writers:
            rows = map(self._written, rows)
        # COPY is the driver's own: Django turns its errors into Django's only when asked.
        with connection.wrap_database_errors, connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {self._into} FROM STDIN") as copy:
                    write_row = copy.write_row
                    for row in rows:
                        write_row(row)
            else:
                places = ", ".join(["%s"] * self._width)
                # Table and column names are the models' own.
                sql = f"INSERT INTO {self._into} VALUES ({places})"  # noqa: S608
                cursor.executemany(sql, list(rows))

    def _written(self, row: Sequence[Any]) -> Sequence[Any]:
        values = list(row)
        for place, write in self._writers:
            if values[place] is not None:
                values[place] = write(values[place])
        return values


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
    Table(model, *(field.attname for field in fields)).write(map(values, instances))
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


def _writer(field: Any) -> Callable[[Any], str] | None:
    """What makes the text of a value, where the driver doesn't or takes long over it."""
    if isinstance(field, models.JSONField):
        encoder = json.JSONEncoder(ensure_ascii=False) if field.encoder is None else field.encoder()
        return encoder.encode
    if isinstance(field, models.DateTimeField):
        # The same few moments stand in most rows of a batch.
        return functools.lru_cache(maxsize=64)(_moment)
    return None


def _moment(value: datetime) -> str:
    return str(connection.ops.adapt_datetimefield_value(value))
