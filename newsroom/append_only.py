"""Migration operations for tables whose rows the database itself keeps.

`keep_rows` refuses DELETE, and every UPDATE that would change one of the `fixed` columns, whoever
asks. On SQLite a later migration that alters such a table makes it anew and drops its triggers:
it has to end with `keep_rows` again.
"""

from collections.abc import Sequence
from typing import Any

from django.db import migrations

_POSTGRES_FUNCTION = """
    CREATE OR REPLACE FUNCTION newsroom_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '% on %: these rows are kept', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'integrity_constraint_violation'; END $$
"""


def keep_rows(table: str, fixed: Sequence[str]) -> migrations.RunPython:
    """The operation for `table`, with the names of its columns (not fields) that never change.

    The database then answers with an IntegrityError.
    """

    def forwards(apps: Any, schema_editor: Any) -> None:
        is_postgres = schema_editor.connection.vendor == "postgresql"
        for statement in _postgres(table, fixed) if is_postgres else _sqlite(table, fixed):
            schema_editor.execute(statement, params=None)

    def backwards(apps: Any, schema_editor: Any) -> None:
        is_postgres = schema_editor.connection.vendor == "postgresql"
        where = f" ON {table}" if is_postgres else ""
        for name in ("delete", "update", "truncate")[: 3 if is_postgres else 2]:
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{name}{where}")

    return migrations.RunPython(forwards, backwards)


def _changed(fixed: Sequence[str], differs: str) -> str:
    return " OR ".join(f"OLD.{column} {differs} NEW.{column}" for column in fixed)


def _postgres(table: str, fixed: Sequence[str]) -> list[str]:
    refuse = "EXECUTE FUNCTION newsroom_refuse()"
    return [
        _POSTGRES_FUNCTION,
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} FOR EACH ROW {refuse}",
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} {refuse}",
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} FOR EACH ROW"
        f" WHEN ({_changed(fixed, 'IS DISTINCT FROM')}) {refuse}",
    ]


def _sqlite(table: str, fixed: Sequence[str]) -> list[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table}: these rows are kept'); END"
    return [
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}",
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table}"
        f" WHEN {_changed(fixed, 'IS NOT')} {refuse}",
    ]
