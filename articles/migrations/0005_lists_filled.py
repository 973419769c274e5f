"""The lists filled from the stories there are, in batches.

On a newspaper of a million stories this takes minutes. It may be broken off: `migrate` then begins
the filling anew. What the old code publishes meanwhile, `manage.py rebuild_lists` puts right.
"""

from django.db import migrations, models

from articles import listing
from newsroom.online_indexes import AddIndexOnline


def fill(apps, schema_editor):
    for _ in listing.rebuild():
        pass


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("articles", "0004_lists")]

    operations = [
        migrations.AddField(
            model_name="daycount", name="changed_at", field=models.DateTimeField(null=True)
        ),
        AddIndexOnline(
            model_name="article",
            index=models.Index(
                name="article_with_photo",
                fields=["-visible_from", "-id"],
                condition=models.Q(("lead_photo__isnull", False)),
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
