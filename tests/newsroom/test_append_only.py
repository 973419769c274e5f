"""The two logs as the database and a shell see them."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from accounts.roles import Role
from articles import workflow
from articles.models import LogEntry
from audit.models import Entry, Kind
from audit.recording import record
from newsroom.append_only import AppendOnly
from tests.builders import make_draft, make_user

pytestmark = pytest.mark.django_db

LOGS = (LogEntry, Entry)


@pytest.fixture(autouse=True)
def lines() -> None:
    user = make_user(Role.REPORTER)
    make_draft(user)
    record(Kind.LOGIN, by=user)


def rows(model: Any) -> list[Any]:
    return list(model.objects.order_by("pk").values_list())


def refused(sql: str) -> None:
    with (
        pytest.raises(IntegrityError, match="rows are kept"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)


@pytest.mark.parametrize("model", LOGS)
def test_no_sql_changes_or_deletes_a_line(model: Any) -> None:
    connection.check_constraints()  # or TRUNCATE is refused for what the transaction has yet to do
    table, before = model._meta.db_table, rows(model)
    assert before
    refused(f"UPDATE {table} SET by_name = '아무개'")
    refused(f"DELETE FROM {table}")
    refused(f"DELETE FROM {table} WHERE id = {before[0][0]}")
    columns = ", ".join(field.column for field in model._meta.concrete_fields)
    if connection.vendor == "postgresql":
        refused(f"TRUNCATE {table} CASCADE")
        same = f"INSERT INTO {table} ({columns}) SELECT {columns} FROM {table}"
        refused(f"{same} ON CONFLICT (id) DO UPDATE SET by_name = '아무개'")
    else:
        refused(f"REPLACE INTO {table} ({columns}) SELECT {columns} FROM {table}")
    assert rows(model) == before


@pytest.mark.parametrize("model", LOGS)
def test_a_shell_is_told_in_words(model: Any) -> None:
    before, line = rows(model), model.objects.first()
    line.by_name = "아무개"
    lines = model.objects.all()
    for attempt in (
        line.save,
        line.delete,
        lines.delete,
        lambda: lines.update(by_name="아무개"),
        lambda: model.objects.bulk_update([line], ["by_name"]),
        lambda: model.objects.update_or_create({"by_name": "아무개"}, pk=line.pk),
    ):
        with pytest.raises(AppendOnly, match="고치거나 지우지 않습니다"), transaction.atomic():
            attempt()
    assert rows(model) == before


def test_whose_lines_they_are_stays_too() -> None:
    line = LogEntry.objects.get()
    with pytest.raises(ProtectedError):
        line.by.delete()
    with pytest.raises(ProtectedError):
        line.article.delete()
    workflow.trash(line.article, by=line.by)
    assert LogEntry.objects.count() == 2


def test_a_backup_that_is_loaded_again_leaves_them(tmp_path: Path) -> None:
    backup = tmp_path / "log.json"
    call_command("dumpdata", "articles.logentry", "audit", output=str(backup), verbosity=0)
    told = json.loads(backup.read_text())
    told[0]["fields"]["by_name"] = "아무개"
    backup.write_text(json.dumps(told))
    before = [rows(model) for model in LOGS]
    call_command("loaddata", str(backup), verbosity=0)
    assert [rows(model) for model in LOGS] == before
