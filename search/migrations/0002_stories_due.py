from typing import Any

from django.db import migrations

STORIES_AT_ONCE = 20_000


def note_stories(apps: Any, schema_editor: Any) -> None:
    """The newest stories first are put into the index by the clock, or all at once by
    rebuild_search. Noted again after having been broken off, nothing changes."""
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        cursor.execute("SELECT MAX(id) FROM articles_article")
        newest = cursor.fetchone()[0] or 0
        for low in range(0, newest, STORIES_AT_ONCE):
            cursor.execute(
                "INSERT INTO search_due (article_id, noted_at) SELECT id, CURRENT_TIMESTAMP"
                " FROM articles_article WHERE id > %s AND id <= %s ON CONFLICT DO NOTHING",
                [low, low + STORIES_AT_ONCE],
            )


class Migration(migrations.Migration):
    # A statement is a transaction: no row of a large newspaper is locked for long.
    atomic = False

    dependencies = (
        ("search", "0001_search"),
        ("articles", "0013_media_uses_filled"),
    )

    operations = (migrations.RunPython(note_stories, migrations.RunPython.noop),)
