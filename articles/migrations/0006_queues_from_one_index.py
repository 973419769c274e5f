"""An index that the desk's queues are counted from. Built while the newsroom goes on working."""

from django.db import migrations, models

from newsroom.online_indexes import AddIndexOnline


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("articles", "0005_lists_filled")]

    operations = [
        AddIndexOnline(
            model_name="article",
            index=models.Index(
                name="article_unpublished",
                fields=[
                    "status",
                    "-updated_at",
                    "-id",
                    "owner",
                    "section",
                    "visible_from",
                    "published_at",
                    "embargo_until",
                ],
                condition=models.Q(("status", "published"), _negated=True),
            ),
        ),
    ]
