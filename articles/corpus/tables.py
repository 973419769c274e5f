"""Rows straight into a table: COPY on PostgreSQL, one prepared INSERT on SQLite."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, models
from django.db.models import Max


class Table:
    """`names` are the fields (attnames) in which rows come; leaving one out is an error here, so
    that a new column is noticed before a database refuses it."""

    def __init__(self, model: type[models.Model], *names: str) -> None:
        wanted = {
            field.attname
            for field in model._meta.concrete_fields
            if not field.primary_key and not field.generated
        }
        if wanted ^ set(names) - {"id"}:
            raise TypeError(f"{model.__name__}: {sorted(wanted ^ set(names))}")
        quote = connection.ops.quote_name
        columns = [field.column for name in names for field in _fields(model, name)]
        self._into = f"{quote(model._meta.db_table)} ({', '.join(map(quote, columns))})"
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


def new_numbers(model: type[models.Model], count: int) -> list[int]:
    """Primary keys that nothing else gets. Within the transaction that writes them."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
                [model._meta.db_table, count],
            )
            return [number for (number,) in cursor.fetchall()]
    # SQLite has one writer at a time: the transaction holds the lock from its start.
    highest = model._default_manager.aggregate(highest=Max("pk"))["highest"] or 0
    return list(range(highest + 1, highest + 1 + count))


def _fields(model: type[models.Model], name: str) -> list[Any]:
    return [field for field in model._meta.concrete_fields if field.attname == name]


def _adapted(value: Any) -> Any:
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return value
