from importlib import import_module
from typing import Any

import django.utils.timezone
from django.db import migrations, models

earlier = import_module("search.migrations.0001_search")

PLACE = 2


def create_tables(apps: Any, schema_editor: Any) -> None:
    """Of the same make as those of stories; what is there in their name is a picture's number."""
    tables = earlier.SQLITE
    if schema_editor.connection.vendor == "postgresql":
        has_lz4 = earlier.has_lz4(schema_editor.connection)
        tables = earlier.POSTGRESQL + (earlier.COMPRESSED if has_lz4 else "")
    for statement in tables.format(place=PLACE).split(";"):
        if statement.strip():
            schema_editor.execute(statement)


def drop_tables(apps: Any, schema_editor: Any) -> None:
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    for name in ("search_index",) if is_postgresql else ("search_words", "search_stories"):
        schema_editor.execute(f"DROP TABLE {name}_{PLACE}")


def note_photos(apps: Any, schema_editor: Any) -> None:
    """The newest pictures first are put into the index by the clock, or all at once by
    rebuild_search."""
    schema_editor.execute(
        "INSERT INTO search_photodue (photo_id, noted_at)"
        " SELECT id, CURRENT_TIMESTAMP FROM photos_photo"
    )


class Migration(migrations.Migration):
    """In one transaction: tables are new, and pictures are only read."""

    dependencies = (
        ("search", "0005_stories_due_again"),
        ("photos", "0004_expiring"),
    )

    operations = (
        migrations.CreateModel(
            name="PhotoDue",
            fields=[
                ("photo_id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("noted_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.RunPython(create_tables, drop_tables),
        migrations.RunPython(note_photos, migrations.RunPython.noop),
    )
