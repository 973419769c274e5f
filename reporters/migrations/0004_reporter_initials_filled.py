"""The initials of the reporters there are, in batches.

May be broken off: `migrate` then fills in what is missing. A reporter that the old code makes meanwhile is
proposed by its initials once it has been saved again.
"""

from django.db import migrations, models

from newsroom import initials_field
from newsroom.online_indexes import AddIndexOnline


def fill(apps, schema_editor):
    initials_field.fill(apps.get_model("reporters", "Reporter"))


class Migration(migrations.Migration):
    atomic = False

    dependencies = (("reporters", "0003_reporter_initials"),)

    operations = (
        migrations.RunPython(fill, migrations.RunPython.noop),
        AddIndexOnline(
            model_name="reporter",
            index=models.Index(name="reporter_by_initials", fields=["initials", "name"]),
        ),
    )
