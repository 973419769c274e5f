"""Indexes for the desk's lists. On PostgreSQL built while the newsroom goes on working."""

from django.db import migrations, models

from newsroom.online_indexes import AddIndexOnline


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("articles", "0001_articles")]

    operations = [
        AddIndexOnline(
            model_name="article",
            index=models.Index(name="article_saved", fields=["-updated_at", "-id"]),
        ),
        AddIndexOnline(
            model_name="article",
            index=models.Index(
                name="article_awaits_desk",
                fields=["-updated_at"],
                condition=models.Q(("awaits_desk", True)),
            ),
        ),
        AddIndexOnline(
            model_name="article",
            index=models.Index(
                name="article_incomplete",
                fields=["-updated_at"],
                condition=models.Q(("is_incomplete", True)),
            ),
        ),
    ]
