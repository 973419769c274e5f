from typing import Any

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

STORIES_AT_ONCE = 20_000


def note_stories(apps: Any, schema_editor: Any) -> None:
    """For the newest stories first related ones are found by the clock. Noted again after having
    been broken off, nothing changes."""
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        cursor.execute("SELECT MAX(id) FROM articles_article")
        newest = cursor.fetchone()[0] or 0
        for low in range(0, newest, STORIES_AT_ONCE):
            cursor.execute(
                "INSERT INTO search_relationdue (article_id, noted_at)"
                " SELECT id, CURRENT_TIMESTAMP FROM articles_article"
                " WHERE id > %s AND id <= %s AND visible_from IS NOT NULL"
                " ON CONFLICT DO NOTHING",
                [low, low + STORIES_AT_ONCE],
            )


class Migration(migrations.Migration):
    # A statement is a transaction: no row of a large newspaper is locked for long.
    atomic = False

    dependencies = (
        ("articles", "0013_media_uses_filled"),
        ("search", "0003_words"),
    )

    operations = (
        migrations.CreateModel(
            name="RelationDue",
            fields=[
                ("article_id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("noted_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name="Relation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="relations",
                        to="articles.article",
                    ),
                ),
                (
                    "related",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="related_by",
                        to="articles.article",
                    ),
                ),
                ("rank", models.PositiveSmallIntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("article", "rank"), name="search_relation_rank")
                ],
            },
        ),
        migrations.RunPython(note_stories, migrations.RunPython.noop),
    )
