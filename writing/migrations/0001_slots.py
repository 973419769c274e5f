"""What somebody is typing and has not saved, one row for each open form."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import articles.models.record


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("articles", "0005_lists_filled"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Slot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("form_key", models.CharField(max_length=32)),
                ("counter", models.PositiveBigIntegerField()),
                ("fields", models.JSONField(encoder=articles.models.record.HangulEncoder)),
                ("base_revision", models.PositiveIntegerField()),
                ("typed_at", models.DateTimeField(db_index=True)),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "article",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="slots",
                        to="articles.article",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="slots",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "자동 저장된 글",
                "verbose_name_plural": "자동 저장된 글",
                "constraints": [
                    models.UniqueConstraint(fields=("user", "form_key"), name="slot_once_a_form")
                ],
            },
        ),
    ]
