"""Lists of stories and their counts by day; 0005 fills them."""

from django.db import migrations, models


class Migration(migrations.Migration):
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
    ]
