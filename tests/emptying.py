"""Takes the rows of a test that committed them out of the database again.

Django would truncate every table, in use or not, and then make content types and permissions
anew: a fifth of a second each time. Here the tables with rows are emptied, and what migrations
put there stays, as the first test found it.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.test import TransactionTestCase

from pagecache.invalidation import publishing, start_new_generation

# Filled by the migrations, and by Django after them.
_KEPT = frozenset({"auth_group", "auth_permission", "django_content_type", "django_migrations"})
# What SQLite's FTS5 keeps of a table of its kind, which it empties itself.
_PARTS_OF_FTS5 = re.compile(r"search_words_\d_\w+")


def _empty(case: TransactionTestCase) -> None:
    tables = set(connection.introspection.table_names()) - _KEPT
    whole = sorted(table for table in tables if not _PARTS_OF_FTS5.fullmatch(table))
    quoted = [connection.ops.quote_name(table) for table in whole]
    # Foreign keys are looked at when the transaction ends.
    with transaction.atomic(), connection.cursor() as cursor:
        found = ", ".join(f"EXISTS (SELECT 1 FROM {table})" for table in quoted)
        cursor.execute(f"SELECT {found}")
        rows = zip(quoted, cursor.fetchone(), strict=True)
        with _rows_not_kept(cursor, filled := [table for table, has_rows in rows if has_rows]):
            for table in filled:
                cursor.execute(f"DELETE FROM {table}")
    with publishing():
        start_new_generation()


@contextmanager
def _rows_not_kept(cursor: CursorWrapper, quoted: list[str]) -> Iterator[None]:
    """Without the triggers that refuse to delete (newsroom/append_only.py), and with them again."""
    if connection.vendor == "postgresql":
        # Ours are a superuser's tests; of nobody else would this be taken.
        cursor.execute("SET LOCAL session_replication_role = replica")
        yield
        cursor.execute("SET LOCAL session_replication_role = origin")
        return
    tables = ", ".join(f"'{table.strip(chr(34))}'" for table in quoted)
    cursor.execute(
        f"SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN ({tables})"
    )
    triggers = cursor.fetchall()
    for name, _ in triggers:
        cursor.execute(f"DROP TRIGGER {name}")
    yield
    for _, sql in triggers:
        cursor.execute(sql)


def install() -> None:
    TransactionTestCase._fixture_teardown = _empty  # type: ignore[attr-defined]
