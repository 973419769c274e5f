"""Lists and their counts by day, filled from the stories there are.

On a newspaper of a million stories the filling takes minutes; it is done in batches and may be
broken off: `migrate` then begins it anew. Stories published by the old code meanwhile are put
right by `manage.py rebuild_lists`.
"""

from django.db import migrations, models

from articles import listing


def fill(apps, schema_editor):
    for _ in listing.rebuild():
        pass


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("articles", "0003_newest_with_section")]

    operations = [
        migrations.CreateModel(
            name="DayCount",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "kind",
                        "list_id",
                        "day",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "kind",
                    models.PositiveSmallIntegerField(
                        choices=[(0, "전체"), (1, "섹션"), (2, "태그"), (3, "기자")]
                    ),
                ),
                ("list_id", models.IntegerField()),
                ("day", models.DateField()),
                ("stories", models.IntegerField()),
            ],
            options={"verbose_name": "날짜별 기사 수", "verbose_name_plural": "날짜별 기사 수"},
        ),
        migrations.CreateModel(
            name="Listing",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "kind",
                        "list_id",
                        "visible_from",
                        "article_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "kind",
                    models.PositiveSmallIntegerField(
                        choices=[(0, "전체"), (1, "섹션"), (2, "태그"), (3, "기자")]
                    ),
                ),
                ("list_id", models.IntegerField()),
                ("visible_from", models.DateTimeField()),
                (
                    "article",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=models.deletion.CASCADE,
                        related_name="listings",
                        to="articles.article",
                    ),
                ),
            ],
            options={"verbose_name": "목록", "verbose_name_plural": "목록"},
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
