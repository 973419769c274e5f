"""The initials of the tags there are, in batches.

May be broken off: `migrate` then fills in what is missing. A tag that the old code makes meanwhile is
proposed by its initials once it has been saved again.
"""

from django.db import migrations, models

from newsroom import initials_field
from newsroom.online_indexes import AddIndexOnline


def fill(apps, schema_editor):
    initials_field.fill(apps.get_model("articles", "Tag"))


class Migration(migrations.Migration):
    atomic = False

    dependencies = (("articles", "0014_tag_initials"),)

    operations = (
        migrations.RunPython(fill, migrations.RunPython.noop),
        AddIndexOnline(
            model_name="tag",
            index=models.Index(name="tag_by_initials", fields=["initials", "name"]),
        ),
    )
