"""An index of the photos that may be used for a time only, for the desk's first page."""

from django.db import migrations, models

from newsroom.online_indexes import AddIndexOnline


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("photos", "0003_rendition_claims")]

    operations = [
        AddIndexOnline(
            model_name="photo",
            index=models.Index(
                name="photo_expires",
                fields=["expires_on"],
                condition=models.Q(("expires_on__isnull", False)),
            ),
        ),
    ]
