"""Stories that were sent out together and can be taken back together. Two new empty tables."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import articles.models.record


def number():
    return models.BigAutoField(
        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
    )


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0010_log_only_added_to"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PublicationBatch",
            fields=[
                ("id", number()),
                ("action", models.CharField(max_length=20, verbose_name="처리")),
                ("by_name", models.CharField(max_length=150, verbose_name="처리한 사람")),
                ("created_at", models.DateTimeField(verbose_name="만든 때")),
                ("goes_live_at", models.DateTimeField(verbose_name="나갈 때")),
                (
                    "undo_until",
                    models.DateTimeField(db_index=True, verbose_name="되돌릴 수 있는 때"),
                ),
                ("undone_at", models.DateTimeField(null=True, verbose_name="되돌린 때")),
                (
                    "undone_by_name",
                    models.CharField(blank=True, max_length=150, verbose_name="되돌린 사람"),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "함께 내보낸 기사",
                "verbose_name_plural": "함께 내보낸 기사",
            },
        ),
        migrations.CreateModel(
            name="BatchStory",
            fields=[
                ("id", number()),
                ("revision", models.PositiveIntegerField(verbose_name="판")),
                ("from_status", models.CharField(max_length=12, verbose_name="이전 상태")),
                ("approved_revision", models.PositiveIntegerField(null=True)),
                (
                    "replaced",
                    models.JSONField(encoder=articles.models.record.HangulEncoder, null=True),
                ),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="articles.article",
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="stories",
                        to="articles.publicationbatch",
                    ),
                ),
            ],
            options={
                "verbose_name": "함께 내보낸 기사 하나",
                "verbose_name_plural": "함께 내보낸 기사 하나하나",
                "constraints": [
                    models.UniqueConstraint(fields=("batch", "article"), name="story_once_a_batch")
                ],
            },
        ),
    ]
