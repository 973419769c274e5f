from django.db import migrations

from newsroom.initials_field import InitialsField


class Migration(migrations.Migration):
    dependencies = (("reporters", "0002_watermarks"),)

    operations = (
        migrations.AddField(
            model_name="reporter", name="initials", field=InitialsField(max_length=40)
        ),
    )
