"""Tables that are only added to: the database itself refuses to change or take away a row.

`keep` is the migration operation; it is instant however many rows there are. SQLite drops the
triggers when a later migration makes the table anew (most AlterField do), so that one ends with
`keep` once more; tests/newsroom/test_append_only.py notices. The model's part is for people in a
shell, who read a sentence before the database has to say it.
"""

from collections.abc import Sequence
from functools import partial
from typing import Any, NoReturn

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_REFUSE = """
CREATE OR REPLACE FUNCTION newsroom_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% on %: these rows are kept', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation';
END $$
"""
_POSTGRES = (
    _REFUSE,
    "CREATE OR REPLACE TRIGGER {table}_not_deleted BEFORE DELETE ON {table}"
    " FOR EACH ROW EXECUTE FUNCTION newsroom_refuse()",
    "CREATE OR REPLACE TRIGGER {table}_not_emptied BEFORE TRUNCATE ON {table}"
    " FOR EACH STATEMENT EXECUTE FUNCTION newsroom_refuse()",
    "CREATE OR REPLACE TRIGGER {table}_not_changed BEFORE UPDATE ON {table}"
    " FOR EACH ROW {when} EXECUTE FUNCTION newsroom_refuse()",
)
# REPLACE deletes without asking the trigger for deletions: an id is not given twice.
_SQLITE = tuple(
    f"CREATE TRIGGER IF NOT EXISTS {{table}}_{name} BEFORE {event} ON {{table}} {when}"
    " BEGIN SELECT RAISE(ABORT, '{table}: these rows are kept'); END"
    for name, event, when in (
        ("not_deleted", "DELETE", ""),
        ("not_changed", "UPDATE", "{when}"),
        ("not_replaced", "INSERT", "WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)"),
    )
)
_NAMES = ("not_deleted", "not_emptied", "not_changed", "not_replaced")


class AppendOnly(Exception):
    """Somebody tried to change or delete what is only added to."""


def keep(table: str, fixed: Sequence[str] = ()) -> migrations.RunPython:
    """Lets the database refuse to delete or change a row of `table`; with `fixed`, the names of
    columns (not fields), to change one of these. It answers with an IntegrityError. May be run
    again.
    """
    return migrations.RunPython(partial(_make, table, fixed), partial(_unmake, table))


def _make(
    table: str, fixed: Sequence[str], apps: Any, schema_editor: BaseDatabaseSchemaEditor
) -> None:
    is_postgres = schema_editor.connection.vendor == "postgresql"
    differs = "IS DISTINCT FROM" if is_postgres else "IS NOT"
    changed = " OR ".join(f"OLD.{column} {differs} NEW.{column}" for column in fixed)
    when = f"WHEN ({changed})" if fixed else ""
    for statement in _POSTGRES if is_postgres else _SQLITE:
        schema_editor.execute(statement.format(table=table, when=when), None)


def _unmake(table: str, apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    on = f" ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
    for name in _NAMES:
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_{name}{on}", None)


def refuse(model: type[models.Model]) -> NoReturn:
    name = model._meta.verbose_name
    raise AppendOnly(f"{name}: 한 번 쓴 줄은 고치거나 지우지 않습니다. 새 줄을 더해 주세요.")


class AppendOnlyQuerySet(models.QuerySet[Any]):
    def update(self, **values: Any) -> NoReturn:
        refuse(self.model)

    def delete(self) -> NoReturn:
        refuse(self.model)

    delete.queryset_only = True  # type: ignore[attr-defined]


class AppendOnlyModel(models.Model):
    """With a manager made from AppendOnlyQuerySet, and `keep` in a migration."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        if not self._state.adding:
            refuse(type(self))
        super().save(*args, **options)

    def _save_table(self, raw: bool = False, *args: Any, **options: Any) -> bool:
        """A fixture that is loaded again finds its lines there and leaves them. (loaddata calls
        the save_base of Model itself, so that it can't be told there.)"""
        if raw and self.pk is not None and type(self)._base_manager.filter(pk=self.pk).exists():
            return True
        return bool(super()._save_table(raw, *args, **options))  # type: ignore[misc]

    def delete(self, *args: Any, **options: Any) -> NoReturn:
        refuse(type(self))
