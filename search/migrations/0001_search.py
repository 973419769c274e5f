from typing import Any

import django.utils.timezone
from django.db import migrations, models

PLACES = (0, 1)

# Vectors stay in their rows: a phrase is looked for in every one that has its words.
POSTGRESQL = """
    CREATE TABLE search_index_{place} (
        article_id bigint PRIMARY KEY,
        visible_from timestamptz,
        words tsvector NOT NULL,
        digest bigint NOT NULL
    );
    ALTER TABLE search_index_{place} ALTER COLUMN words SET STORAGE MAIN;
    CREATE INDEX search_index_{place}_by_word ON search_index_{place}
        USING gin (words) WITH (fastupdate = off);
"""
SQLITE = """
    CREATE VIRTUAL TABLE search_words_{place} USING fts5 (
        title, body, title_pieces, pieces, marks, tokenize = 'unicode61 remove_diacritics 0'
    );
    CREATE TABLE search_stories_{place} (
        article_id integer PRIMARY KEY,
        place integer NOT NULL,
        digest integer NOT NULL
    );
"""


COMPRESSED = "ALTER TABLE search_index_{place} ALTER COLUMN words SET COMPRESSION lz4"


def create_tables(apps: Any, schema_editor: Any) -> None:
    """Of the database's own kind of index; no model describes them (search/index)."""
    tables = SQLITE
    if schema_editor.connection.vendor == "postgresql":
        tables = POSTGRESQL + (COMPRESSED if has_lz4(schema_editor.connection) else "")
    for place in PLACES:
        for statement in tables.format(place=place).split(";"):
            if statement.strip():
                schema_editor.execute(statement)


def has_lz4(connection: Any) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 'lz4' = ANY(enumvals) FROM pg_settings WHERE name = 'default_toast_compression'"
        )
        return (True,) in cursor.fetchall()


def drop_tables(apps: Any, schema_editor: Any) -> None:
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    names = ("search_index",) if is_postgresql else ("search_words", "search_stories")
    for place in PLACES:
        for name in names:
            schema_editor.execute(f"DROP TABLE {name}_{place}")


class Migration(migrations.Migration):
    """The stories that are there already are put into the index by the clock, or at once by
    rebuild_search."""

    initial = True

    dependencies = ()

    operations = (
        migrations.CreateModel(
            name="Due",
            fields=[
                ("article_id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("noted_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name="IndexState",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("live", models.PositiveSmallIntegerField(default=0)),
                ("building", models.PositiveIntegerField(default=0)),
                ("built_to", models.BigIntegerField(default=0)),
                ("begun_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.RunPython(create_tables, drop_tables),
    )
