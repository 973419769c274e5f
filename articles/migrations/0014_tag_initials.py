from django.db import migrations

from newsroom.initials_field import InitialsField


class Migration(migrations.Migration):
    dependencies = (("articles", "0013_media_uses_filled"),)

    operations = (
        migrations.AddField(model_name="tag", name="initials", field=InitialsField(max_length=40)),
    )
