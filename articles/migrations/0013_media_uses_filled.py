"""The uses of media entered for the stories there are, in batches.

On a newspaper of a million stories this takes minutes. It may be broken off: `migrate` then begins
anew and enters what is missing. What the old code writes meanwhile, `manage.py fill_media_uses`
enters.
"""

from django.db import migrations

from articles import media_filling


def fill(apps, schema_editor):
    for _ in media_filling.fill():
        pass


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("articles", "0012_media_uses")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
