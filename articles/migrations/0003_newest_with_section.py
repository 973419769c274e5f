"""The index of all lists gets the section, so that lists of several sections read nothing else."""

from django.db import migrations, models

from newsroom.online_indexes import AddIndexOnline, RemoveIndexOnline


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("articles", "0002_desk_indexes")]

    operations = [
        AddIndexOnline(
            model_name="article",
            index=models.Index(
                name="article_newest_anywhere", fields=["-visible_from", "-id", "section"]
            ),
        ),
        RemoveIndexOnline(model_name="article", name="article_newest"),
    ]
