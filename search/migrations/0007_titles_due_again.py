from importlib import import_module
from typing import Any

from django.db import migrations

earlier = import_module("search.migrations.0002_stories_due")


def note_stories(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "sqlite":
        earlier.note_stories(apps, schema_editor)


class Migration(migrations.Migration):
    """Words of titles stand in SQLite's index a second time now, as in PostgreSQL's (VERSION 3)."""

    atomic = False

    dependencies = (("search", "0006_photos"),)

    operations = (migrations.RunPython(note_stories, migrations.RunPython.noop),)
