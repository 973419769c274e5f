from typing import Any

from django.db import migrations

COLUMNS = (("articles_article", "body"), ("articles_revision", "data"))


def compress_by(method: str) -> Any:
    def change(apps: Any, schema_editor: Any) -> None:
        """Of what is written from now on; no row is touched. Not where the server has no lz4."""
        if schema_editor.connection.vendor != "postgresql":
            return
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(
                "SELECT 'lz4' = ANY(enumvals) FROM pg_settings"
                " WHERE name = 'default_toast_compression'"
            )
            if (True,) not in cursor.fetchall():
                return
            for table, column in COLUMNS:
                cursor.execute(
                    f"ALTER TABLE {table} ALTER COLUMN {column} SET COMPRESSION {method}"
                )

    return change


class Migration(migrations.Migration):
    """Bodies and revisions are compressed when they are written: by lz4 in less time."""

    dependencies = (("articles", "0006_queues_from_one_index"),)

    operations = (migrations.RunPython(compress_by("lz4"), compress_by("default")),)
