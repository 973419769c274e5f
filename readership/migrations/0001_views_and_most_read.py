"""Sums of views by hour and in all, and the ranking made of them."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("articles", "0003_newest_with_section"),
    ]

    operations = [
        migrations.CreateModel(
            name="TotalViews",
            fields=[
                (
                    "article",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="total_views",
                        serialize=False,
                        to="articles.article",
                        verbose_name="기사",
                    ),
                ),
                ("views", models.PositiveBigIntegerField(verbose_name="조회수")),
            ],
            options={
                "verbose_name": "조회수",
                "verbose_name_plural": "조회수",
            },
        ),
        migrations.CreateModel(
            name="MostRead",
            fields=[
                (
                    "place",
                    models.PositiveSmallIntegerField(
                        primary_key=True, serialize=False, verbose_name="순위"
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="most_read_places",
                        to="articles.article",
                        verbose_name="기사",
                    ),
                ),
            ],
            options={
                "verbose_name": "많이 본 뉴스",
                "verbose_name_plural": "많이 본 뉴스",
                "ordering": ("place",),
            },
        ),
        migrations.CreateModel(
            name="HourlyViews",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("hour", models.DateTimeField(verbose_name="시간대")),
                ("views", models.PositiveIntegerField(verbose_name="조회수")),
                (
                    "article",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="hourly_views",
                        to="articles.article",
                        verbose_name="기사",
                    ),
                ),
            ],
            options={
                "verbose_name": "시간별 조회수",
                "verbose_name_plural": "시간별 조회수",
                "constraints": [
                    models.UniqueConstraint(fields=("hour", "article"), name="views_once_an_hour")
                ],
            },
        ),
    ]
