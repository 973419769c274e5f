"""Takes the rows of a test that committed them out of the database again.

Django would truncate every table, in use or not, and then make content types and permissions
anew: a fifth of a second each time. Here the tables with rows are emptied, and what migrations
put there stays, as the first test found it.
"""

from django.db import connection, transaction
from django.test import TransactionTestCase

from pagecache.invalidation import publishing, start_new_generation

# Filled by the migrations, and by Django after them.
_KEPT = frozenset({"auth_group", "auth_permission", "django_content_type", "django_migrations"})


def _empty(case: TransactionTestCase) -> None:
    tables = set(connection.introspection.table_names()) - _KEPT
    quoted = [connection.ops.quote_name(table) for table in sorted(tables)]
    # Foreign keys are looked at when the transaction ends.
    with transaction.atomic(), connection.cursor() as cursor:
        found = ", ".join(f"EXISTS (SELECT 1 FROM {table})" for table in quoted)
        cursor.execute(f"SELECT {found}")
        for table, has_rows in zip(quoted, cursor.fetchone(), strict=True):
            if has_rows:
                cursor.execute(f"DELETE FROM {table}")
    with publishing():
        start_new_generation()


def install() -> None:
    TransactionTestCase._fixture_teardown = _empty  # type: ignore[attr-defined]
