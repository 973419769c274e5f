from importlib import import_module

from django.db import migrations

earlier = import_module("search.migrations.0002_stories_due")


class Migration(migrations.Migration):
    """What an index has of titles and of syllables is asked for in another way now (VERSION 2)."""

    atomic = False

    dependencies = (("search", "0004_related_stories"),)

    operations = (migrations.RunPython(earlier.note_stories, migrations.RunPython.noop),)
