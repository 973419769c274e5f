"""Nobody deletes a claim or a notice, or changes what one says: not even by SQL."""

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, connection, models, transaction
from django.db.models import ProtectedError

from accounts.roles import Role
from notices.issuing import issue
from notices.models import Claim, ClaimDocument, ClaimEntry, Notice
from notices.register import go_on, receive
from tests.builders import make_facts, make_published, make_user

pytestmark = pytest.mark.django_db


def test_the_database_keeps_them() -> None:
    chief = make_user(Role.CHIEF)
    article = make_published()
    claim = receive(article, make_facts(), by=chief)
    go_on(claim, by=chief, seen=1, file=ContentFile(b"...", "answer.pdf"))
    issue(article, "correction", "바로잡습니다.", by=chief)
    for model in (Claim, ClaimEntry, ClaimDocument, Notice):
        refuses(f"DELETE FROM {model._meta.db_table}")
        for column in fixed_columns(model):
            refuses(f"UPDATE {model._meta.db_table} SET {column} = {other(model, column)}")
    with pytest.raises(ProtectedError):
        article.delete()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for model in (Claim, Notice):
            refuses(f"TRUNCATE {model._meta.db_table} CASCADE")
    with pytest.raises(ProtectedError):
        chief.delete()


def fixed_columns(model: type[models.Model]) -> list[str]:
    if model is Claim:
        return ["article_id", "created_at"]
    return [field.column for field in model._meta.concrete_fields]


def other(model: type[models.Model], column: str) -> str:
    kind = model._meta.get_field(column.removesuffix("_id") if column != "id" else "id")
    if isinstance(kind, models.DateTimeField):
        return "'2020-01-01 00:00:00+00:00'"
    if isinstance(kind, (models.ForeignKey, models.AutoField, models.IntegerField)):
        return f"COALESCE({column}, 0) + 1"
    return "'x'"


def refuses(sql: str) -> None:
    with pytest.raises(IntegrityError, match="kept"), transaction.atomic():
        connection.cursor().execute(sql)
